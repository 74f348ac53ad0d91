#include "dump.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::python;

namespace
{

QString dumpOf(const QByteArray &text, DumpPlaces places = DumpPlaces::No)
{
    const auto module = parseModule(text, QStringLiteral("x.py"));
    if (!module)
        return QStringLiteral("%1: %2").arg(module.error().place.line).arg(module.error().message);
    return QString::fromStdString(dump(*module, module->body(), places));
}

int refusedLine(const QByteArray &text)
{
    const auto module = parseModule(text, QStringLiteral("x.py"));
    return module ? 0 : module.error().place.line;
}

QByteArray repeated(const QByteArray &text, int times)
{
    return text.repeated(times);
}

} // namespace

class tst_Syntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNewerSyntax_data();
    void readsNewerSyntax();
    void placesNodes();
    void decodesLiterals();
    void keepsBigIntegers();
    void decodesFiles_data();
    void decodesFiles();
    void passesOverBodies();
    void readsBodiesLater();
    void refusesInBodiesLater();
    void findsDocstrings();
    void visitsEveryKind();
    void limitsNesting_data();
    void limitsNesting();
    void survivesLargeInput();
    void namesTheRefusedLine_data();
    void namesTheRefusedLine();
};

// What CPython 3.12 and 3.13 print for ast.dump; Debian's 3.11 cannot be asked.
void tst_Syntax::readsNewerSyntax_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const QByteArray &text, const char *tree) {
        QTest::newRow(name) << text << QString::fromUtf8(tree);
    };
    row("type alias", "type X = int\n", "[TypeAlias(Name(\"X\") [] Name(\"int\"))]");
    row("generic type alias", "type X[T, *Ts, **P] = T\n",
        "[TypeAlias(Name(\"X\") [TypeVar(\"T\" - -) TypeVarTuple(\"Ts\" -) ParamSpec(\"P\" -)] "
        "Name(\"T\"))]");
    row("type as a name", "type = 1\ntype(x)\ntype.x\n",
        "[Assign([Name(\"type\")] Constant(1)) Expr(Call(Name(\"type\") [Name(\"x\")] [])) "
        "Expr(Attribute(Name(\"type\") \"x\"))]");
    row("type parameters of a function", "def f[T: int](x: T) -> T: pass\n",
        "[FunctionDef(\"f\" arguments([] [arg(\"x\" Name(\"T\"))] - [] [] - []) [Pass()] [] Name(\"T\") "
        "[TypeVar(\"T\" Name(\"int\") -)])]");
    row("type parameters of a class", "class A[T = int](B): pass\n",
        "[ClassDef(\"A\" [Name(\"B\")] [] [Pass()] [] [TypeVar(\"T\" - Name(\"int\"))])]");
    row("default of a type variable tuple", "class A[*Ts = *tuple[int]]: pass\n",
        "[ClassDef(\"A\" [] [] [Pass()] [] [TypeVarTuple(\"Ts\" Starred(Subscript(Name(\"tuple\") "
        "Name(\"int\"))))])]");
    row("same quotes in an f-string", "f'{a['b']}'\n",
        "[Expr(JoinedStr([FormattedValue(Subscript(Name(\"a\") Constant(\"b\")) -1 -)]))]");
    row("f-strings in one another", "f'{f'{f'{1}'}'}'\n",
        "[Expr(JoinedStr([FormattedValue(JoinedStr([FormattedValue(JoinedStr([FormattedValue(Constant(1) -1 "
        "-)]) -1 "
        "-)]) -1 -)]))]");
    row("backslash in a substitution", "f'{'\\n'.join(a)}'\n",
        "[Expr(JoinedStr([FormattedValue(Call(Attribute(Constant(\"\\n\") \"join\") [Name(\"a\")] []) -1 "
        "-)]))]");
    row("comment in a substitution", "f'''{\na # b\n}'''\n",
        "[Expr(JoinedStr([FormattedValue(Name(\"a\") -1 -)]))]");
    row("lines in a substitution", "f'{\na\n}'\n", "[Expr(JoinedStr([FormattedValue(Name(\"a\") -1 -)]))]");
    row("format three deep", "f'{a:{b:{c}}}'\n",
        "[Expr(JoinedStr([FormattedValue(Name(\"a\") -1 JoinedStr([FormattedValue(Name(\"b\") -1 "
        "JoinedStr([FormattedValue(Name(\"c\") -1 -)]))]))]))]");
    row("shown expression", "f'{a = !r:>{w}}x'\n",
        "[Expr(JoinedStr([Constant(\"a = \") FormattedValue(Name(\"a\") 114 JoinedStr([Constant(\">\") "
        "FormattedValue(Name(\"w\") -1 -)])) Constant(\"x\")]))]");
    row("except star", "try: pass\nexcept* A as e: pass\n",
        "[TryStar([Pass()] [ExceptHandler(Name(\"A\") \"e\" [Pass()])] [] [])]");
}

void tst_Syntax::readsNewerSyntax()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, tree);
    QCOMPARE(dumpOf(text), tree);
}

void tst_Syntax::placesNodes()
{
    QCOMPARE(dumpOf("x = (\n  'é' +\r\n  y)\n", DumpPlaces::Yes),
        QStringLiteral("[Assign@1:0-3:4([Name@1:0-1:1(\"x\")] BinOp@2:2-3:3(Constant@2:2-2:6(\"é\") Add() "
                       "Name@3:2-3:3(\"y\")))]"));
    const auto module = parseModule("a = 'é'; b = 1\n", QStringLiteral("x.py"));
    const Statement &second = *module->body().statements[1];
    QCOMPARE(module->place(second), (SourcePlace{QStringLiteral("x.py"), 1, 10})); // characters, not bytes
    QCOMPARE(std::string(module->text(second)), std::string("b = 1"));
}

void tst_Syntax::decodesLiterals()
{
    QCOMPARE(dumpOf("'a' \"b\" r'\\n' u'c'\n"), QStringLiteral("[Expr(Constant(\"ab\\\\nc\"))]"));
    QCOMPARE(
        dumpOf("'\\x41\\101\\u00e9\\U0001F600\\q\\\n'\n"), QStringLiteral("[Expr(Constant(\"AAé😀\\\\q\"))]"));
    QCOMPARE(dumpOf("b'\\x00\\xff\\u0041'\n"), QStringLiteral("[Expr(Constant(b00ff5c7530303431))]"));
    QCOMPARE(dumpOf("'''a\r\nb\rc'''\n"), QStringLiteral("[Expr(Constant(\"a\\nb\\nc\"))]"));
    QCOMPARE(dumpOf("1_000 0x_fF"), QStringLiteral("1: a number cannot stand here"));
    QCOMPARE(dumpOf("[1_000, 0x_fF, 0o17, 0b1_1, 00]\n"),
        QStringLiteral("[Expr(List([Constant(1000) Constant(255) Constant(15) Constant(3) Constant(0)]))]"));
    QCOMPARE(dumpOf("[1., .5, 1e400, 1e-400, 2j]\n"),
        QStringLiteral(
            "[Expr(List([Constant(f3ff0000000000000) Constant(f3fe0000000000000) Constant(f7ff0000000000000) "
            "Constant(f0000000000000000) Constant(j4000000000000000)]))]"));
    QCOMPARE(dumpOf("'\\N{BULLET}'\n").left(2), QStringLiteral("1:"));
}

void tst_Syntax::keepsBigIntegers()
{
    const auto text = [](const QByteArray &number) {
        const auto module = parseModule(number + '\n', QStringLiteral("x.py"));
        return decimalText(*module->body().statements[0]->as<ExpressionStatement>()->value->as<IntLiteral>());
    };
    QCOMPARE(text("9223372036854775807"), std::string("9223372036854775807"));
    QCOMPARE(text("9223372036854775808"), std::string("9223372036854775808"));
    QCOMPARE(text("0xFFFFFFFFFFFFFFFFFFFFFFFF"), std::string("79228162514264337593543950335"));
    QCOMPARE(text("0b1" + repeated("0", 64)), std::string("18446744073709551616"));
    QCOMPARE(refusedLine("x = 1" + repeated("0", 4300) + "\n"), 1);
    QCOMPARE(text("0x" + repeated("f", 100'000)), std::string()); // Python refuses to print it, too
}

void tst_Syntax::decodesFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const QByteArray &text, const char *tree) {
        QTest::newRow(name) << text << QString::fromUtf8(tree);
    };
    row("UTF-8", "'é'\n", "[Expr(Constant(\"é\"))]");
    row("byte-order mark", "\xEF\xBB\xBF'é'\n", "[Expr(Constant(\"é\"))]");
    row("mark and cookie", "\xEF\xBB\xBF# coding: utf-8\n'é'\n", "[Expr(Constant(\"é\"))]");
    row("latin-1", "# -*- coding: latin-1 -*-\n'\xE9'\n", "[Expr(Constant(\"é\"))]");
    row("second line", "#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n'\xA4'\n",
        "[Expr(Constant(\"€\"))]");
    row("cp1252", "# coding=cp1252\n'\x80'\n", "[Expr(Constant(\"€\"))]");
    row("windows-1251", "# coding: windows_1251\n'\xE6'\n", "[Expr(Constant(\"ж\"))]");
    row("shift-jis", "# coding: shift_jis\n'\x82\xA0'\n", "[Expr(Constant(\"あ\"))]");
    row("third line is no cookie", "\n\n# coding: latin-1\n'é'\n", "[Expr(Constant(\"é\"))]");
    row("behind code is no cookie", "x\n# coding: latin-1\n", "[Expr(Name(\"x\"))]");
    row("ascii", "# coding: ascii\n'\xE9'\n", "2: a byte here is no character of the file's encoding, ascii");
    row("not UTF-8", "x\n'\xE9'\n",
        "2: a byte here is not UTF-8; save the file as UTF-8, or name its encoding in the first line, as in "
        "“# -*- "
        "coding: latin-1 -*-”");
    row("unknown", "#!x\n# coding: klingon\n",
        "2: the encoding “klingon” is not known; save the file as UTF-8 and name that, or nothing");
    row("utf-16 cannot be", "# coding: utf-16\n",
        "1: the encoding “utf-16” is not known; save the file as UTF-8 and name that, or nothing");
    row("mark against cookie", "\xEF\xBB\xBF# coding: latin-1\n",
        "1: the file begins with a UTF-8 byte-order mark but says it is encoded as “latin-1”; remove one of "
        "the two");
    row("NUL", QByteArray("x\n\0\n", 4), "2: the file holds a NUL byte: it is no Python text, or damaged");
    row("lone CR", "a\rb\r\nc\n", "[Expr(Name(\"a\")) Expr(Name(\"b\")) Expr(Name(\"c\"))]");
    row("form feed", "\fa\n\f\nif a:\n  \f b\n",
        "[Expr(Name(\"a\")) If(Name(\"a\") [Expr(Name(\"b\"))] [])]");
    row("names are normalised", "ﬁ = ª\n", "[Assign([Name(\"fi\")] Name(\"a\"))]");
    row("empty", "", "[]");
    row("comments only", "# a\n\n  # b", "[]");
    row("no newline at the end", "if a:\n  b", "[If(Name(\"a\") [Expr(Name(\"b\"))] [])]");
}

void tst_Syntax::decodesFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, tree);
    QCOMPARE(dumpOf(text), tree);
}

// Strings, brackets and comments that would mislead a reader of indentation alone.
const QByteArray awkward = "\"\"\"doc\"\"\"\n"
                           "def f(a,\n b=(1,\n2)):\n"
                           "    '''not\nthe end'''\n"
                           "    x = (1,\n2)\n"
                           "# comment\n"
                           "\n"
                           "    y = f\"{z[\"#'\"]}\" \\\n + 'a'\n"
                           "    s = rf'''{x\n}'''; t = b\"(\"\n"
                           "  \n"
                           "class C(object):\r\n"
                           "\tdef g(self): return '['\r\n"
                           "if a:\n"
                           "    @d\n"
                           "    async def h(): # comment\n"
                           "        pass\n"
                           "    z = 1\n"
                           "def one(): return 1\n";

void tst_Syntax::passesOverBodies()
{
    const auto module = parseModule(awkward, QStringLiteral("x.py"), ParseDepth::ModuleLevel);
    QVERIFY2(module.ok(), module ? "" : qPrintable(module.error().message));
    QCOMPARE(module->body().statements.size(), std::size_t(5));
    const auto *f = module->body().statements[1]->as<Function>();
    QVERIFY(f && f->body.isSkipped && f->body.isEmpty());
    QCOMPARE(f->parameters.size(), std::size_t(2));
    QVERIFY(module->text(*f).ends_with("b\"(\""));
    const auto *condition = module->body().statements[3]->as<If>();
    QVERIFY(condition && condition->body.statements.size() == 2);
    QVERIFY(condition->body.statements[0]->as<Function>()->body.isSkipped);
    QVERIFY(!module->body().statements[4]->as<Function>()->body.isSkipped);
    QVERIFY(docstring(module->body()) && docstring(module->body())->value == "doc");
}

void tst_Syntax::readsBodiesLater()
{
    const auto full = parseModule(awkward, QStringLiteral("x.py"));
    QVERIFY2(full.ok(), full ? "" : qPrintable(full.error().message));
    auto outline = parseModule(awkward, QStringLiteral("x.py"), ParseDepth::ModuleLevel);
    const auto bodies = [](const Module &module) {
        return std::vector{module.body().statements[1]->as<Function>()->body,
            module.body().statements[2]->as<Class>()->body,
            module.body().statements[3]->as<If>()->body.statements[0]->as<Function>()->body,
            module.body().statements[4]->as<Function>()->body};
    };
    const auto wanted = bodies(*full);
    const auto skipped = bodies(*outline);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto body = parseBody(*outline, skipped[i]);
        QVERIFY2(body.ok(), body ? "" : qPrintable(body.error().message));
        QCOMPARE(dump(*outline, *body, DumpPlaces::Yes), dump(*full, wanted[i], DumpPlaces::Yes));
    }
}

void tst_Syntax::refusesInBodiesLater()
{
    auto module = parseModule(
        "def f():\n    x = 1\n    y = =\n  z\n", QStringLiteral("x.py"), ParseDepth::ModuleLevel);
    QVERIFY(module.ok());
    const auto body = parseBody(*module, module->body().statements[0]->as<Function>()->body);
    QVERIFY(!body);
    QCOMPARE(body.error().place.line, 3); // not the line whose indentation matches nothing, as in CPython
    auto second = parseModule("def f():\n    y = =\n", QStringLiteral("x.py"), ParseDepth::ModuleLevel);
    QCOMPARE(parseBody(*second, second->body().statements[0]->as<Function>()->body).error().place,
        (SourcePlace{QStringLiteral("x.py"), 2, 9}));
}

void tst_Syntax::findsDocstrings()
{
    const auto doc = [](const QByteArray &text) {
        const auto module = parseModule(text, QStringLiteral("x.py"));
        const StringLiteral *literal = docstring(module->body());
        return literal ? std::string(literal->value) : std::string("(none)");
    };
    QCOMPARE(doc("# c\n'''a\n\nb'''\nx\n"), std::string("a\n\nb"));
    QCOMPARE(doc("'a' 'b'\n"), std::string("ab"));
    QCOMPARE(doc("f'a'\n"), std::string("(none)"));
    QCOMPARE(doc("b'a'\n"), std::string("(none)"));
    QCOMPARE(doc("x\n'a'\n"), std::string("(none)"));
    QCOMPARE(doc(""), std::string("(none)"));
}

void tst_Syntax::visitsEveryKind()
{
    const auto module = parseModule("f(1)\n", QStringLiteral("x.py"));
    const Statement &statement = *module->body().statements[0];
    const auto name = visit(statement,
        Overloaded{
            [](const ExpressionStatement &node) {
                const auto *call = node.value->as<Call>();
                return call ? std::string(call->function->as<Name>()->name) : std::string();
            },
            [](const auto &) { return std::string(); },
        });
    QCOMPARE(name, std::string("f"));
    QVERIFY(!statement.is<Assign>() && !statement.as<Assign>());
}

void tst_Syntax::limitsNesting_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRead");
    const auto row = [](const char *name, const QByteArray &text, bool isRead) {
        QTest::newRow(name) << text << isRead;
    };
    const auto indented = [](int levels) {
        QByteArray text;
        for (int i = 0; i < levels; ++i)
            text += repeated(" ", i) + "if a:\n";
        return text + repeated(" ", levels) + "b\n";
    };
    row("200 parentheses", repeated("(", 200) + "a" + repeated(")", 200), true);
    row("201 parentheses", repeated("(", 201) + "a" + repeated(")", 201), false);
    row("a million parentheses", repeated("(", 1'000'000), false);
    row("99 indents", indented(99), true);
    row("100 indents", indented(100), false);
    row("500 additions", "a" + repeated(" + a", 500), true);
    row("100,000 additions", "a" + repeated(" + a", 100'000), false);
    row("100,000 members", "a" + repeated(".a", 100'000), false);
    row("100,000 calls", "a" + repeated("()", 100'000), false);
    row("a long list", "[" + repeated("a, ", 100'000) + "]", true);
    row("a long comparison", "a" + repeated(" < a", 100'000), true);
    row("500 signs", repeated("-", 500) + "a", true);
    row("100,000 signs", repeated("-", 100'000) + "a", false);
    row("100,000 not", repeated("not ", 100'000) + "a", false);
    row("100,000 lambdas", repeated("lambda: ", 100'000) + "a", false);
    row("100,000 conditions", repeated("a if a else ", 100'000) + "a", false);
    row("100,000 powers", "a" + repeated("**a", 100'000), false);
    row("100,000 await", repeated("await ", 100'000) + "a", false);
    row("400 elif", "if a: b\n" + repeated("elif a: b\n", 400), true);
    row("100,000 elif", "if a: b\n" + repeated("elif a: b\n", 100'000), false);
    row("90 f-strings", repeated("f'{", 90) + "a" + repeated("}'", 90), true);
    row("100,000 f-strings", repeated("f'{", 100'000), false);
    row("nested patterns", "match a:\n case " + repeated("[", 201) + repeated("]", 201) + ": pass\n", false);
    row("nested subscripts", repeated("a[", 200) + "a" + repeated("]", 200), true);
    row("nested dicts", repeated("{a: ", 200) + "a" + repeated("}", 200), true);
}

void tst_Syntax::limitsNesting()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRead);
    const auto module = parseModule(text + '\n', QStringLiteral("x.py"));
    QCOMPARE(module.ok(), isRead);
    if (isRead)
        QVERIFY(!dump(*module, module->body()).empty());
    else
        QVERIFY(!module.error().message.isEmpty());
}

void tst_Syntax::survivesLargeInput()
{
    QVERIFY(parseModule(repeated("x = 'abc' # comment\n", 500'000), QStringLiteral("x.py")).ok());
    QCOMPARE(refusedLine("x = '''" + repeated("abc\n", 2'500'000)), 1);
    QCOMPARE(refusedLine(repeated("\x89PNG\r\n\x1A\n", 1'000'000)), 1);
    QCOMPARE(refusedLine(repeated("\x01\x02\x03 ", 1'000'000)), 1);
    QVERIFY(parseModule(repeated(" ", 10'000'000), QStringLiteral("x.py")).ok());
    QVERIFY(parseModule(repeated("\n", 10'000'000), QStringLiteral("x.py")).ok());
}

void tst_Syntax::namesTheRefusedLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &text, const char *message) {
        QTest::newRow(name) << text << QString::fromUtf8(message);
    };
    row("assignment to a call", "\nf() = 1\n", "2: a call cannot be assigned to");
    row("unclosed", "a = (\nb = 1\n", "1: '(' was never closed");
    row("wrong bracket", "a = (1,\n2]\n", "2: ']' does not close '('");
    row("no block", "def f():\nx\n", "2: an indented block must follow here");
    row("no block at the end", "def f():\n", "1: an indented block must follow here");
    row("unterminated", "a\nb = 'x\n", "2: this string is not closed in its line");
    row("named before positional", "f(a=1,\n b)\n", "2: a positional argument may not follow a named one");
    row("braces", "f'}'\n", "1: a '}' in an f-string that closes nothing must be doubled");
    row("odd character", "a = “b”\n", "1: the character '“' (U+201C) cannot stand here");
    row("except after except*", "try: a\nexcept* A: b\nexcept B: c\n",
        "3: one 'try' cannot have both 'except' and 'except*'");
}

void tst_Syntax::namesTheRefusedLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QCOMPARE(dumpOf(text), message);
}

QTEST_APPLESS_MAIN(tst_Syntax)
#include "tst_syntax.moc"

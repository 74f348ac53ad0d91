#include "migrations/python/parser.h"
#include "migrations/python/walk.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::python;

namespace
{

/// The names that are read or written, in the order of the walk, and the statements left.
class NameList : public TreeVisitor
{
public:
    bool enterStatement(const Statement &statement) override
    {
        const auto *function = statement.as<Function>();
        return !function || function->name != "passed_over";
    }
    bool enterExpression(const Expression &expression) override
    {
        if (const auto *name = expression.as<Name>())
            names << QString::fromUtf8(name->name.data(), qsizetype(name->name.size()));
        return true;
    }
    void leaveStatement(const Statement &) override { ++left; }

    QStringList names;
    int left = 0;
};

} // namespace

class TestWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *source, const char *names) {
            QTest::newRow(source) << QByteArray(source) << QString::fromUtf8(names);
        };
        row("a = b = c", "a b c");
        row("a: b = c", "a b c");
        row("a += b", "a b");
        row("@a\nasync def f(x: b = c, *y: d) -> e:\n    return g", "a b c d e g");
        row("@a\nclass C(b, k=c):\n    d", "a b c d");
        row("for a in b:\n    c\nelse:\n    d", "a b c d");
        row("while a:\n    b\nelse:\n    c", "a b c");
        row("if a:\n    b\nelif c:\n    d\nelse:\n    e", "a b c d e");
        row("with a as b, c:\n    d", "a b c d");
        row("match a:\n    case b.x | [c.y, *_] if d:\n        e\n    case K(f.z, k=g.z) as h:\n        i\n"
            "    case {j.k: l.m}:\n        n",
            "a b c d e K f g i j l n");
        row("raise a from b", "a b");
        row("try:\n    a\nexcept b as c:\n    d\nelse:\n    e\nfinally:\n    f", "a b d e f");
        row("assert a, b", "a b");
        row("del a, b[c]", "a b c");
        row("f(a, *b, k=c, **d)", "f a b c d");
        row("a.x[b:c:d]", "a b c d");
        row("a if b else c", "b a c");
        row("(a := b)", "a b");
        row("[a for b in c if d]; {a: b for c in d}; {a for b in c}; (a for b in c)",
            "a b c d a b c d a b c a b c");
        row("lambda x=a: b", "a b");
        row("f'{a!r:{b}}'", "a b");
        row("a < b <= c and not d or -e", "a b c d e");
        row("{a: b, **c}", "a b c");
        row("type A[T: b] = c", "A b c");
        row("async def f():\n    await a\n    yield b\n    yield from c", "a b c");
        row("def passed_over():\n    a\nb", "b");
    }

    void names()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, names);
        const Result<Module> module = parseModule(source, QStringLiteral("a.py"));
        QVERIFY2(module, module ? "" : qPrintable(module.error().message));
        NameList list;
        walk(module->body(), list);
        QCOMPARE(list.names.join(u' '), names);
        QVERIFY(list.left > 0);
    }
};

QTEST_GUILESS_MAIN(TestWalk)
#include "tst_walk.moc"

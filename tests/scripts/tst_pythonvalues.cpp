#include "tests/scripts/evaluation.h"

#include <QTest>

using namespace stillroom;

namespace
{

/// What op.execute() receives when the script passes it the expression.
QString executed(const QByteArray &expression, const QByteArray &before = {})
{
    return outcome(script(before + (before.isEmpty() ? "" : "\n") + "op.execute(" + expression + ")"));
}

} // namespace

/// Values, operators and methods, each checked against the text Python itself makes of it.
class TestPythonValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void statements_data();
    void statements();
    void refusals_data();
    void refusals();
};

void TestPythonValues::texts_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *expression, const char *expected) {
        QTest::newRow(expression) << QByteArray(expression) << QString::fromUtf8(expected);
    };
    row("'a' 'b' + \"c\"", "abc");
    row("f'{1 + 1}-{\"x\"!r}-{True}-{None}-{1.0}-{[1, (2,), {\"a\": 3}]}'",
        "2-'x'-True-None-1.0-[1, (2,), {'a': 3}]");
    row("f'{3.14159:.2f}|{7:03d}|{\"ab\":>5}|{\"ab\":<4}|{\"ab\":^5}|{1234567:,}|{255:x}|{0.5:.0%}'",
        "3.14|007| ab|ab | ab |1,234,567|ff|50%");
    row("f'{1e16}|{1e15}|{0.1 + 0.2}|{1e-5}|{-0.0}|{1/3}|{7 // -2}|{-7 % 3}|{2 ** 10}'",
        "1e+16|1000000000000000.0|0.30000000000000004|1e-05|-0.0|0.3333333333333333|-4|2|1024");
    row("f'{x}' if (x := 5) > 3 else 'no'", "5");
    row("'%s %d %r %05.1f %% %(a)s' % {'a': 1} if False else '%s %d %r %05.1f %%' % ('a', 3, 'b', 2.25)",
        "a 3 'b' 002.2 %");
    row("'{} {1} {0}'.format('a', 'b') if False else '{0} {1} {0} {n!r:>4} {d[k]} {{}}'.format('a', 'b', "
        "n='c', "
        "d={'k': 1})",
        "a b a 'c' 1 {}");
    row("', '.join(sorted({'b', 'a', 'c'}, reverse=True))", "c, b, a");
    row("'a,b,,c'.split(',')[-2] + '|' + '|'.join(' a  b '.split()) + '|' + 'a.b.c'.rsplit('.', 1)[0]",
        "|a|b|a.b");
    row("'  x '.strip() + 'xxaxx'.strip('x') + 'ab'.upper() + 'A b'.title() + 'abc'[::-1] + 'abc'[1:] + "
        "'abc'[-1]",
        "xaABA Bcbabcc");
    row("repr('it\\'s') + repr('\"\\n\\\\') + repr('\\x00\xc3\xa9')", "\"it's\"'\"\\n\\\\''\\x00\xc3\xa9'");
    row("str(len('\xf0\x9f\x8e\x89')) + str([1, 2][0]) + str((1, 2)[-1]) + str({'a': 9}['a'])", "1129");
    row("' '.join(f'{i}{a}' for i, a in enumerate(['x', 'y'], 1))", "1x 2y");
    row("' '.join(str(a * b) for a, b in zip([1, 2, 3], (4, 5)))", "4 10");
    row("str([x for y in [[1, 2], [3]] for x in y if x != 2])", "[1, 3]");
    row("str({k: v for k, v in {'a': 1, 'b': 2}.items() if v > 1})", "{'b': 2}");
    row("str(list(range(10, 0, -3))) + str(sum([1, 2])) + str(max(3, 1)) + str(any([0, '']))",
        "[10, 7, 4, 1]33False");
    row("str(1 < 2 < 3) + str('a' in 'abc') + str(2 not in [1]) + str(None is None) + str([] or 'x')",
        "TrueTrueTrueTruex");
    row("str(bool([])) + str(int('12')) + str(int(True)) + str(1 == 1.0) + str(True + True)",
        "False121True2");
    row("str((lambda a, b=2, *c, **d: (a, b, c, d))(1, *[5, 6], k=7))", "(1, 5, (6,), {'k': 7})");
}

void TestPythonValues::texts()
{
    QFETCH(QByteArray, expression);
    QFETCH(QString, expected);
    QCOMPARE(executed(expression), expected.simplified());
}

void TestPythonValues::statements_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *before, const char *expression, const char *expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(expression) << QString::fromUtf8(expected);
    };
    row("lists are shared", "a = [1]\nb = a\nb.append(2)\na += [3]", "str(b)", "[1, 2, 3]");
    row("star unpacking", "a, *b, c = range(5)\n(d, e), f = (1, 2), 3", "f'{a}{b}{c}{d}{e}{f}'",
        "0[1, 2, 3]4123");
    row("loops",
        "s = ''\nfor i in range(9):\n    if i == 1:\n        continue\n    if i == 4:\n        break\n"
        "    s += str(i)\nelse:\n    s += 'never'\nn = 3\nwhile n:\n    n -= 1\n    s += '.'",
        "s", "023...");
    row("dict order", "d = {'b': 1, 'a': 2}\nd['b'] = 3\nd.setdefault('c', 4)\nd.pop('a')", "str(d)",
        "{'b': 3, 'c': 4}");
    row("closures", "def outer(n):\n    def inner(k=1):\n        return n + k\n    return inner",
        "str(outer(2)(k=3))", "5");
    row("late binding", "fs = [lambda: i for i in range(3)]", "str(fs[0]())", "2");
    row("enum", "import enum\nclass S(str, enum.Enum):\n    A = 'x'\n    B = 'y'",
        "S.A.value + S['B'].name + str([e.value for e in S]) + str(S.A == 'x')", "xB['x', 'y']True");
    row("dedent", "import textwrap\nt = textwrap.dedent('''\n      a\n        b\n      ''')",
        "t.strip() + '|'", "a b|");
    row("json", "import json", "json.dumps({'a': [1, 2.5, None, True], 'b': '\xc3\xa9'})",
        "{\"a\": [1, 2.5, null, true], \"b\": \"\\u00e9\"}");
}

void TestPythonValues::statements()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, expression);
    QFETCH(QString, expected);
    QCOMPARE(executed(expression, before), expected);
}

void TestPythonValues::refusals_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *body, const char *expected) {
        QTest::newRow(body) << QByteArray(body) << QString::fromLatin1(expected);
    };
    const char *known = "; only the project's Python knows the result";
    const auto handed = [&](const char *body, const char *reason) {
        row(body, (QByteArray("! line 6 ") + reason + known).constData());
    };
    handed("for x in {'a', 'b'}: pass", "walks a set, whose order changes from run to run");
    handed("x = open('seed.sql').read()", "opens a file with open()");
    row("globals()['f']()", "! line 6 raises KeyError: 'f'");
    handed("x = sum([0.1, 0.2])", "adds floating-point numbers with sum()");
    handed("x = '\xc4\xb0'.lower()", "changes the case of a text beyond ASCII");
    row("x = 2 ** 64", "! line 6 computes int ** int; only the project's Python knows the result");
    row("x = [1][3]", "! line 6 raises IndexError: index out of range");
    row("x = {}['a']", "! line 6 raises KeyError: 'a'");
    row("x = '%s %s' % 'a'", "! line 6 raises TypeError: not enough arguments for format string");
    row("x = 1 + missing", "! line 6 raises NameError: missing is defined nowhere");
    row("y = x\nx = 1", "! line 6 raises UnboundLocalError: x is used before it is set");
    row("while True: pass", "! line 6 loops for more than a million steps");
    row("x = 'a' * 99999999", "! line 6 computes str * int; only the project's Python knows the result");
    row("a = [1] * 99\nb = [a] * 99\nc = [b] * 99\nd = [c] * 99\nx = str(d)",
        "! line 10 gives str list as object; only the project's Python knows the result");
    row("a = [1] * 99\nb = [a] * 99\nc = [b] * 99\nd = [c] * 99\nx = d == [c] * 99",
        "! line 10 compares list with list; only the project's Python knows the result");
    row("def f(): return f()\nf()", "! line 6 nests calls too deeply to be followed");
    row("l = []\nl.append(l)", "! line 7 puts a list into itself");
    row("def g():\n    yield 1\nfor x in g(): pass",
        "! line 8 calls g(), which is a generator; only the project's Python knows the result");
    row("l = [1]\nfor x in l:\n    l.append(x)", "! line 7 changes a list while walking it");
}

void TestPythonValues::refusals()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(outcome(script(body)), expected);
}

QTEST_GUILESS_MAIN(TestPythonValues)
#include "tst_pythonvalues.moc"

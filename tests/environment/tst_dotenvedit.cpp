#include "app/environment/dotenvedit.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace stillroom;

namespace
{

DotenvDocument parsed(const QByteArray &bytes)
{
    return DotenvDocument::parse(bytes).value();
}

/// A line of text that holds what quoting has to care about.
QString randomText(QRandomGenerator &random, QStringView alphabet, int longest)
{
    QString text;
    const int length = random.bounded(longest + 1);
    for (int i = 0; i < length; ++i)
        text += alphabet[random.bounded(alphabet.size())];
    return text;
}

} // namespace

class TestDotenvEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void set_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("warned");
        const auto row = [](const char *name, const char *before, const QString &value, const char *after,
                             bool warned = false) {
            QTest::newRow(name) << QByteArray(before) << value << QByteArray(after) << warned;
        };
        const QString one = QStringLiteral("1");
        row("bare", "A=0\nB=2\n", one, "A=1\nB=2\n");
        row("comment and spacing stay", "  export A = 0   # why\n", one, "  export A = 1   # why\n");
        row("quotes stay", "A='0'\n", one, "A='1'\n");
        row("double quotes stay", "A=\"x y\" # c\n", QStringLiteral("a b"), "A=\"a b\" # c\n");
        row("no final newline", "B=2\nA=0", one, "B=2\nA=1");
        row("blank lines in front stay", "B=2\n\n\nA=0\n", one, "B=2\n\n\nA=1\n");
        row("CRLF", "A=0\r\nB=2\r\n", one, "A=1\r\nB=2\r\n");
        row("append", "B=2\n", one, "B=2\nA=1\n");
        row("append to an open line", "B=2", one, "B=2\nA=1\n");
        row("append to CRLF", "B=2\r\n", one, "B=2\r\nA=1\r\n");
        row("empty file", "", one, "A=1\n");
        row("un-comment", "# A=0  # why\nB=2\n", one, "A=1  # why\nB=2\n");
        row("un-comment without blank", "#A=0\n", one, "A=1\n");
        row("a sentence is not a key", "# set A=0 here\n", one, "# set A=0 here\nA=1\n");
        row("the last duplicate counts", "A=0\nB=2\nA=3\n", one, "A=0\nB=2\nA=1\n");
        row("invalid line stays", "oops =\nthis is not\nA=0\n", one, "oops =\nthis is not\nA=1\n");
        row("key without sign", "A\nB=2\n", one, "A=1\nB=2\n");
        row("empty value", "A=\nB=2\n", one, "A=1\nB=2\n");
        row("nothing to do", "A='1'\n", one, "A='1'\n");
        row("blanks need quotes", "A=0\n", QStringLiteral("a b"), "A='a b'\n");
        row("hash needs quotes", "A=0\n", QStringLiteral("a #b"), "A='a #b'\n");
        row("dollar takes single quotes", "A=\"0\"\n", QStringLiteral("a$b"), "A='a$b'\n");
        row("quote takes double quotes", "A=0\n", QStringLiteral("it's"), "A=\"it's\"\n");
        row("two backslashes take double quotes", "A=0\n", QStringLiteral("a\\\\b"), "A=\"a\\\\\\\\b\"\n");
        row("quote and dollar: warned", "A=0\n", QStringLiteral("it's $5"), "A='it\\'s $5'\n", true);
        row("interpolation: warned", "A=0\n", QStringLiteral("${B}"), "A='${B}'\n", true);
        row("to empty", "A=5\n", QString(QLatin1String("")), "A=\n");
    }

    void set()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, value);
        QFETCH(QByteArray, after);
        QFETCH(bool, warned);
        const Result<DotenvEdit> edit = setDotenvValue(parsed(before), QStringLiteral("A"), value);
        QVERIFY(edit.ok());
        QCOMPARE(edit->bytes, after);
        QCOMPARE(!edit->warnings.isEmpty(), warned);
    }

    void unset_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("alone") << QByteArray("A=1\n") << QByteArray();
        QTest::newRow("comment above stays") << QByteArray("# why\nA=1\nB=2\n") << QByteArray("# why\nB=2\n");
        QTest::newRow("blank lines stay") << QByteArray("B=2\n\n  A=1\nC=3\n") << QByteArray("B=2\n\nC=3\n");
        QTest::newRow("all duplicates") << QByteArray("A=1\nB=2\nA=3\n") << QByteArray("B=2\n");
        QTest::newRow("several lines") << QByteArray("A='x\ny'\nB=2\n") << QByteArray("B=2\n");
        QTest::newRow("absent") << QByteArray("B=2\n") << QByteArray("B=2\n");
        QTest::newRow("CRLF") << QByteArray("B=2\r\n\r\nA=1\r\n") << QByteArray("B=2\r\n\r\n");
    }

    void unset()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const Result<DotenvEdit> edit = unsetDotenvKey(parsed(before), QStringLiteral("A"));
        QVERIFY(edit.ok());
        QCOMPARE(edit->bytes, after);
    }

    void refusesNamesAndValuesNoFileCanHold()
    {
        const DotenvDocument document = parsed("B=2\n");
        for (const QString &key :
            {QString(), QStringLiteral("A B"), QStringLiteral("A=B"), QStringLiteral("'A")})
            QCOMPARE(setDotenvValue(document, key, QStringLiteral("1")).error().kind, ErrorKind::InvalidCall);
        QCOMPARE(setDotenvValue(document, QStringLiteral("A"), QString(QChar(u'\0'))).error().kind,
            ErrorKind::InvalidCall);
    }

    /// Random files, keys and values: the edit is refused, or only the spliced bytes differ and Debian's
    /// python-dotenv reads the value back.
    void pythonReadsTheSame()
    {
        QRandomGenerator random(20261122);
        QJsonArray cases;
        const QString files = QStringLiteral("AB=='\"\"#  \\\n\n$x1");
        const QString values = QStringLiteral("ab '\"\\$#\n={}`é1");
        int refused = 0;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray before = randomText(random, files, 40).toUtf8();
            const QString value = randomText(random, values, 8);
            const DotenvDocument document = parsed(before);
            const Result<DotenvEdit> edit = setDotenvValue(document, QStringLiteral("A"), value);
            if (!edit) {
                ++refused;
                continue;
            }
            qsizetype at = 0;
            QByteArray rebuilt;
            for (const DotenvSplice &splice : edit->splices) {
                QVERIFY(splice.start >= at);
                rebuilt += before.sliced(at, splice.start - at) + splice.text;
                at = splice.end;
            }
            QCOMPARE(rebuilt + before.sliced(at), edit->bytes);
            cases.append(QJsonObject{
                {QStringLiteral("text"), QString::fromUtf8(edit->bytes)}, {QStringLiteral("value"), value}});
        }
        QVERIFY2(refused < 300, qPrintable(QString::number(refused)));
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"),
                QStringLiteral(
                    "import io, json, sys, logging\n"
                    "from dotenv import dotenv_values\n"
                    "logging.disable()\n"
                    "for case in json.load(sys.stdin):\n"
                    "    read = dotenv_values(stream=io.StringIO(case['text']), interpolate=False)\n"
                    "    if read.get('A') != case['value']:\n"
                    "        print(repr(case['text']), repr(case['value']), repr(read))\n")});
        QVERIFY(python.waitForStarted());
        python.write(QJsonDocument(cases).toJson());
        python.closeWriteChannel();
        QVERIFY(python.waitForFinished());
        QCOMPARE(QString::fromUtf8(python.readAllStandardError()), QString());
        QCOMPARE(QString::fromUtf8(python.readAllStandardOutput()), QString());
        QCOMPARE(python.exitCode(), 0);
    }

    /// Every recorded edit of python-dotenv: ours reads back the same and keeps what it does not touch.
    void recordedEdits()
    {
        QString folder = qEnvironmentVariable("STILLROOM_SHARED");
        if (folder.isEmpty())
            folder = QStringLiteral(STILLROOM_SOURCE_DIR "/../shared");
        QFile file(folder + QStringLiteral("/vectors/dotenv-edit.json"));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the recorded edits are not here");
        int checked = 0;
        const QJsonArray recorded = QJsonDocument::fromJson(file.readAll()).array();
        for (const QJsonValue &entry : recorded) {
            const QJsonObject object = entry.toObject();
            const QByteArray before = object.value(QStringLiteral("input")).toString().toUtf8();
            const QString key = object.value(QStringLiteral("key")).toString();
            const QString value = object.value(QStringLiteral("value")).toString();
            const bool sets = object.value(QStringLiteral("op")) == QStringLiteral("set_key");
            const DotenvDocument document = parsed(before);
            const Result<DotenvEdit> edit
                = sets ? setDotenvValue(document, key, value) : unsetDotenvKey(document, key);
            if (!edit) {
                QVERIFY2(key.contains(u' '), qPrintable(object.value(QStringLiteral("id")).toString()));
                continue;
            }
            const DotenvStatement *after = parsed(edit->bytes).statementOf(key);
            QCOMPARE(after != nullptr, sets);
            ++checked;
        }
        QVERIFY(checked > 30);
    }
};

QTEST_GUILESS_MAIN(TestDotenvEdit)
#include "tst_dotenvedit.moc"

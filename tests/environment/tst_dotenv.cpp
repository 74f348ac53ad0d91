#include "app/environment/dotenv.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

/// The recorded results of python-dotenv 1.2.2: the whole set where it is at hand, else our copy.
QJsonArray vectors()
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"))
        + QStringLiteral("/vectors/dotenv.json");
    QFile file(
        QFileInfo::exists(shared) ? shared : QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/dotenv.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no dotenv vectors");
    // Qt's reader would drop a byte order mark at the start of a JSON string.
    return QJsonDocument::fromJson(file.readAll().replace("\xEF\xBB\xBF", "\\ufeff")).array();
}

QJsonObject toJson(const DotenvValues &values)
{
    QJsonObject object;
    for (const auto &[key, value] : values)
        object.insert(key, value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null));
    return object;
}

QProcessEnvironment environmentOf(const QJsonObject &object)
{
    QProcessEnvironment environment;
    for (auto it = object.begin(); it != object.end(); ++it)
        environment.insert(it.key(), it.value().toString());
    return environment;
}

/// Where Python raises because a name cannot be in an environment, we leave that name out.
QJsonObject loadedIn(const QJsonObject &vector, const char *field)
{
    const QJsonObject loaded = vector[QLatin1String(field)].toObject();
    return loaded.contains(QLatin1String("!error")) ? QJsonObject() : loaded;
}

DotenvDocument parsed(const char *text)
{
    const Result<DotenvDocument> document = DotenvDocument::parse(text);
    if (!document)
        qFatal("unexpected refusal");
    return *document;
}

} // namespace

class TestDotenv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsPythonDotenv_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        const QJsonArray all = vectors();
        QVERIFY(all.size() > 150);
        for (const QJsonValue &value : all)
            QTest::newRow(qPrintable(value[QLatin1String("id")].toString())) << value.toObject();
    }

    void readsAsPythonDotenv()
    {
        QFETCH(QJsonObject, vector);
        const Result<DotenvDocument> document
            = DotenvDocument::parse(vector[QLatin1String("input")].toString().toUtf8());
        QVERIFY(document.ok());
        const QProcessEnvironment environment = environmentOf(vector[QLatin1String("env")].toObject());
        QCOMPARE(toJson(document->values(environment)), vector[QLatin1String("expected")].toObject());
        QCOMPARE(toJson(document->rawValues()), vector[QLatin1String("expected_raw")].toObject());
        QCOMPARE(toJson(document->loaded(environment)), loadedIn(vector, "load"));
        QCOMPARE(toJson(document->loaded(environment, true)), loadedIn(vector, "load_override"));
        QJsonArray invalid;
        for (const int line : document->invalidLines())
            invalid.append(line);
        QCOMPARE(invalid, vector[QLatin1String("invalid_lines")].toArray());
    }

    void keepsTheOrderOfKeys_data() { readsAsPythonDotenv_data(); }

    void keepsTheOrderOfKeys()
    {
        QFETCH(QJsonObject, vector);
        const Result<DotenvDocument> document
            = DotenvDocument::parse(vector[QLatin1String("input")].toString().toUtf8());
        QVERIFY(document.ok());
        // QJsonObject sorts its keys: file order is checked by first appearance in the statements.
        QStringList expected;
        for (const QJsonValue &statement : vector[QLatin1String("statements")].toArray()) {
            const QJsonValue key = statement[0];
            if (key.isString() && !expected.contains(key.toString()))
                expected += key.toString();
        }
        QStringList actual;
        for (const auto &[key, value] : document->rawValues())
            actual += key;
        QCOMPARE(actual, expected);
    }

    void splitsIntoTheSameStatements_data() { readsAsPythonDotenv_data(); }

    void splitsIntoTheSameStatements()
    {
        QFETCH(QJsonObject, vector);
        const QByteArray bytes = vector[QLatin1String("input")].toString().toUtf8();
        const Result<DotenvDocument> document = DotenvDocument::parse(bytes);
        QVERIFY(document.ok());
        QJsonArray actual;
        QByteArray joined;
        for (const DotenvStatement &statement : document->statements()) {
            const QByteArray text = bytes.mid(statement.start, statement.end - statement.start);
            joined += text;
            // python-dotenv reads files in text mode, so the recorded text has LF only.
            QString seen = QString::fromUtf8(text);
            if (text.startsWith("\xEF\xBB\xBF"))
                seen.prepend(QChar(0xfeff));
            seen.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
            actual.append(QJsonArray{statement.key ? QJsonValue(*statement.key) : QJsonValue(),
                statement.value ? QJsonValue(*statement.value) : QJsonValue(), seen, statement.line,
                statement.invalid});
        }
        QCOMPARE(joined, bytes);
        QCOMPARE(actual, vector[QLatin1String("statements")].toArray());
    }

    void namesTheSpanOfEachValue()
    {
        const QByteArray bytes = "# \xC3\xA9\n\nexport A = 'x y'  # c\r\nB=caf\xC3\xA9   # d\nC\nD=\n";
        const DotenvDocument document = parsed(bytes.constData());
        QStringList spans;
        for (const DotenvStatement &statement : document.statements()) {
            if (statement.valueStart >= 0) {
                spans += QString::fromUtf8(
                    bytes.mid(statement.valueStart, statement.valueEnd - statement.valueStart));
            }
        }
        QCOMPARE(spans, (QStringList{QStringLiteral("'x y'"), QString::fromUtf8("caf\xC3\xA9"), QString()}));
        QCOMPARE(document.statementOf(QStringLiteral("A"))->keyLine, 3);
        QCOMPARE(document.statementOf(QStringLiteral("A"))->line, 2);
        QCOMPARE(document.statementOf(QStringLiteral("D"))->keyLine, 6);
    }

    void doesNothingWhenDisabled()
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PYTHON_DOTENV_DISABLED"), QStringLiteral("Yes"));
        QVERIFY(parsed("A=1\n").loaded(environment).empty());
        environment.insert(QStringLiteral("PYTHON_DOTENV_DISABLED"), QStringLiteral("no"));
        QCOMPARE(parsed("A=1\n").loaded(environment).size(), size_t(1));
    }

    void refusesWhatIsNoText()
    {
        const Result<DotenvDocument> document
            = DotenvDocument::parse(QByteArray("A=\xff\xfe\n"), QStringLiteral("/p/.env"));
        QVERIFY(!document.ok());
        QVERIFY(document.error().message.contains(QLatin1String("/p/.env")));
        QVERIFY(document.error().message.contains(QLatin1String("UTF-8")));
        QVERIFY(!DotenvDocument::read(QStringLiteral("/nowhere/.env")).ok());
        const QTemporaryDir folder;
        QVERIFY(!DotenvDocument::read(folder.path()).ok());
    }
};

QTEST_GUILESS_MAIN(TestDotenv)
#include "tst_dotenv.moc"

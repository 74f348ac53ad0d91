#include "app/project/databaseurl.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;

namespace
{

/// The recorded results of SQLAlchemy 2.0: the whole set where it is at hand, else our copy.
QJsonArray vectors()
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"))
        + QStringLiteral("/vectors/database-urls.json");
    QFile file(QFileInfo::exists(shared)
            ? shared
            : QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/database-urls.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no URL vectors");
    return QJsonDocument::fromJson(file.readAll()).array();
}

QJsonValue orNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const DatabaseUrl &url)
{
    QJsonObject query;
    for (const auto &[key, values] : url.query)
        query.insert(
            key, values.size() == 1 ? QJsonValue(values.first()) : QJsonArray::fromStringList(values));
    return {{QStringLiteral("drivername"), url.driverName}, {QStringLiteral("username"), orNull(url.user)},
        {QStringLiteral("password"), orNull(url.password)}, {QStringLiteral("host"), orNull(url.host)},
        {QStringLiteral("port"), url.port ? QJsonValue(*url.port) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("database"), orNull(url.database)}, {QStringLiteral("query"), query}};
}

/// What psycopg2 gets, every value as text.
QJsonObject asText(const QJsonObject &keywords)
{
    QJsonObject result;
    for (auto it = keywords.begin(); it != keywords.end(); ++it)
        result.insert(it.key(), it->isDouble() ? QString::number(it->toInt()) : it->toString());
    return result;
}

bool hasRepeatedOption(const QJsonObject &keywords)
{
    return std::any_of(
        keywords.begin(), keywords.end(), [](const QJsonValue &value) { return value.isArray(); });
}

} // namespace

class TestDatabaseUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsSqlAlchemy_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        const QJsonArray all = vectors();
        QVERIFY(all.size() > 50);
        for (const QJsonValue &value : all)
            QTest::newRow(qPrintable(value[QLatin1String("id")].toString())) << value.toObject();
    }

    void readsAsSqlAlchemy()
    {
        QFETCH(QJsonObject, vector);
        const Result<DatabaseUrl> url = DatabaseUrl::parse(vector[QLatin1String("url")].toString());
        QCOMPARE(url.ok(), !vector.contains(QLatin1String("error")));
        if (!url)
            return;
        QCOMPARE(toJson(*url), vector[QLatin1String("parsed")].toObject());
        QCOMPARE(url->rendered(), vector[QLatin1String("rendered")].toString());
        // SQLAlchemy shows passwords in the query, and the rest of one that holds a raw @; ours never.
        QString masked = vector[QLatin1String("masked")].toString();
        if (url->host && url->host->contains(u'@'))
            masked = QStringLiteral("postgresql://app:***@localhost/app");
        for (const auto &[key, values] : url->query) {
            if (key == u"password")
                masked.replace(QLatin1String("password=") + values.first(), QLatin1String("password=***"));
        }
        QCOMPARE(url->masked(), masked);
    }

    void givesLibpqWhatPsycopgGets_data() { readsAsSqlAlchemy_data(); }

    void givesLibpqWhatPsycopgGets()
    {
        QFETCH(QJsonObject, vector);
        const Result<DatabaseUrl> url = DatabaseUrl::parse(vector[QLatin1String("url")].toString());
        if (!url)
            return;
        const auto keywords = url->libpqKeywords();
        const QJsonObject expected = vector[QLatin1String("psycopg2_connect")].toObject();
        const QJsonObject arguments = expected[QLatin1String("kwargs")].toObject();
        if (!url->isPostgres() || expected.contains(QLatin1String("error")) || hasRepeatedOption(arguments)) {
            QVERIFY(!keywords.ok());
            return;
        }
        QVERIFY(keywords.ok());
        QJsonObject actual;
        for (const auto &[key, value] : *keywords)
            actual.insert(key, value);
        QCOMPARE(actual, asText(arguments));
    }

    void neverShowsAPassword_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *text : {"postgresql://u:S3cr3t@h/d", "postgresql://u:a@S3cr3t@h/d", "S3cr3t",
                 "postgresql://u:S3cr3t@h:x/d", "postgresql://h/d?password=S3cr3t",
                 "postgresql:/u:S3cr3t@h/d", "postgresql://h/d?sslpassword=S3cr3t",
                 "'postgresql://u:S3cr3t@h/d'", "postgresql://u:pw@S3cr3t@x:5432/d"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void neverShowsAPassword()
    {
        QFETCH(QString, url);
        QVERIFY(!maskedDatabaseUrl(url).contains(QLatin1String("S3cr3t")));
        const Result<DatabaseUrl> parsed = DatabaseUrl::parse(url);
        if (!parsed)
            QVERIFY(!parsed.error().message.contains(QLatin1String("S3cr3t")));
    }
};

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"

#include "app/verify/mirror.h"

#include "app/environment/flags.h"
#include "app/verify/mirrorstatus.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace stillroom
{

namespace
{

constexpr int ruleWidth = 60;
constexpr qsizetype prefixLength = 30;

/// The first characters as Python counts them: code points.
QString firstCharacters(const QString &text, qsizetype count)
{
    const QList<uint> points = text.toUcs4().mid(0, count);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

/// The first 30 characters with the password in them masked: where the program cuts stays visible. A text
/// that is no URL and may hold a password is not shown at all.
QString maskedPrefix(const QString &url)
{
    const QString prefix = firstCharacters(url, prefixLength);
    const qsizetype authority = url.indexOf(QLatin1String("://"));
    const qsizetype at = url.lastIndexOf(u'@');
    if (authority < 0) {
        const bool mayHoldPassword = at >= 0 || url.contains(u':') || url.contains(u'=');
        return mayHoldPassword ? QStringLiteral("***") : prefix;
    }
    const qsizetype colon = url.indexOf(u':', authority + 3);
    QString masked = prefix;
    if (at >= 0 && colon >= 0 && colon < at && colon < prefix.size()) {
        masked = prefix.left(colon + 1) + QStringLiteral("***");
        if (at < prefix.size())
            masked += prefix.mid(at);
    }
    const qsizetype query = masked.indexOf(u'?');
    return query < 0 ? masked : masked.left(query) + QStringLiteral("?***");
}

/// PYTHONIOENCODING with a codec that lacks the symbols ends the program at the first of them.
QString unfitEncoding(const QProcessEnvironment &environment)
{
    const QString setting = environment.value(QStringLiteral("PYTHONIOENCODING"));
    const QString codec = setting.section(u':', 0, 0).toLower().remove(u'-').remove(u'_');
    const QString errors = setting.section(u':', 1);
    const bool lenient = !errors.isEmpty() && errors != u"strict";
    if (codec.isEmpty() || lenient || codec.startsWith(u"utf") || codec == u"u8" || codec == u"gb18030")
        return {};
    return setting;
}

class Mirror
{
public:
    explicit Mirror(const Verification &verification)
        : m_v(verification)
    {
    }

    MirroredReport report()
    {
        section(QStringLiteral("DATABASE MIGRATION AUTO-RUN VERIFICATION"));
        if (const QString encoding = unfitEncoding(m_v.process); !encoding.isEmpty()) {
            section(QStringLiteral("Checking Environment Variables"));
            stop(QStringLiteral("PYTHONIOENCODING is %1, which cannot show the symbols").arg(encoding), 1);
            return m_report;
        }
        m_report.environment = environment();
        m_report.files = files();
        if (!routes() || !database())
            return m_report;
        section(QStringLiteral("Checking Migration Status"));
        m_report.sections.back().lines = mirrorStatusLines(m_v);
        summary();
        return m_report;
    }

private:
    void section(const QString &title) { m_report.sections.push_back({title, {}}); }
    void line(LineStatus status, const QString &text)
    {
        const QStringList parts = text.split(u'\n');
        m_report.sections.back().lines.push_back({status, parts.front()});
        for (qsizetype i = 1; i < parts.size(); ++i)
            m_report.sections.back().lines.push_back({LineStatus::None, parts[i]});
    }
    void ok(const QString &text) { line(LineStatus::Ok, text); }
    void warn(const QString &text) { line(LineStatus::Warning, text); }
    void error(const QString &text) { line(LineStatus::Error, text); }

    void stop(const QString &reason, int status)
    {
        m_report.noVerdict = reason;
        m_report.exitStatus = status;
        m_report.environment = m_report.files = m_report.routes = m_report.database = false;
        m_report.overall = false;
    }

    void variableLine(const QString &name)
    {
        if (m_v.process.contains(name))
            ok(name + QStringLiteral(": ") + m_v.process.value(name));
        else
            warn(name + QStringLiteral(": not set"));
    }

    /// 3.2: the process environment only; .env has not been read at this time.
    bool environment()
    {
        section(QStringLiteral("Checking Environment Variables"));
        variableLine(variable::environment);
        variableLine(variable::autoMigrate);
        for (const QString &name :
            {QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("PROD_DATABASE_URL")}) {
            const QString shown = m_v.process.contains(name) ? maskedPrefix(m_v.process.value(name))
                                                             : QStringLiteral("not set");
            ok(QStringLiteral("%1: %2...").arg(name, shown));
        }
        const bool on = isTruthy(m_v.process.value(variable::autoMigrate));
        if (on)
            ok(QStringLiteral("Auto-migration is ENABLED"));
        else
            warn(QStringLiteral("Auto-migration is DISABLED"));
        return on;
    }

    QString path(const char *name) const { return m_v.workingDirectory + u'/' + QLatin1String(name); }

    /// 3.3: stops at the first error line.
    bool files()
    {
        section(QStringLiteral("Checking Migration Files"));
        if (!QFileInfo::exists(path("migrations"))) {
            error(QStringLiteral("migrations/ directory not found"));
            return false;
        }
        ok(QStringLiteral("migrations/ directory exists"));
        if (QFileInfo::exists(path("migrations/alembic.ini")))
            ok(QStringLiteral("alembic.ini found"));
        else
            warn(QStringLiteral("alembic.ini not found"));
        if (!QFileInfo::exists(path("migrations/env.py"))) {
            error(QStringLiteral("env.py not found"));
            return false;
        }
        ok(QStringLiteral("env.py found"));
        if (!QFileInfo::exists(path("migrations/versions"))) {
            warn(QStringLiteral("versions/ directory not found"));
            return true;
        }
        countVersions();
        return true;
    }

    void countVersions()
    {
        int python = 0;
        int sql = 0;
        for (const QString &name :
            QDir(path("migrations/versions"))
                .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
            python += name.endsWith(QLatin1String(".py")) ? 1 : 0;
            sql += name.endsWith(QLatin1String(".sql")) ? 1 : 0;
        }
        ok(QStringLiteral("versions/ found with %1 migrations").arg(python + sql));
        line(LineStatus::None, QStringLiteral("     - Python migrations: %1").arg(python));
        line(LineStatus::None, QStringLiteral("     - SQL migrations: %1").arg(sql));
    }

    /// 3.4; false: the program ends here.
    bool routes()
    {
        section(QStringLiteral("Checking routes.py Implementation"));
        const QFileInfo info(path("routes.py"));
        if (!info.exists()) {
            error(QStringLiteral("routes.py not found"));
            return true;
        }
        QFile file(info.filePath());
        if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
            stop(QStringLiteral("routes.py cannot be read as a file: the program ends with a traceback"), 1);
            return false;
        }
        const QByteArray bytes = file.readAll();
        QStringDecoder decoder(QStringDecoder::Utf8);
        (void)QString(decoder(bytes));
        if (decoder.hasError()) {
            stop(QStringLiteral("routes.py is not UTF-8: the program ends with a traceback"), 1);
            return false;
        }
        m_report.routes = true;
        for (const auto &[word, what] : {std::pair("check_and_run_migrations", "Migration checker function"),
                 std::pair("_migrations_applied", "One-time execution flag"),
                 std::pair("AUTO_MIGRATE_ON_STARTUP", "Environment variable usage"),
                 std::pair("flask_migrate", "Migration framework import")}) {
            const bool found = bytes.contains(word);
            m_report.routes = m_report.routes && found;
            if (found)
                ok(QStringLiteral("Found: ") + QLatin1String(what));
            else
                warn(QStringLiteral("Missing: ") + QLatin1String(what));
        }
        return true;
    }

    /// 3.5; false: the program ends here.
    bool database()
    {
        section(QStringLiteral("Checking Database Connection"));
        const ApplicationModule &module = m_v.application;
        for (const QString &text : module.prints)
            line(LineStatus::None, text);
        if (module.exitStatus) {
            stop(QStringLiteral("the application leaves the process while it is imported (%1)")
                     .arg(module.end->toString()),
                *module.exitStatus);
            return false;
        }
        const QString failure = connectionFailure();
        if (!failure.isEmpty()) {
            error(QStringLiteral("Database connection failed: ") + failure);
            return true;
        }
        ok(QStringLiteral("Database connection successful"));
        tables();
        return true;
    }

    QString connectionFailure() const
    {
        const QString import = importFailure(m_v.application);
        if (!import.isEmpty())
            return import;
        if (m_v.targetFailure)
            return m_v.targetFailure->message;
        if (const Status url = checkApplicationUrl(m_v.target->url); !url)
            return url.error().message;
        if (m_v.connectFailure)
            return m_v.connectFailure->message;
        return m_v.facts ? QString() : QStringLiteral("not asked");
    }

    void tables()
    {
        if (m_v.facts->tables.tables.empty()) {
            line(LineStatus::Warning,
                QStringLiteral("Missing tables: unknown, no list of required tables was found"));
            return;
        }
        const QStringList missing = m_v.facts->tables.missing();
        if (missing.isEmpty()) {
            ok(QStringLiteral("All required tables exist"));
            m_report.database = true;
            return;
        }
        warn(QStringLiteral("Missing tables: ") + missing.join(QStringLiteral(", ")));
        line(LineStatus::Info, QStringLiteral("Run: flask db upgrade"));
    }

    void summary()
    {
        section(QStringLiteral("Summary"));
        const auto verdict = [this](const char *name, bool value) {
            line(LineStatus::None,
                QStringLiteral("%1: %2").arg(
                    QLatin1String(name), lineSymbol(value ? LineStatus::Ok : LineStatus::Error)));
        };
        verdict("Environment", m_report.environment);
        verdict("Migration files", m_report.files);
        verdict("Code implementation", m_report.routes);
        verdict("Database", m_report.database);
        m_report.overall = m_report.environment && m_report.files && m_report.routes;
        m_report.exitStatus = m_report.overall ? 0 : 1;
        if (!m_report.overall) {
            error(QStringLiteral("Some checks failed. See above for details."));
            return;
        }
        ok(QStringLiteral("All checks passed! Auto-migration is ready."));
        for (const char *step :
            {"Next steps:", "1. Ensure AUTO_MIGRATE_ON_STARTUP is set in your environment",
                "2. Run: flask db upgrade (if tables don't exist)", "3. Start the app: python main.py"})
            line(LineStatus::None, QLatin1String(step));
    }

    const Verification &m_v;
    MirroredReport m_report;
};

QString heading(const QString &title)
{
    const QString rule(ruleWidth, u'=');
    return u'\n' + rule + QStringLiteral("\n  ") + title + u'\n' + rule + u'\n';
}

/// The two empty lines of the summary, which are no lines of their own in the report.
bool emptyLineBefore(const MirrorLine &line)
{
    return line.text.startsWith(QLatin1String("All checks passed!"))
        || line.text.startsWith(QLatin1String("Some checks failed.")) || line.text == u"Next steps:";
}

} // namespace

MirroredReport mirrorVerification(const Verification &verification)
{
    return Mirror(verification).report();
}

QString lineSymbol(LineStatus status)
{
    switch (status) {
    case LineStatus::Ok:
        return QStringLiteral("✅");
    case LineStatus::Error:
        return QStringLiteral("❌");
    case LineStatus::Warning:
        return QStringLiteral("⚠️");
    case LineStatus::Info:
        return QStringLiteral("ℹ️");
    case LineStatus::None:
        return {};
    }
    Q_UNREACHABLE();
}

QString mirrorText(const MirroredReport &report)
{
    QString text;
    for (const MirrorSection &section : report.sections) {
        text += heading(section.title);
        for (const MirrorLine &line : section.lines) {
            if (emptyLineBefore(line))
                text += u'\n';
            if (line.status != LineStatus::None)
                text += lineSymbol(line.status) + u' ';
            text += line.text + u'\n';
        }
    }
    if (report.noVerdict.isEmpty())
        text += u'\n' + QString(ruleWidth, u'=') + u'\n';
    return text;
}

} // namespace stillroom

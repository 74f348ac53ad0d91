#include "app/environment/preset.h"

#include "app/environment/blueprintedit.h"
#include "app/environment/dotenvedit.h"
#include "app/environment/flags.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

struct Setting {
    QString key;
    std::optional<QString> value; ///< unset: the key goes
};

std::optional<QByteArray> bytesOnDisk(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) ? std::optional(file.readAll())
                                                                      : std::nullopt;
}

class Planner
{
public:
    Planner(QString root, QString service, FileBytes bytesOf)
        : m_root(std::move(root))
        , m_service(std::move(service))
        , m_bytesOf(bytesOf ? std::move(bytesOf) : FileBytes(bytesOnDisk))
    {
    }

    Status dotenv(const std::vector<Setting> &settings)
    {
        const QString path = m_root + QStringLiteral("/.env");
        const std::optional<QByteArray> before = m_bytesOf(path);
        QByteArray bytes = before.value_or(QByteArray());
        for (const Setting &setting : settings) {
            const Result<DotenvDocument> document = DotenvDocument::parse(bytes, path);
            if (!document)
                return document.error();
            const Result<DotenvEdit> edit = setting.value
                ? setDotenvValue(*document, setting.key, *setting.value)
                : unsetDotenvKey(*document, setting.key);
            if (!edit)
                return edit.error();
            bytes = edit->bytes;
        }
        keep(path, before, bytes);
        return Done{};
    }

    Status blueprint(const std::vector<Setting> &settings)
    {
        const QString path = m_root + QStringLiteral("/render.yaml");
        const std::optional<QByteArray> before = m_bytesOf(path);
        if (!before) {
            QStringList texts;
            for (const Setting &setting : settings) {
                if (setting.value)
                    texts += setting.key + u'=' + *setting.value;
            }
            plan.notes += QStringLiteral("There is no render.yaml: set %1 in the hosting environment")
                              .arg(texts.join(QStringLiteral(", ")));
            return Done{};
        }
        QByteArray bytes = *before;
        const Result<QStringList> services = servicesOf(bytes, path);
        if (!services)
            return services.error();
        for (const QString &service : *services) {
            for (const Setting &setting : settings) {
                const Result<Blueprint> document = Blueprint::parse(bytes, path);
                if (!document)
                    return document.error();
                const Result<BlueprintEdit> edit = setting.value
                    ? setBlueprintValue(*document, setting.key, *setting.value, service)
                    : unsetBlueprintKey(*document, setting.key, service);
                if (!edit)
                    return edit.error();
                bytes = edit->bytes;
            }
        }
        keep(path, before, bytes);
        return Done{};
    }

    /// `ENV KEY=value` or `ENV KEY value`; a new line goes in front of the last CMD or ENTRYPOINT.
    void dockerfile(const Setting &setting)
    {
        const QString path = m_root + QStringLiteral("/Dockerfile");
        const std::optional<QByteArray> before = m_bytesOf(path);
        if (!before) {
            plan.notes += QStringLiteral("There is no Dockerfile: start with docker run -e %1=%2")
                              .arg(setting.key, *setting.value);
            return;
        }
        const QByteArray eol = before->contains("\r\n") ? "\r\n" : "\n";
        // Byte for byte there and back, whatever the file's encoding: what is sought and written is ASCII.
        QString text = QString::fromLatin1(*before);
        static const QRegularExpression present(
            QStringLiteral("^(ENV[ \\t]+AUTO_MIGRATE_ON_STARTUP(?:=|[ \\t]+))(\"[^\"]*\"|[^\\s]*)"),
            QRegularExpression::MultilineOption);
        static const QRegularExpression command(
            QStringLiteral("^(?:CMD|ENTRYPOINT)\\b"), QRegularExpression::MultilineOption);
        if (const auto match = present.match(text); match.hasMatch()) {
            text.replace(match.capturedStart(2), match.capturedLength(2), *setting.value);
        } else {
            qsizetype at = text.size();
            auto commands = command.globalMatch(text);
            if (commands.hasNext())
                at = commands.next().capturedStart();
            QString line
                = QStringLiteral("ENV %1=%2").arg(setting.key, *setting.value) + QString::fromLatin1(eol);
            if (at == text.size() && !text.isEmpty() && !text.endsWith(u'\n'))
                line.prepend(QString::fromLatin1(eol));
            text.insert(at, line);
        }
        keep(path, before, text.toLatin1());
    }

    /// More than one instance anywhere in render.yaml.
    bool hasSeveralInstances() const
    {
        const std::optional<QByteArray> bytes = m_bytesOf(m_root + QStringLiteral("/render.yaml"));
        if (!bytes)
            return false;
        const Result<Blueprint> document = Blueprint::parse(*bytes);
        if (!document)
            return false;
        for (const BlueprintOwner &owner : document->owners()) {
            const YamlNode *node = document->ownerNode(owner.path);
            const YamlNode *count = node ? node->find(u"numInstances") : nullptr;
            const YamlNode *scaling = node ? node->find(u"scaling") : nullptr;
            if ((count && count->text.toInt() > 1) || scaling)
                return true;
        }
        return false;
    }

    PresetPlan plan;

private:
    void keep(const QString &path, const std::optional<QByteArray> &before, const QByteArray &after)
    {
        if (before.value_or(QByteArray()) != after)
            plan.changes.push_back({path, before, after});
    }

    /// The services meant: the one named; else those that have the flag; else the only web service.
    Result<QStringList> servicesOf(const QByteArray &bytes, const QString &path) const
    {
        const Result<Blueprint> document = Blueprint::parse(bytes, path);
        if (!document)
            return document.error();
        if (!m_service.isEmpty())
            return QStringList{m_service};
        QStringList having;
        for (const BlueprintEntry *entry : document->entriesOf(variable::autoMigrate))
            having += entry->group.isEmpty() ? entry->service : entry->group;
        having.removeDuplicates();
        if (!having.isEmpty())
            return having;
        QStringList web;
        for (const BlueprintOwner &owner : document->owners()) {
            const YamlNode *node = document->ownerNode(owner.path);
            const YamlNode *type = node ? node->find(u"type") : nullptr;
            const YamlNode *runtime = node ? node->find(u"runtime") : nullptr;
            if (type && type->text == u"web" && !(runtime && runtime->text == u"static"))
                web += owner.name;
        }
        if (web.size() == 1)
            return web;
        return Error{ErrorKind::InvalidCall,
            web.isEmpty() ? QStringLiteral("%1 has no web service").arg(path)
                          : QStringLiteral("%1 has several web services: %2. Name one with --service.")
                                .arg(path, web.join(QStringLiteral(", ")))};
    }

    QString m_root;
    QString m_service;
    FileBytes m_bytesOf;
};

const QString on = QStringLiteral("true");
const QString off = QStringLiteral("false");

Setting flagIs(const QString &value)
{
    return {variable::autoMigrate, value};
}

Setting environmentIs(const QString &value)
{
    return {variable::environment, value};
}

Setting noSkip()
{
    return {variable::skip, {}};
}

} // namespace

const std::vector<Preset> &allPresets()
{
    static const std::vector<Preset> presets{Preset::Development, Preset::Staging, Preset::ProductionSingle,
        Preset::ProductionHa, Preset::Docker, Preset::Render, Preset::Manual};
    return presets;
}

QString presetName(Preset preset)
{
    switch (preset) {
    case Preset::Development:
        return QStringLiteral("development");
    case Preset::Staging:
        return QStringLiteral("staging");
    case Preset::ProductionSingle:
        return QStringLiteral("production-single");
    case Preset::ProductionHa:
        return QStringLiteral("production-ha");
    case Preset::Docker:
        return QStringLiteral("docker");
    case Preset::Render:
        return QStringLiteral("render");
    case Preset::Manual:
        return QStringLiteral("manual");
    }
    Q_UNREACHABLE();
}

QString presetTitle(Preset preset)
{
    switch (preset) {
    case Preset::Development:
        return QStringLiteral("Development");
    case Preset::Staging:
        return QStringLiteral("Staging");
    case Preset::ProductionSingle:
        return QStringLiteral("Production, single instance");
    case Preset::ProductionHa:
        return QStringLiteral("Production, high availability");
    case Preset::Docker:
        return QStringLiteral("Docker");
    case Preset::Render:
        return QStringLiteral("Render");
    case Preset::Manual:
        return QStringLiteral("Full manual control");
    }
    Q_UNREACHABLE();
}

QString presetFileName(Preset preset)
{
    switch (preset) {
    case Preset::Development:
    case Preset::Staging:
    case Preset::Manual:
        return QStringLiteral(".env");
    case Preset::ProductionSingle:
    case Preset::ProductionHa:
    case Preset::Render:
        return QStringLiteral("render.yaml");
    case Preset::Docker:
        return QStringLiteral("Dockerfile");
    }
    Q_UNREACHABLE();
}

std::optional<Preset> presetFromName(const QString &name)
{
    for (const Preset preset : allPresets()) {
        if (presetName(preset) == name)
            return preset;
    }
    return {};
}

Result<PresetPlan> planPreset(
    Preset preset, const QString &root, const QString &service, const FileBytes &bytesOf)
{
    Planner planner(root, service, bytesOf);
    const QString production = QStringLiteral("production");
    Status done = Done{};
    switch (preset) {
    case Preset::Development:
        done = planner.dotenv({flagIs(on), environmentIs(QStringLiteral("development")), noSkip()});
        planner.plan.notes += QStringLiteral("With the debug reloader the procedure runs twice per start");
        break;
    case Preset::Staging:
        done = planner.dotenv({flagIs(on), noSkip()});
        planner.plan.notes
            += QStringLiteral("ENVIRONMENT stays as the host defines it; rehearse the upgrade");
        break;
    case Preset::ProductionSingle:
        done = planner.blueprint({flagIs(on), environmentIs(production), noSkip()});
        planner.plan.notes += QStringLiteral("Back up and review what is pending; one instance, preloaded");
        break;
    case Preset::ProductionHa:
        done = planner.blueprint({flagIs(off), environmentIs(production)});
        planner.plan.notes
            += QStringLiteral("Upgrade once, from one place, before deploying: flask db upgrade");
        break;
    case Preset::Docker:
        planner.dockerfile(flagIs(on));
        planner.plan.notes
            += QStringLiteral("--env-file keeps quotes as part of a value: \"true\" is then not truthy");
        break;
    case Preset::Render: {
        const bool several = planner.hasSeveralInstances();
        planner.plan.severalInstances = several;
        done = planner.blueprint({flagIs(several ? off : on), environmentIs(production), noSkip()});
        planner.plan.notes += several
            ? QStringLiteral("Several instances: the flag is off, the build step upgrades")
            : QStringLiteral("One instance: the flag is on");
        break;
    }
    case Preset::Manual:
        done = planner.dotenv({{variable::skip, QStringLiteral("1")}});
        planner.plan.notes
            += QStringLiteral("Default data is not created either; run flask db upgrade by hand");
        break;
    }
    if (!done)
        return done.error();
    return std::move(planner.plan);
}

std::vector<Preset> matchingPresets(const QString &root, const QString &service, const FileBytes &bytesOf)
{
    std::vector<Preset> matching;
    for (const Preset preset : allPresets()) {
        const Result<PresetPlan> plan = planPreset(preset, root, service, bytesOf);
        const bool fileMissing
            = plan && !plan->notes.isEmpty() && plan->notes.front().startsWith(QLatin1String("There is no"));
        if (plan && plan->changes.empty() && !fileMissing)
            matching.push_back(preset);
    }
    return matching;
}

} // namespace stillroom

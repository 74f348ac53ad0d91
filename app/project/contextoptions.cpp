#include "app/project/contextoptions.h"

#include "app/project/configurecalls.h"
#include "migrations/python/parser.h"
#include "migrations/scripts/alembicini.h"

#include <QFile>

#include <utility>

namespace stillroom
{

namespace
{

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// Applies the keywords of one call to options.
class OptionReader
{
public:
    OptionReader(const python::Module &module, const ConfigureCalls &calls, const AlembicConfig &config)
        : m_module(module)
        , m_calls(calls)
        , m_config(config)
    {
    }

    ContextOptions read(const python::Call &call)
    {
        m_options = {};
        for (const python::Keyword &keyword : call.keywords)
            apply(keyword);
        return m_options;
    }

private:
    void apply(const python::Keyword &keyword)
    {
        VersionTableName &table = m_options.versionTable;
        if (keyword.name.empty())
            assume(keyword, QStringLiteral("options that only running the application would tell"));
        else if (keyword.name == "version_table")
            readText(keyword, table.table);
        else if (keyword.name == "version_table_schema")
            readText(keyword, table.schema);
        else if (keyword.name == "version_table_pk")
            readFlag(keyword, table.primaryKey);
        else if (keyword.name == "transaction_per_migration")
            readFlag(keyword, m_options.transactionPerMigration);
        else if (keyword.name == "transactional_ddl")
            readFlag(keyword, m_options.transactionalDdl);
        else if (keyword.name == "dialect_opts")
            readDialectOptions(keyword);
        else if (keyword.name == "on_version_apply" || keyword.name == "starting_rev")
            assume(keyword, toQString(keyword.name));
    }

    void readText(const python::Keyword &keyword, QString &option)
    {
        const python::Expression *value = m_calls.resolved(keyword.value);
        if (const auto *text = value->as<python::StringLiteral>())
            option = toQString(text->value);
        else if (const auto configured = configuredText(*value))
            option = *configured;
        else if (!value->is<python::NoneLiteral>())
            assume(keyword, toQString(keyword.name));
    }

    void readFlag(const python::Keyword &keyword, bool &option)
    {
        const python::Expression *value = m_calls.resolved(keyword.value);
        if (const auto *flag = value->as<python::BoolLiteral>())
            option = flag->value;
        else if (!value->is<python::NoneLiteral>())
            assume(keyword, toQString(keyword.name));
    }

    /// `dialect_opts={"paramstyle": "named"}`, as alembic's own templates write it.
    void readDialectOptions(const python::Keyword &keyword)
    {
        const auto *options = m_calls.resolved(keyword.value)->as<python::Dict>();
        if (!options) {
            assume(keyword, toQString(keyword.name));
            return;
        }
        for (const python::DictItem &item : options->items) {
            const auto *key = item.key ? item.key->as<python::StringLiteral>() : nullptr;
            const auto *style = item.value->as<python::StringLiteral>();
            if (key && style && key->value == "paramstyle")
                m_options.percentDoubled = style->value == "pyformat" || style->value == "format";
        }
    }

    /// `config.get_main_option("name"[, "default"])`
    std::optional<QString> configuredText(const python::Expression &value) const
    {
        const auto *call = value.as<python::Call>();
        const auto *function = call ? call->function->as<python::Attribute>() : nullptr;
        if (!function || function->name != "get_main_option" || call->arguments.empty()
            || !call->keywords.empty() || m_config.path.endsWith(QLatin1String(".toml")))
            return {};
        const auto *key = call->arguments[0]->as<python::StringLiteral>();
        const Result<AlembicIni> ini = AlembicIni::read(m_config.path);
        if (!key || !ini)
            return {};
        const auto configured = ini->value(m_config.section, toQString(key->value));
        if (configured && *configured)
            return **configured;
        if (call->arguments.size() < 2)
            return {};
        const auto *fallback = call->arguments[1]->as<python::StringLiteral>();
        return fallback ? std::optional(toQString(fallback->value)) : std::nullopt;
    }

    void assume(const python::Keyword &keyword, const QString &what)
    {
        if (keyword.name.empty() || keyword.name.starts_with("version_table"))
            m_options.versionTableKnown = false;
        const SourcePlace place = m_module.place(keyword);
        m_options.assumptions
            += QStringLiteral("%1 sets %2; Alembic's default is assumed").arg(place.toString(), what);
    }

    const python::Module &m_module;
    const ConfigureCalls &m_calls;
    const AlembicConfig &m_config;
    ContextOptions m_options;
};

} // namespace

Result<ContextOptionPair> readContextOptions(const QString &envFile, const AlembicConfig &config)
{
    QFile file(envFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 could not be read: %2. Alembic itself cannot run without it")
                           .arg(envFile, file.errorString()),
            .place = {envFile}};
    }
    const Result<python::Module> module = python::parseModule(file.readAll(), envFile);
    if (!module)
        return module.error();
    const ConfigureCalls calls(*module);
    OptionReader reader(*module, calls, config);
    ContextOptionPair pair;
    if (calls.online())
        pair.online = reader.read(*calls.online());
    else {
        pair.online.versionTableKnown = false;
        pair.online.assumptions
            += QStringLiteral("%1 has no context.configure() for a connection; Alembic's defaults "
                              "are assumed")
                   .arg(envFile);
    }
    pair.offline = calls.offline() ? reader.read(*calls.offline()) : pair.online;
    return pair;
}

} // namespace stillroom

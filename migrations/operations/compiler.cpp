#include "migrations/operations/compiler.h"

#include "migrations/operations/alterwriter.h"
#include "migrations/operations/constraintwriter.h"
#include "migrations/operations/expressionwriter.h"
#include "migrations/operations/rowwriter.h"
#include "migrations/operations/tablewriter.h"
#include "migrations/operations/typewriter.h"

namespace stillroom
{

namespace
{

/// A statement's text and its guard, in one rendering.
struct Draft {
    QString text;
    std::optional<ExistenceGuard> guard{};
    QString indexedTable{};
};
using Drafts = std::vector<Draft>;
using EnumNames = std::set<std::pair<QString, QString>>;

/// Writes one operation in one rendering.
class OperationWriter
{
public:
    OperationWriter(SqlText &sql, EnumNames &createdEnums)
        : m_sql(sql)
        , m_createdEnums(createdEnums)
    {
    }

    Drafts write(const OperationValue &value)
    {
        std::visit([this](const auto &operation) { add(operation); }, value);
        return std::move(m_drafts);
    }

private:
    void say(const QString &text, std::optional<ExistenceGuard> guard = {})
    {
        m_drafts.push_back({text, guard});
    }

    void say(const QStringList &texts)
    {
        for (const QString &text : texts)
            say(text);
    }

    QString createEnumText(const SqlType &type, const QString &tableSchema)
    {
        QStringList labels;
        for (const QString &label : type.labels)
            labels.append(m_sql.string(label));
        return QStringLiteral("CREATE TYPE ") + typeName(m_sql, type, tableSchema)
            + QLatin1String(" AS ENUM (") + labels.join(QLatin1String(", ")) + QLatin1Char(')');
    }

    /// CREATE TABLE creates the ENUM types of its columns, each name once in a run.
    void addEnumOf(const SqlType &type, const QString &tableSchema)
    {
        if (!type.item.empty())
            return addEnumOf(type.item.front(), tableSchema);
        if (!isNativeEnum(type) || !type.createType || type.hasMetadata)
            return;
        const QString schema = type.inheritSchema ? tableSchema : type.schema;
        if (m_createdEnums.emplace(schema, type.name).second)
            say(createEnumText(type, tableSchema));
    }

    void add(const CreateTable &create)
    {
        for (const Column &column : create.columns)
            addEnumOf(column.type, create.table.schema);
        say(createTableText(m_sql, create));
        for (const Column &column : create.columns) {
            if (column.index)
                say(createIndexText(m_sql, create.table, automaticIndex(column), false));
        }
        for (const Index &index : create.indexes)
            say(createIndexText(m_sql, create.table, index, false));
        if (create.comment && !create.comment->isEmpty())
            add(TableComment{create.table, create.comment});
        for (const Column &column : create.columns) {
            if (column.comment && !column.comment->isEmpty())
                say(columnCommentText(m_sql, m_sql.table(create.table), column.name, column.comment));
        }
    }

    void add(const DropTable &drop)
    {
        say(QStringLiteral("DROP TABLE ") + ifExists(drop.ifExists) + m_sql.table(drop.table));
        for (const SqlType &type : drop.enums)
            say(QStringLiteral("DROP TYPE ") + typeName(m_sql, type, drop.table.schema));
    }

    void add(const RenameTable &rename)
    {
        say(QStringLiteral("ALTER TABLE ") + m_sql.alteredTable(rename.table) + QLatin1String(" RENAME TO ")
            + m_sql.identifier(rename.newName));
    }

    void add(const AddColumn &operation) { say(addColumnTexts(m_sql, operation)); }

    void add(const DropColumn &drop)
    {
        say(QStringLiteral("ALTER TABLE ") + m_sql.alteredTable(drop.table) + QLatin1String(" DROP COLUMN ")
            + ifExists(drop.ifExists) + m_sql.identifier(drop.column));
    }

    void add(const AlterColumn &alter) { say(alterColumnTexts(m_sql, alter)); }

    void add(const CreateIndex &create)
    {
        say(createIndexText(m_sql, create.table, create.index, create.ifNotExists));
    }

    void add(const DropIndex &drop)
    {
        if (!drop.name) {
            m_sql.refuse(QStringLiteral("An index is dropped without a name. Name it in the script."));
            return;
        }
        QString text = QStringLiteral("DROP INDEX ");
        if (drop.concurrently)
            text += QLatin1String("CONCURRENTLY ");
        text += ifExists(drop.ifExists);
        if (!drop.schema.isEmpty())
            text += m_sql.identifier(drop.schema) + QLatin1Char('.');
        say(text + m_sql.objectName(*drop.name, drop.conventional));
        if (!drop.table.isEmpty())
            m_drafts.back().indexedTable = m_sql.table({drop.table, drop.schema});
    }

    void add(const AddConstraint &operation)
    {
        say(addConstraintText(m_sql, operation.table, operation.constraint));
    }

    void add(const DropConstraint &drop)
    {
        if (!drop.name) {
            m_sql.refuse(QStringLiteral(
                "A constraint of table \"%1\" is dropped without a name. Name it in the script.")
                             .arg(drop.table.name));
            return;
        }
        say(QStringLiteral("ALTER TABLE ") + m_sql.table(drop.table) + QLatin1String(" DROP CONSTRAINT ")
            + ifExists(drop.ifExists) + m_sql.objectName(*drop.name, drop.conventional)
            + (drop.cascade ? QLatin1String(" CASCADE") : QLatin1String()));
    }

    void add(const TableComment &comment)
    {
        say(QStringLiteral("COMMENT ON TABLE ") + m_sql.table(comment.table) + QLatin1String(" IS ")
            + (comment.comment ? m_sql.string(*comment.comment) : QStringLiteral("NULL")));
    }

    void add(const CreateSequence &create)
    {
        QString text = QStringLiteral("CREATE SEQUENCE ");
        if (create.ifNotExists && m_sql.newest())
            text += QLatin1String("IF NOT EXISTS ");
        text += m_sql.table(TableName{create.name, create.schema});
        if (create.options.dataType.kind != TypeKind::Null)
            text += QLatin1String(" AS ") + typeText(m_sql, create.options.dataType);
        SequenceOptions options = create.options;
        if (!options.start && !m_sql.newest())
            options.start = 1;
        const QString written = sequenceOptionsText(options);
        if (!written.isEmpty())
            text += QLatin1Char(' ') + written;
        say(text,
            guard(create.checkFirst, ExistenceGuard::Kind::SequenceMissing, create.schema, create.name));
    }

    void add(const DropSequence &drop)
    {
        say(QStringLiteral("DROP SEQUENCE ") + ifExists(drop.ifExists)
                + m_sql.table(TableName{drop.name, drop.schema}),
            guard(drop.checkFirst, ExistenceGuard::Kind::SequencePresent, drop.schema, drop.name));
    }

    void add(const CreateType &create)
    {
        if (isNativeEnum(create.type))
            say(createEnumText(create.type, {}),
                guard(create.checkFirst, ExistenceGuard::Kind::TypeMissing, create.type.schema,
                    create.type.name));
    }

    void add(const DropType &drop)
    {
        if (isNativeEnum(drop.type))
            say(QStringLiteral("DROP TYPE ") + typeName(m_sql, drop.type),
                guard(drop.checkFirst, ExistenceGuard::Kind::TypePresent, drop.type.schema, drop.type.name));
    }

    void add(const CreateSchema &create)
    {
        say(QStringLiteral("CREATE SCHEMA ")
            + (create.ifNotExists && m_sql.newest() ? QLatin1String("IF NOT EXISTS ") : QLatin1String())
            + m_sql.identifier(create.name));
    }

    void add(const DropSchema &drop)
    {
        say(QStringLiteral("DROP SCHEMA ") + ifExists(drop.ifExists) + m_sql.identifier(drop.name)
            + (drop.cascade ? QLatin1String(" CASCADE") : QLatin1String()));
    }

    void add(const ExecuteSql &execute)
    {
        say(execute.ddl ? m_sql.verbatim(execute.sql.text) : clauseText(m_sql, execute.sql));
    }

    void add(const BulkInsert &insert) { say(insertTexts(m_sql, insert)); }
    void add(const InsertSelect &insert) { say(insertSelectText(m_sql, insert)); }
    void add(const UpdateRows &update) { say(updateText(m_sql, update)); }
    void add(const DeleteRows &remove) { say(deleteText(m_sql, remove)); }

    /// Debian's Alembic knows no if_exists.
    QString ifExists(bool wanted) const
    {
        return wanted && m_sql.newest() ? QStringLiteral("IF EXISTS ") : QString();
    }

    static std::optional<ExistenceGuard> guard(
        bool wanted, ExistenceGuard::Kind kind, const QString &schema, const QString &name)
    {
        return wanted ? std::optional(ExistenceGuard{kind, schema, name}) : std::nullopt;
    }

    SqlText &m_sql;
    EnumNames &m_createdEnums;
    Drafts m_drafts;
};

/// Alembic's static_output: four blanks for a tab, no white space around.
QString asPrinted(const QString &text)
{
    return QString(text).replace(QLatin1Char('\t'), QLatin1String("    ")).trimmed();
}

} // namespace

Compiler::Compiler(CompileOptions options)
    : m_options(options)
{
}

Result<std::vector<Statement>> Compiler::compile(const Operation &operation)
{
    EnumNames createdEnums = m_createdEnums;
    SqlText running(m_options, Rendering::Run);
    SqlText printing(m_options, Rendering::Printed);
    const Drafts runs = OperationWriter(running, m_createdEnums).write(operation.value);
    const Drafts prints = OperationWriter(printing, createdEnums).write(operation.value);
    if (running.failure()) {
        Error error = *running.failure();
        error.place = operation.place;
        return error;
    }
    std::vector<Statement> statements;
    for (size_t i = 0; i < runs.size(); ++i) {
        Statement statement{runs[i].text, operation.place, operation.autocommit, runs[i].guard};
        statement.indexedTable = runs[i].indexedTable;
        statement.autocommitBlock = operation.autocommitBlock;
        const QString printed = asPrinted(prints[i].text);
        if (printed != statement.sql)
            statement.printed = printed;
        statements.push_back(statement);
    }
    return statements;
}

Result<std::vector<Statement>> compile(const Operation &operation, const CompileOptions &options)
{
    return Compiler(options).compile(operation);
}

} // namespace stillroom

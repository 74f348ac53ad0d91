#include "migrations/operations/namingconvention.h"

#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

/// What the tokens of a template ask about one constraint.
struct Named {
    QString kind; ///< "ix", "uq", "ck", "fk", "pk"
    TableName table;
    std::optional<QStringList> columns{}; ///< not set: only SQLAlchemy knows which it finds
    QString referredTable{};
    QStringList referredColumns{};
};

/// The name of a table's column in labels: ix_<schema>_<table>_<column>.
QString labelOf(const TableName &table, const QString &column)
{
    const QString owner = table.name + u'_' + column;
    return table.schema.isEmpty() ? owner : QString(table.schema).replace(u'.', u'_') + u'_' + owner;
}

/// Fills one operation's names in; remembers the first that cannot be known.
class Namer
{
public:
    explicit Namer(const NamingConvention &convention)
        : m_convention(convention)
    {
    }

    const QString &failure() const { return m_failure; }

    void name(const TableName &table, Constraint &constraint)
    {
        std::visit([&](auto &value) { nameOne(table, value); }, constraint);
    }

    void name(const TableName &table, Index &index)
    {
        Named named{QStringLiteral("ix"), table, QStringList()};
        for (const Expression &expression : index.expressions) {
            const auto *column = std::get_if<ColumnExpression>(&expression.node);
            if (column && named.columns)
                *named.columns += column->name;
            else
                named.columns.reset();
        }
        if (!index.name && !m_convention.templates.contains(named.kind)) {
            // Without a template the index has no name at all, and Alembic stops.
            return fail(QStringLiteral("creates an index without a name, which the naming convention of the "
                                       "project does not give one"));
        }
        fill(named, index.name, index.conventional);
    }

    void name(const TableName &table, const QString &kind, std::optional<QString> &given, bool &conventional)
    {
        Named named{kind, table, std::nullopt};
        fill(named, given, conventional);
    }

    /// A CHECK that came with a type, and one beside its column.
    void refuseCheckOf(const TableName &table, const Column &column)
    {
        const SqlType &type = column.type;
        if (type.createConstraint && !type.nativeEnum && governs(QStringLiteral("ck"), std::nullopt))
            fail(sentence(QStringLiteral("ck"), table));
    }

    bool governs(const QString &kind, const std::optional<QString> &name) const
    {
        if (!m_convention.computed.path.isEmpty())
            return true;
        const auto found = m_convention.templates.constFind(kind);
        if (found == m_convention.templates.cend())
            return false;
        return !name || found->contains(QLatin1String("constraint_name"));
    }

    QString sentence(const QString &kind, const TableName &table) const
    {
        static const QMap<QString, QString> words = {{QStringLiteral("ix"), QStringLiteral("an index")},
            {QStringLiteral("pk"), QStringLiteral("the primary key")},
            {QStringLiteral("uq"), QStringLiteral("a unique constraint")},
            {QStringLiteral("fk"), QStringLiteral("a foreign key")},
            {QStringLiteral("ck"), QStringLiteral("a check")}};
        const QString where = m_convention.computed.path.isEmpty()
            ? QString()
            : QStringLiteral(" of ") + m_convention.computed.toString();
        return QStringLiteral("names %1 of %2 by the naming convention%3")
            .arg(words.value(kind, QStringLiteral("a constraint")), table.name, where);
    }

private:
    void nameOne(const TableName &table, PrimaryKey &key)
    {
        fill({QStringLiteral("pk"), table, key.columns}, key.options.name, key.options.conventional);
    }

    void nameOne(const TableName &table, UniqueConstraint &unique)
    {
        fill({QStringLiteral("uq"), table, unique.columns}, unique.options.name, unique.options.conventional);
    }

    void nameOne(const TableName &table, CheckConstraint &check)
    {
        fill({QStringLiteral("ck"), table, std::nullopt}, check.options.name, check.options.conventional);
    }

    void nameOne(const TableName &table, ForeignKey &key)
    {
        Named named{QStringLiteral("fk"), table, key.columns};
        for (const QString &target : key.targets) {
            const QStringList parts = target.split(u'.');
            if (parts.size() != 2 && parts.size() != 3)
                return fail(sentence(named.kind, table));
            named.referredTable
                = named.referredColumns.isEmpty() ? parts[parts.size() - 2] : named.referredTable;
            named.referredColumns += parts.last();
        }
        fill(named, key.options.name, key.options.conventional);
    }

    /// An exclude constraint has no template of its own.
    void nameOne(const TableName &table, ExcludeConstraint &exclude)
    {
        if (!m_convention.computed.path.isEmpty() && !exclude.options.name)
            fail(sentence({}, table));
    }

    void fill(const Named &named, std::optional<QString> &name, bool &conventional)
    {
        if (conventional || !governs(named.kind, name))
            return;
        if (!m_convention.computed.path.isEmpty())
            return fail(sentence(named.kind, named.table));
        const auto made = written(m_convention.templates[named.kind], named, name);
        if (!made)
            return fail(sentence(named.kind, named.table));
        name = *made;
        conventional = true;
    }

    /// Python's `template % tokens`; nothing when a token is not known.
    static std::optional<QString> written(
        const QString &text, const Named &named, const std::optional<QString> &name)
    {
        static const QRegularExpression token(QStringLiteral("%(?:%|\\(([^)]*)\\)s|)"));
        QString out;
        qsizetype from = 0;
        auto matches = token.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            out += text.mid(from, match.capturedStart() - from);
            from = match.capturedEnd();
            if (match.captured() == QLatin1String("%%")) {
                out += u'%';
                continue;
            }
            const auto value = tokenValue(match.captured(1), named, name);
            if (!value)
                return std::nullopt;
            out += *value;
        }
        return out + text.mid(from);
    }

    static std::optional<QString> tokenValue(
        const QString &token, const Named &named, const std::optional<QString> &name)
    {
        if (token == QLatin1String("table_name"))
            return named.table.name;
        if (token == QLatin1String("constraint_name"))
            return name;
        const bool isForeign = named.kind == QLatin1String("fk") && !named.referredTable.isEmpty();
        if (token == QLatin1String("referred_table_name"))
            return isForeign ? std::optional(named.referredTable) : std::nullopt;
        static const QRegularExpression column(
            QStringLiteral("^(referred_)?column_(\\d+)(_?N)?_(name|key|label)$"));
        const QRegularExpressionMatch match = column.match(token);
        const bool isReferred = !match.captured(1).isEmpty();
        if (!match.hasMatch() || !named.columns || (isReferred && !isForeign)
            || (isReferred && match.captured(4) != QLatin1String("name")))
            return std::nullopt;
        return columnValue(match, isReferred ? named.referredColumns : *named.columns, named);
    }

    static std::optional<QString> columnValue(
        const QRegularExpressionMatch &match, const QStringList &columns, const Named &named)
    {
        QStringList texts;
        for (const QString &column : columns)
            texts += match.captured(4) == QLatin1String("label") ? labelOf(named.table, column) : column;
        if (match.captured(3).isEmpty())
            return texts.value(match.captured(2).toInt());
        if (match.captured(2) != QLatin1String("0"))
            return std::nullopt;
        return texts.join(match.captured(3).startsWith(u'_') ? QStringLiteral("_") : QString());
    }

    void fail(const QString &why)
    {
        if (m_failure.isEmpty())
            m_failure = why;
    }

    const NamingConvention &m_convention;
    QString m_failure;
};

/// Whether a template asks for the referred columns: while a table is made they cannot be found.
bool asksForReferredColumns(const NamingConvention &convention)
{
    return convention.templates.value(QStringLiteral("fk")).contains(QLatin1String("referred_column"));
}

/// Constraints that come with a column, made explicit where the convention names them.
void nameColumn(Namer &namer, const TableName &table, Column &column)
{
    namer.refuseCheckOf(table, column);
    for (InlineCheck &check : column.checks)
        namer.name(table, QStringLiteral("ck"), check.options.name, check.options.conventional);
    for (InlineForeignKey &key : column.foreignKeys) {
        Constraint whole = ForeignKey{key.options, {column.name}, {key.target}, key.reference};
        namer.name(table, whole);
        key.options = std::get<ForeignKey>(whole).options;
    }
    if (column.unique && !column.index) {
        Constraint whole = UniqueConstraint{{}, {column.name}};
        namer.name(table, whole);
        column.uniqueName = std::get<UniqueConstraint>(whole).options.name;
    }
    if (column.index) {
        Index index;
        index.expressions = {Expression{ColumnExpression{column.name}}};
        namer.name(table, index);
        column.indexName = index.name;
    }
}

QString nameTable(const NamingConvention &convention, CreateTable &create)
{
    Namer namer(convention);
    QStringList marked;
    bool hasKey = false;
    for (Column &column : create.columns) {
        nameColumn(namer, create.table, column);
        if (column.primaryKey)
            marked += column.name;
    }
    for (Constraint &constraint : create.constraints) {
        auto *key = std::get_if<PrimaryKey>(&constraint);
        hasKey = hasKey || key;
        Constraint whole = constraint;
        if (key && key->columns.isEmpty())
            std::get<PrimaryKey>(whole).columns = marked;
        namer.name(create.table, whole);
        if (key)
            key->options = std::get<PrimaryKey>(whole).options;
        else
            constraint = whole;
    }
    for (Index &index : create.indexes)
        namer.name(create.table, index);
    if (!hasKey && !marked.isEmpty()) {
        Constraint key = PrimaryKey{{}, marked};
        namer.name(create.table, key);
        create.keyName = std::get<PrimaryKey>(key).options.name;
    }
    return namer.failure();
}

} // namespace

QString applyNaming(const NamingConvention &convention, OperationValue &operation)
{
    if (!convention.any())
        return {};
    Namer namer(convention);
    const bool refers = asksForReferredColumns(convention);
    if (auto *create = std::get_if<CreateTable>(&operation))
        return refers ? namer.sentence(QStringLiteral("fk"), create->table) : nameTable(convention, *create);
    if (auto *add = std::get_if<AddColumn>(&operation)) {
        if (refers && !add->column.foreignKeys.empty())
            return namer.sentence(QStringLiteral("fk"), add->table);
        nameColumn(namer, add->table, add->column);
    } else if (auto *constraint = std::get_if<AddConstraint>(&operation)) {
        namer.name(constraint->table, constraint->constraint);
    } else if (auto *index = std::get_if<CreateIndex>(&operation)) {
        namer.name(index->table, index->index);
    } else if (auto *gone = std::get_if<DropIndex>(&operation)) {
        if (gone->name)
            namer.name({gone->table, gone->schema}, QStringLiteral("ix"), gone->name, gone->conventional);
    } else if (auto *drop = std::get_if<DropConstraint>(&operation)) {
        if (!drop->kind.isEmpty())
            namer.name(drop->table, drop->kind, drop->name, drop->conventional);
    } else if (auto *alter = std::get_if<AlterColumn>(&operation)) {
        Column checked;
        for (const auto &type : {alter->type, alter->existingType}) {
            checked.type = type.value_or(SqlType{});
            namer.refuseCheckOf(alter->table, checked);
        }
    }
    return namer.failure();
}

} // namespace stillroom

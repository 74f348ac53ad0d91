#pragma once

#include "migrations/operations/compiler.h"

#include <QStringList>

namespace stillroom
{

/// All statements of one operation as `--sql` prints them, one after the other.
inline QString printed(const OperationValue &value, const CompileOptions &options = {})
{
    const auto compiled = compile(Operation{value}, options);
    if (!compiled)
        return QStringLiteral("! ") + compiled.error().message;
    QStringList texts;
    for (const Statement &statement : *compiled)
        texts.append(statement.printedSql() + QLatin1Char(';'));
    return texts.join(QLatin1Char('\n'));
}

inline SqlType varchar(int length)
{
    SqlType type{TypeKind::String};
    type.length = length;
    return type;
}

inline Column column(const QString &name, const SqlType &type)
{
    Column made;
    made.name = name;
    made.type = type;
    return made;
}

inline Column key(const QString &name, TypeKind kind)
{
    Column made = column(name, SqlType{kind});
    made.primaryKey = true;
    return made;
}

inline SqlType enumType(const QString &name, const QStringList &labels)
{
    SqlType type{TypeKind::Enum};
    type.name = name;
    type.labels = labels;
    return type;
}

inline CompileOptions debian()
{
    CompileOptions options;
    options.generation = Generation::Debian12;
    return options;
}

} // namespace stillroom

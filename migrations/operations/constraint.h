#pragma once

#include "migrations/operations/column.h"

namespace stillroom
{

/// PRIMARY KEY over named columns.
struct PrimaryKey {
    ConstraintOptions options{};
    QStringList columns;
    QStringList include{}; ///< postgresql_include
    bool operator==(const PrimaryKey &) const = default;
};

/// UNIQUE over named columns.
struct UniqueConstraint {
    ConstraintOptions options{};
    QStringList columns;
    QStringList include{}; ///< postgresql_include
    std::optional<bool> nullsNotDistinct{}; ///< postgresql_nulls_not_distinct
    bool operator==(const UniqueConstraint &) const = default;
};

/// CHECK (condition).
struct CheckConstraint {
    ConstraintOptions options{};
    Expression condition;
    bool notValid = false; ///< postgresql_not_valid
    bool operator==(const CheckConstraint &) const = default;
};

/// FOREIGN KEY(columns) REFERENCES table (columns).
struct ForeignKey {
    ConstraintOptions options{};
    QStringList columns;
    QStringList targets; ///< as written: "table.column" or "schema.table.column", one per column
    ReferenceOptions reference{};
    bool operator==(const ForeignKey &) const = default;
};

/// EXCLUDE USING gist (element WITH operator, …).
struct ExcludeConstraint {
    struct Element {
        Expression expression; ///< a plain string is a ColumnExpression
        QString operation; ///< "&&"
        bool operator==(const Element &) const = default;
    };
    ConstraintOptions options{};
    std::vector<Element> elements;
    QString usingMethod = QStringLiteral("gist");
    std::optional<Expression> where{};
    std::vector<std::pair<QString, QString>> operatorClasses{}; ///< ops=: column key, class
    bool operator==(const ExcludeConstraint &) const = default;
};

using Constraint = std::variant<PrimaryKey, UniqueConstraint, CheckConstraint, ForeignKey, ExcludeConstraint>;

/// An index with every option of PostgreSQL's dialect.
struct Index {
    std::optional<QString> name{}; ///< unset: named ix_<table>_<column>, as `index=True` does
    bool conventional = false; ///< op.f(): a name over 63 characters is cut and hashed, not refused
    std::vector<Expression> expressions; ///< a plain string is a ColumnExpression
    bool unique = false;
    bool concurrently = false;
    QString usingMethod{};
    std::optional<Expression> where{};
    std::vector<std::pair<QString, QString>> operatorClasses{}; ///< postgresql_ops: column key, class
    std::vector<std::pair<QString, QString>> storage{}; ///< postgresql_with, in the script's order
    QStringList include{};
    std::optional<bool> nullsNotDistinct{};
    QString tablespace{};
    bool operator==(const Index &) const = default;
};

} // namespace stillroom

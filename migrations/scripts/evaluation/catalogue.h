#pragma once

#include "migrations/operations/sqltype.h"
#include "migrations/scripts/evaluation/interpreter.h"

#include <QHash>

#include <initializer_list>

namespace stillroom::evaluation
{

/// One call of something in the catalogue.
struct CallSite {
    Interpreter &interpreter;
    QString name; ///< as a person would write it, for reasons: "op.create_table"
    Arguments &arguments;
    python::Extent at;
    const CatalogueEntry *entry = nullptr;
    ContextObject *batch = nullptr; ///< the batch whose method this is

    Value refuse(const QString &sentence) { return interpreter.refusals().refuse(at, sentence); }
    Value handOver(const QString &sentence) { return interpreter.refusals().handOver(at, sentence); }
    Value raise(const QString &error) { return interpreter.refusals().raise(at, error); }
    /// Refuses an argument: names what is unknown about it, or what it is.
    Value wrong(const QString &parameter, const Value &value);
};

using Handler = Value (*)(CallSite &);

/// A class or function that the evaluator knows.
struct CatalogueEntry {
    enum class Kind {
        Function,
        Type, ///< a SQL type class, which may stand for an instance of itself
        Refused, ///< known, and never evaluated: `why` says so
        Ignored, ///< logging and the like: calls do nothing
        Constant,
    };
    QString name; ///< as a person would write it
    Kind kind = Kind::Function;
    Handler handler = nullptr;
    int tag = 0; ///< for a handler that serves several entries
    QString why{}; ///< Refused: "reads the clock with datetime.now()"
    Value constant{};
    const CatalogueModule *members = nullptr; ///< attributes of a class: datetime.datetime.now

    QString displayName() const { return name; }
};

struct CatalogueModule {
    QString name; ///< dotted, as imported
    QHash<QString, CatalogueEntry> entries{};
    QHash<QString, const CatalogueModule *> modules{};
};

/// The module of that dotted name; null when it is not known.
const CatalogueModule *catalogueModule(const QString &dotted);
/// Python's builtin functions and classes.
const CatalogueModule &builtinsModule();

/// The parameters of a function, as Python's signature writes them without annotations:
/// "table_name, column, schema=, *, key=, **kw". `=` marks an optional one.
class Signature
{
public:
    explicit Signature(const char *text);

    struct Bound {
        std::vector<std::optional<Value>> values{}; ///< one per parameter
        std::vector<Value> rest{}; ///< *args
        std::vector<std::pair<QString, Value>> keywords{}; ///< **kw

        /// The value given, or None.
        Value at(size_t index) const { return values[index].value_or(Value()); }
        bool given(size_t index) const { return values[index].has_value(); }
    };
    /// Binds as Python does; refuses with the TypeError Python would raise, or silently when an argument
    /// is poisoned.
    std::optional<Bound> bind(CallSite &call) const;

private:
    struct Parameter {
        QString name;
        bool optional = false;
        bool keywordOnly = false;
    };
    std::vector<Parameter> m_parameters;
    bool m_takesRest = false;
    bool m_takesKeywords = false;
};

/// The type that the settings of a project declare by its SQL.
SqlType declaredSqlType(const QString &text);

// Arguments as C++ values; nothing (refused) when the argument is not of that kind.
std::optional<QString> stringArgument(CallSite &call, const QString &parameter, const Value &value);
/// An empty string for None.
std::optional<QString> nameArgument(CallSite &call, const QString &parameter, const Value &value);
std::optional<std::optional<QString>> optionalString(
    CallSite &call, const QString &parameter, const Value &value);
std::optional<bool> flagArgument(CallSite &call, const QString &parameter, const Value &value);
std::optional<std::optional<bool>> optionalFlag(CallSite &call, const QString &parameter, const Value &value);
std::optional<QStringList> stringsArgument(CallSite &call, const QString &parameter, const Value &value);

/// Builds the modules at first use.
class CatalogueBuilder
{
public:
    explicit CatalogueBuilder(QHash<QString, CatalogueModule *> &modules)
        : m_modules(modules)
    {
    }
    /// Modules of one name list share what is added: "sqlalchemy sqlalchemy.schema".
    void function(const char *modules, const char *name, Handler handler, int tag = 0);
    void type(const char *modules, const char *name, Handler handler, int tag);
    void refused(const char *modules, const char *name, const QString &why);
    void ignored(const char *modules, const char *name);
    void constant(const char *modules, const char *name, Value value);
    /// Gives a class of one module the names of another as its attributes.
    void linkMembers(const char *module, const char *name, const char *members);
    CatalogueModule &module(const QString &dotted);

private:
    void add(const char *modules, const char *name, const CatalogueEntry &entry);

    QHash<QString, CatalogueModule *> &m_modules;
};

// One per file of the catalogue.
void addBuiltins(CatalogueBuilder &builder);
void addStandardLibrary(CatalogueBuilder &builder);
void addSqlTypes(CatalogueBuilder &builder);
void addForeignTypes(CatalogueBuilder &builder);
void addSchemaItems(CatalogueBuilder &builder);
void addExpressions(CatalogueBuilder &builder);
void addTables(CatalogueBuilder &builder);
void addRowStatements(CatalogueBuilder &builder);
void addQueries(CatalogueBuilder &builder);
void addInspection(CatalogueBuilder &builder);
void addOperations(CatalogueBuilder &builder);

// Methods and operators of values.
Value callMethod(CallSite &call, const Value &self, const QString &method);
Value sqlAttribute(Interpreter &interpreter, const Value &object, const QString &name, python::Extent at);
/// object[index] of a SQLAlchemy value: table.c["x"].
Value sqlItem(Interpreter &interpreter, const Value &object, const Value &index, python::Extent at);
Value contextAttribute(Interpreter &interpreter, const Value &object, const QString &name, python::Extent at);
bool hasMethod(const Value &self, const QString &method);
Value binaryOperation(Interpreter &interpreter, python::BinaryOperator op, const Value &left,
    const Value &right, python::Extent at);
Value compare(Interpreter &interpreter, python::ComparisonOperator op, const Value &left, const Value &right,
    python::Extent at);
/// Value.format() of the script's f-strings and str.format; nothing when not certain.
std::optional<QString> formatValue(const Value &value, QChar conversion, const QString &spec);
/// "…%s…" % value.
Value percentFormat(CallSite &call, const QString &format, const Value &values);
/// An expression operator of SQLAlchemy: `column == 1`, `a + b`; nothing when neither side is one.
std::optional<Value> sqlOperator(
    CallSite &call, const QString &operation, const Value &left, const Value &right);
/// sa.func.<path>(…).
Value callSqlFunction(CallSite &call, const QString &path);
/// not_(value) of a SQL expression; nothing when it is none.
std::optional<Value> sqlNot(CallSite &call, const Value &value);

} // namespace stillroom::evaluation

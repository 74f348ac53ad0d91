#pragma once

#include "migrations/scripts/evaluation/frame.h"
#include "migrations/scripts/evaluation/refusals.h"
#include "migrations/scripts/evaluator.h"
#include "migrations/scripts/livetables.h"

#include <unordered_map>

namespace stillroom::evaluation
{

struct TypeClassObject;

/// Text of the syntax tree.
inline QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// No migration comes near; a few lines of Python can ask for any amount of memory.
constexpr qsizetype mostCharacters = 16 * 1024 * 1024;
constexpr qsizetype mostItems = 1'000'000;

/// Evaluated arguments of one call.
struct Arguments {
    std::vector<Value> positional{};
    std::vector<std::pair<QString, Value>> keywords{};
};

/// How a statement left off. Stop: the rest cannot be looked at (raised, or out of steps).
enum class Flow { Normal, Break, Continue, Return, Stop };

/// Runs the part of Python that has one certain meaning over a syntax tree. What it does not know
/// becomes a refusal and a poisoned value, never a guess.
class Interpreter
{
public:
    Interpreter(const python::Module &module, const EvaluationOptions &options, LiveTables *live = nullptr);
    ~Interpreter();
    Interpreter(const Interpreter &) = delete;
    Interpreter &operator=(const Interpreter &) = delete;

    EvaluatedBody run(Direction direction);

    // For the catalogue: what a call may do.
    Refusals &refusals() { return m_refusals; }
    const EvaluationOptions &options() const { return m_options; }
    SourcePlace place(python::Extent at) const { return m_module.source().place(at.begin); }
    QString lineOf(python::Extent at) const { return QString::number(place(at).line); }
    /// Records an operation; with a batch it is kept back until the batch's `with` ends.
    void emitOperation(OperationValue value, python::Extent at, ContextObject *batch = nullptr);
    Value call(const Value &callee, Arguments arguments, python::Extent at);
    /// Counts one step against the budget; false when it is spent (and refused).
    bool spend(python::Extent at);
    /// The value itself, or poison after an unknown one was named as a reason.
    Value known(Value value, python::Extent at);
    /// The items of an iterable; nothing (refused) when they are not certain.
    std::optional<std::vector<Value>> items(const Value &value, python::Extent at);
    /// bool(value), refused when not certain.
    std::optional<bool> isTrue(const Value &value, python::Extent at);
    Value attribute(const Value &value, const QString &name, python::Extent at);
    /// The database after what the function did so far; null when there is none to ask.
    LiveTables *live();
    /// A name of the module; null when it has none.
    const Value *global(const QString &name) const { return m_globals->find(name.toStdString()); }
    /// An error that Python raises for certain, of a class that handlers are looked up for. The rest of the
    /// statement does not run.
    Value throwError(const QString &error, const QString &about, python::Extent at);
    /// Counts the constraints made so far.
    int nextOrder() { return m_order++; }
    /// A set of the values, refused when one is not hashable.
    Value makeSet(const std::vector<Value> &all, python::Extent at);

private:
    // moduleexecution.cpp
    bool takesArgumentsOfEnv(const FunctionObject &function) const;
    void executeModule();
    void executeModuleStatement(const python::Statement &statement);
    bool importsOnlyKnown(const python::Suite &suite) const;
    QString decoration(python::Nodes<python::Expression> decorators);
    void bindImport(std::string_view name, Value value);
    Value ignoredCall(const python::Call &node);
    /// The member of something imported that leads to a declared type; nothing when none does.
    std::optional<Value> declaredMember(const Value &holder, const QString &name) const;
    std::optional<Value> declaredType(const QString &path) const;

    // statements.cpp
    Flow execute(const python::Suite &suite);
    Flow execute(const python::Statement &statement);
    Flow executeFor(const python::For &node);
    Flow executeWhile(const python::While &node);
    Flow executeIf(const python::If &node);
    Flow executeWith(const python::With &node);
    Flow executeRaise(const python::Raise &node);
    Flow executeAssert(const python::Assert &node);
    void executeDelete(const python::Delete &node);
    void executeAugmented(const python::AugmentedAssign &node);
    void executeFunction(const python::Function &node);
    void executeClass(const python::Class &node);
    Value enumClass(const python::Class &node, bool isString);
    Value typeClass(const python::Class &node, bool isDecorator);
    Value makeScriptType(const TypeClassObject &type, Arguments arguments, python::Extent at);
    std::shared_ptr<FunctionObject> method(const python::Function &node);
    void executeImport(const python::Import &node);
    void executeImportFrom(const python::ImportFrom &node);
    bool enter(const Value &context, const python::WithItem &item);
    void leave(const Value &context);
    void assign(const python::Expression &target, Value value);
    void unpack(python::Nodes<python::Expression> targets, const Value &value, python::Extent at);
    void assignItem(const python::Subscript &target, Value value);

    // guards.cpp
    Flow executeTry(const python::Try &node);
    Flow executeGuarded(const python::Try &node);
    std::optional<const python::ExceptHandler *> afterGuarded(
        const python::Try &node, size_t reasonsBefore, qint64 emittedBefore);
    std::optional<const python::ExceptHandler *> handlerOf(const python::Try &node, const QString &error);
    QString exceptionClass(const python::Expression &type);
    bool failureIsFinal();

    // expressions.cpp
    Value evaluate(const python::Expression &node);
    Value evaluateNode(const python::Expression &node);
    Value literalText(std::string_view text, python::Extent at);
    Value name(const python::Name &node);
    Value formatted(const python::FormattedString &node);
    Value formatted(const python::FormattedValue &node);
    std::optional<std::vector<Value>> elements(python::Nodes<python::Expression> nodes);
    Value dictionary(const python::Dict &node);
    Value binary(const python::BinaryOperation &node);
    Value unary(const python::UnaryOperation &node);
    Value boolean(const python::BooleanOperation &node);
    Value comparison(const python::Comparison &node);
    Value subscript(const python::Subscript &node);
    Value slice(const Value &value, const python::Slice &slice, python::Extent at);
    Value conditional(const python::Conditional &node);
    template<typename Body>
    bool comprehend(python::Values<python::ComprehensionClause> clauses, size_t index, Body &&body);
    template<typename Body>
    bool comprehension(python::Values<python::ComprehensionClause> clauses, Body &&body);
    std::optional<std::vector<Value>> collected(
        const python::Expression *element, python::Values<python::ComprehensionClause> clauses);
    Value setComprehension(const python::SetComprehension &node);
    Value dictComprehension(const python::DictComprehension &node);
    Value setDisplay(const python::Set &node);
    bool putItem(DictObject &dict, const Value &key, Value value, python::Extent at);
    Value lambda(const python::Lambda &node);

    // functioncalls.cpp
    Value callNode(const python::Call &node);
    bool arguments(const python::Call &node, const Value &callee, Arguments &out);
    Value clientSideName(const python::Name &node);
    bool keywordsDiffer(const Arguments &given, python::Extent at);
    Value callFunction(const FunctionObject &function, Arguments arguments, python::Extent at);
    Value runFunction(const FunctionObject &function, const std::shared_ptr<Frame> &frame);
    static const void *scanKey(const FunctionObject &function);
    static Value moduleMember(const CatalogueModule &module, const QString &name);
    bool bindParameters(
        const FunctionObject &function, Arguments &arguments, Frame &frame, python::Extent at);
    std::shared_ptr<FunctionObject> function(
        python::Values<python::Parameter> parameters, QString name, python::Extent extent);

    const python::Module &m_module;
    EvaluationOptions m_options;
    LiveTables *m_live;
    size_t m_appliedOperations = 0; ///< that m_live knows of
    Refusals m_refusals;
    std::shared_ptr<Frame> m_globals = std::make_shared<Frame>();
    std::shared_ptr<Frame> m_frame = m_globals;
    std::unordered_map<const void *, BodyScan> m_scans;
    std::vector<const CatalogueModule *> m_starImports;
    std::vector<std::weak_ptr<Frame>> m_captured; ///< frames that functions hold on to, and which hold them
    std::vector<Operation> m_operations;
    int m_autocommit = 0; ///< number of the open autocommit block, from 1; 0: none
    int m_autocommitBlocks = 0;
    Value m_returned;
    qint64 m_steps = 0;
    int m_depth = 0; ///< of nested expressions
    int m_order = 0;
    int m_calls = 0; ///< of nested function calls
    int m_guarded = 0; ///< of nested try blocks whose handlers would catch an error
    bool m_atModuleLevel = false;
    bool m_raised = false;
    bool m_stopped = false; ///< a call inside an expression raised
    QString m_thrown; ///< class of an error on its way to a handler; empty: none
    qint64 m_emitted = 0; ///< operations, also those that a batch holds
    std::optional<bool> m_mayEndTransaction; ///< not looked at yet: no value
};

} // namespace stillroom::evaluation

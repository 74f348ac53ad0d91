#include "migrations/scripts/evaluator.h"

#include "migrations/scripts/evaluation/interpreter.h"

namespace stillroom
{

EvaluatedBody evaluate(
    const python::Module &module, Direction direction, const EvaluationOptions &options, LiveTables *live)
{
    EvaluatedBody body = evaluation::Interpreter(module, options, live).run(direction);
    for (Operation &operation : body.operations) {
        const QString why = applyNaming(options.naming, operation.value);
        if (!why.isEmpty())
            body.reasons.push_back({operation.place,
                QStringLiteral("line %1 %2; only the project's Python knows the result")
                    .arg(operation.place.line)
                    .arg(why)});
    }
    if (!body.reasons.empty())
        body.operations.clear();
    return body;
}

Result<EvaluatedBody> evaluateScript(QByteArray bytes, const QString &path, Direction direction,
    const EvaluationOptions &options, LiveTables *live)
{
    const auto module = python::parseModule(std::move(bytes), path, python::ParseDepth::Full);
    if (!module)
        return module.error();
    return evaluate(*module, direction, options, live);
}

} // namespace stillroom

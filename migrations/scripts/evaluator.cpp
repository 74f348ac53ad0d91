#include "migrations/scripts/evaluator.h"

#include "migrations/scripts/evaluation/interpreter.h"

namespace stillroom
{

EvaluatedBody evaluate(const python::Module &module, Direction direction, const EvaluationOptions &options)
{
    return evaluation::Interpreter(module, options).run(direction);
}

Result<EvaluatedBody> evaluateScript(
    QByteArray bytes, const QString &path, Direction direction, const EvaluationOptions &options)
{
    const auto module = python::parseModule(std::move(bytes), path, python::ParseDepth::Full);
    if (!module)
        return module.error();
    return evaluate(*module, direction, options);
}

} // namespace stillroom

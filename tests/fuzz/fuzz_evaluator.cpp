#include "migrations/scripts/evaluator.h"

#include <cstddef>
#include <cstdint>

// Any bytes, parsed and then evaluated in both directions: no crash, no hang, and either operations or
// reasons, never both.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace stillroom;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const Direction direction : {Direction::Upgrade, Direction::Downgrade}) {
        const auto body = evaluateScript(bytes, QStringLiteral("rev.py"), direction);
        if (!body)
            continue;
        if (!body->native() && !body->operations.empty())
            __builtin_trap();
        for (const Operation &operation : body->operations)
            (void)compile(operation);
    }
    return 0;
}

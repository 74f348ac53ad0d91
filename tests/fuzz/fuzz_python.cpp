// libFuzzer: any bytes must be read or refused, by the whole parse, the module level and the bodies
// read later; and what the whole parse accepts the module level must accept with the same statements.

#include "migrations/python/parser.h"
#include "migrations/scripts/revisionreader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace stillroom;

namespace
{

void readBodies(python::Module &module, const python::Suite &suite, bool mustRead)
{
    for (const python::Statement *statement : suite) {
        const auto *function = statement->as<python::Function>();
        const auto *type = statement->as<python::Class>();
        if (!function && !type)
            continue;
        const auto body = python::parseBody(module, function ? function->body : type->body);
        if (mustRead && (!body.ok() || body->isSkipped || body->isEmpty()))
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString path = QStringLiteral("fuzz.py");
    const auto full = python::parseModule(bytes, path);
    auto outline = python::parseModule(bytes, path, python::ParseDepth::ModuleLevel);
    if (full.ok()) {
        if (!outline.ok() || outline->body().statements.size() != full->body().statements.size())
            std::abort();
    } else if (full.error().message.isEmpty() || full.error().place.line < 1) {
        std::abort();
    }
    if (outline.ok())
        readBodies(*outline, outline->body(), full.ok());
    const auto revision = readRevision(bytes, path);
    if (!revision.ok() && revision.error().message.isEmpty())
        std::abort();
    return 0;
}

#include "app/environment/blueprintedit.h"
#include "app/environment/dotenvedit.h"
#include "app/environment/foreignvariables.h"
#include "app/environment/unifieddiff.h"

#include <cstddef>
#include <cstdint>

using namespace stillroom;

namespace
{

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/// Statements join to the file; a value that is set reads back and leaves every other key alone.
void dotenv(const QByteArray &bytes, const QString &value)
{
    const Result<DotenvDocument> document = DotenvDocument::parse(bytes);
    if (!document)
        return;
    qsizetype at = 0;
    for (const DotenvStatement &statement : document->statements()) {
        require(statement.start == at && statement.end >= at);
        at = statement.end;
    }
    require(at == bytes.size());
    const QString key = QStringLiteral("A");
    const Result<DotenvEdit> edit = setDotenvValue(*document, key, value);
    if (!edit)
        return;
    const Result<DotenvDocument> after = DotenvDocument::parse(edit->bytes);
    require(after.ok());
    const DotenvStatement *statement = after->statementOf(key);
    require(statement && statement->value == value);
    for (const auto &[name, old] : document->rawValues()) {
        const DotenvStatement *same = after->statementOf(name);
        require(name == key || (same && same->value == old));
    }
    (void)unifiedDiff(bytes, edit->bytes, QStringLiteral(".env"));
    if (const Result<DotenvEdit> less = unsetDotenvKey(*after, key)) {
        const Result<DotenvDocument> without = DotenvDocument::parse(less->bytes);
        require(without.ok() && !without->statementOf(key));
    }
}

/// An edit of any entry reads back, the number of entries of other keys stays.
void blueprint(const QByteArray &bytes, const QString &value)
{
    const Result<Blueprint> document = Blueprint::parse(bytes);
    if (!document)
        return;
    (void)document->findings();
    for (const BlueprintEntry &entry : document->entries()) {
        const QString owner = entry.group.isEmpty() ? entry.service : entry.group;
        const Result<BlueprintEdit> edit = setBlueprintValue(*document, entry.key, value, owner);
        if (!edit)
            continue;
        const Result<Blueprint> after = Blueprint::parse(edit->bytes);
        require(after.ok() && after->entries().size() == document->entries().size());
        const auto found = after->entriesOf(entry.key, owner);
        require(!found.empty() && found.back()->value() == value);
        (void)unifiedDiff(bytes, edit->bytes, QStringLiteral("render.yaml"));
        break; // one is enough for one input
    }
    (void)composeServices(bytes);
}

} // namespace

// The first byte chooses the document, the second the value that is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    static const QString values[] = {QStringLiteral("true"), QStringLiteral("a b"), QStringLiteral("it's #1"),
        QStringLiteral("\"$x\" \\ ${Y}"), QStringLiteral("two\nlines"), QString()};
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2);
    const QString &value = values[data[1] % std::size(values)];
    switch (data[0] % 4) {
    case 0:
        dotenv(bytes, value);
        break;
    case 1:
        blueprint(bytes, value);
        break;
    case 2:
        (void)dockerfileVariables(bytes);
        break;
    default:
        (void)shellExports(bytes);
        break;
    }
    return 0;
}

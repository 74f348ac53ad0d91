#include "migrations/sql/parsetree.h"

#include <QThread>

#include <pg_query.h>

#include <algorithm>
#include <cstring>

namespace stillroom
{

namespace
{

/// Texts up to this size cannot nest deeply enough to hurt the 8 MB of an ordinary thread.
constexpr qsizetype shortText = 8 * 1024;
/// Measured: 200,000 chained terms pass with 512 MiB, which is 2,700 bytes each.
constexpr qsizetype bytesPerLevel = 2800;
constexpr qsizetype largestStack = qsizetype(1) << 30;
/// The library's time grows with the square of the depth: about two seconds here, half a minute at 200,000.
constexpr qsizetype deepestStatement = 50'000;

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

struct DepthBound {
    qsizetype total = 0; ///< of all statements together: bounds the stack whatever `;` means
    qsizetype deepest = 0; ///< of one statement
};

/// An upper bound of the tree's depth: every word and every operator outside strings may add a level.
/// Numbers, strings, commas and brackets do not (brackets nest on the grammar's own, limited stack), so that
/// long lists of values stay cheap.
DepthBound depthBound(const QByteArray &sql)
{
    DepthBound bound;
    qsizetype levels = 0;
    bool inString = false;
    char before = ' ';
    for (const char c : sql) {
        if (c == '\'')
            inString = !inString;
        else if (!inString && isWordCharacter(c))
            levels += isWordCharacter(before) ? 0 : 1;
        else if (!inString && std::strchr("+-*/<>=~!@#%^&|`?:[", c))
            ++levels;
        before = c;
        if (inString || c != ';')
            continue;
        bound.total += levels;
        bound.deepest = std::max(bound.deepest, levels);
        levels = 0;
    }
    bound.total += levels;
    bound.deepest = std::max(bound.deepest, levels);
    return bound;
}

void walkField(
    const ProtobufCMessage &message, const ProtobufCFieldDescriptor &field, const MessageVisitor &visit)
{
    if (field.type != PROTOBUF_C_TYPE_MESSAGE)
        return;
    const char *base = reinterpret_cast<const char *>(&message);
    if (field.label == PROTOBUF_C_LABEL_REPEATED) {
        const size_t count = *reinterpret_cast<const size_t *>(base + field.quantifier_offset);
        const auto *items = *reinterpret_cast<const ProtobufCMessage *const *const *>(base + field.offset);
        for (size_t i = 0; i < count; ++i)
            walkMessages(*items[i], visit);
        return;
    }
    if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0
        && *reinterpret_cast<const uint32_t *>(base + field.quantifier_offset) != field.id)
        return;
    if (const auto *child = *reinterpret_cast<const ProtobufCMessage *const *>(base + field.offset))
        walkMessages(*child, visit);
}

} // namespace

void ParseTree::Free::operator()(PgQuery__ParseResult *result) const
{
    pg_query__parse_result__free_unpacked(result, nullptr);
}

bool onParserStack(const QByteArray &sql, const std::function<void()> &work)
{
    if (sql.size() <= shortText) {
        work();
        return true;
    }
    const DepthBound bound = depthBound(sql);
    const qsizetype wanted = (qsizetype(8) << 20) + bound.total * bytesPerLevel;
    if (wanted > largestStack || bound.deepest > deepestStatement)
        return false;
    const std::unique_ptr<QThread> thread(QThread::create(work));
    thread->setStackSize(uint(wanted));
    thread->start();
    return thread->wait();
}

ParseTree parseSql(const QByteArray &sql)
{
    ParseTree tree;
    const PgQueryProtobufParseResult result = pg_query_parse_protobuf(sql.constData());
    if (result.error) {
        tree.error = QString::fromUtf8(result.error->message);
        tree.errorPosition = result.error->cursorpos;
    } else {
        tree.result.reset(pg_query__parse_result__unpack(
            nullptr, result.parse_tree.len, reinterpret_cast<const uint8_t *>(result.parse_tree.data)));
        if (!tree.result)
            tree.error = QStringLiteral("the text could not be read");
    }
    pg_query_free_protobuf_parse_result(result);
    return tree;
}

void walkMessages(const ProtobufCMessage &message, const MessageVisitor &visit)
{
    if (!visit(message))
        return;
    for (unsigned i = 0; i < message.descriptor->n_fields; ++i)
        walkField(message, message.descriptor->fields[i], visit);
}

} // namespace stillroom

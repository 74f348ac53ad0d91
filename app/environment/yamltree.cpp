#include "app/environment/yamltree.h"

#include <QSet>
#include <QStringDecoder>

#include <libfyaml.h>

#include <cstring>
#include <memory>

namespace stillroom
{

namespace
{

constexpr int mostLevels = 100;

Error broken(const QString &path, int line, const QString &message)
{
    return {ErrorKind::BrokenProject, message, {}, {path, line, 0}};
}

/// libfyaml cuts invalid UTF-8 silently and can hang on a broken directive: neither reaches it.
Status guard(const QByteArray &bytes, const QString &path)
{
    int number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8);
        (void)QString(decoder(line));
        if (decoder.hasError())
            return broken(path, number, QStringLiteral("The line is not UTF-8"));
        if (line.contains('\0'))
            return broken(path, number, QStringLiteral("The line holds a NUL character"));
        const QByteArray text = line.startsWith("\xef\xbb\xbf") ? line.mid(3) : line;
        if (text.startsWith('%') && !text.startsWith("%YAML 1.") && !text.startsWith("%TAG "))
            return broken(path, number, QStringLiteral("The directive is not known"));
    }
    return Done{};
}

void swallow(struct fy_diag *, void *, const char *, size_t) { }

struct ParserHandle {
    fy_diag *diag = nullptr;
    fy_parser *parser = nullptr;
    ~ParserHandle()
    {
        if (parser)
            fy_parser_destroy(parser);
        if (diag)
            fy_diag_destroy(diag);
    }
};

class TreeBuilder
{
public:
    TreeBuilder(const QByteArray &bytes, const QString &path)
        : m_bytes(bytes)
        , m_path(path)
    {
    }

    Result<YamlNode> build()
    {
        fy_diag_cfg diagnostics;
        fy_diag_cfg_default(&diagnostics);
        diagnostics.fp = nullptr;
        diagnostics.output_fn = swallow;
        m_handle.diag = fy_diag_create(&diagnostics);
        fy_diag_set_collect_errors(m_handle.diag, true);
        fy_parse_cfg config{};
        config.flags = fy_parse_cfg_flags(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_RECYCLING);
        config.diag = m_handle.diag;
        m_handle.parser = fy_parser_create(&config);
        if (!m_handle.parser
            || fy_parser_set_string(m_handle.parser, m_bytes.constData(), size_t(m_bytes.size())) != 0)
            return broken(m_path, 1, QStringLiteral("The file cannot be read as YAML"));
        return document();
    }

private:
    struct Event {
        fy_event *event;
        fy_parser *parser;
        ~Event()
        {
            if (event)
                fy_parser_event_free(parser, event);
        }
    };

    std::unique_ptr<Event> next()
    {
        return std::unique_ptr<Event>(new Event{fy_parser_parse(m_handle.parser), m_handle.parser});
    }

    Result<YamlNode> document()
    {
        while (true) {
            const auto event = next();
            if (!event->event)
                return failure();
            switch (event->event->type) {
            case FYET_STREAM_START:
            case FYET_DOCUMENT_START:
                continue;
            case FYET_STREAM_END:
            case FYET_DOCUMENT_END:
                return broken(m_path, 1, QStringLiteral("The file is empty"));
            default: {
                YamlNode root;
                const Status read = node(*event->event, root, 0, -1);
                if (!read)
                    return read.error();
                return untilEnd(std::move(root));
            }
            }
        }
    }

    /// What follows the first document may still be bad YAML.
    Result<YamlNode> untilEnd(YamlNode root)
    {
        while (true) {
            const auto event = next();
            if (!event->event) {
                if (fy_parser_get_stream_error(m_handle.parser))
                    return failure();
                return root;
            }
            if (event->event->type == FYET_DOCUMENT_START)
                return broken(m_path, line(fy_event_start_mark(event->event)),
                    QStringLiteral("There are several documents in the file"));
            if (event->event->type == FYET_STREAM_END)
                return root;
        }
    }

    Error failure()
    {
        void *position = nullptr;
        while (const fy_diag_error *error = fy_diag_errors_iterate(m_handle.diag, &position))
            return broken(m_path, error->line,
                QStringLiteral("Not valid YAML: %1").arg(QString::fromUtf8(error->msg).trimmed()));
        return broken(m_path, 1, QStringLiteral("Not valid YAML"));
    }

    static int line(const fy_mark *mark) { return mark ? mark->line + 1 : 1; }

    static QString textOf(fy_token *token)
    {
        size_t size = 0;
        const char *text = token ? fy_token_get_text(token, &size) : nullptr;
        return text ? QString::fromUtf8(text, qsizetype(size)) : QString();
    }

    /// \a after: the byte behind the key this is the value of; -1: no value of a mapping.
    Status node(fy_event &event, YamlNode &into, int level, qsizetype after)
    {
        if (level > mostLevels)
            return broken(m_path, into.line,
                QStringLiteral("The file is nested more than %1 levels deep").arg(mostLevels));
        const fy_mark *start = fy_event_start_mark(&event);
        const fy_mark *end = fy_event_end_mark(&event);
        into.line = line(start);
        into.start = start ? qsizetype(start->input_pos) : qsizetype(after);
        into.end = end ? qsizetype(end->input_pos) : into.start;
        switch (event.type) {
        case FYET_SCALAR:
            scalar(event, into, after);
            return Done{};
        case FYET_ALIAS:
            into.kind = YamlNode::Kind::Alias;
            into.text = textOf(event.alias.anchor);
            return Done{};
        case FYET_SEQUENCE_START:
            into.kind = YamlNode::Kind::Sequence;
            into.anchor = textOf(event.sequence_start.anchor);
            into.flow = m_bytes.mid(into.start, 1) == "[";
            return sequence(into, level);
        case FYET_MAPPING_START:
            into.kind = YamlNode::Kind::Mapping;
            into.anchor = textOf(event.mapping_start.anchor);
            into.flow = m_bytes.mid(into.start, 1) == "{";
            return mapping(into, level);
        default:
            return broken(m_path, into.line, QStringLiteral("Not valid YAML"));
        }
    }

    void scalar(fy_event &event, YamlNode &into, qsizetype after)
    {
        fy_token *token = event.scalar.value;
        into.kind = YamlNode::Kind::Scalar;
        into.anchor = textOf(event.scalar.anchor);
        into.tag = textOf(event.scalar.tag);
        into.text = textOf(token);
        const fy_mark *start = token ? fy_token_start_mark(token) : nullptr;
        const fy_mark *end = token ? fy_token_end_mark(token) : nullptr;
        const fy_scalar_style style = token ? fy_token_scalar_style(token) : FYSS_PLAIN;
        into.absent = !start || (style == FYSS_PLAIN && into.text.isEmpty());
        if (into.absent) {
            if (after >= 0) {
                into.start = into.end = after;
                into.line = int(m_bytes.left(after).count('\n')) + 1;
            }
            return;
        }
        into.start = qsizetype(start->input_pos);
        into.end = qsizetype(end->input_pos);
        into.line = start->line + 1;
        switch (style) {
        case FYSS_SINGLE_QUOTED:
        case FYSS_DOUBLE_QUOTED:
            into.style = style == FYSS_SINGLE_QUOTED ? YamlNode::Style::Single : YamlNode::Style::Double;
            --into.start; // libfyaml's marks leave the quotes out
            ++into.end;
            break;
        case FYSS_LITERAL:
        case FYSS_FOLDED:
            into.style = style == FYSS_LITERAL ? YamlNode::Style::Literal : YamlNode::Style::Folded;
            block(into, after);
            break;
        default:
            break;
        }
    }

    /// The marks of a block scalar begin at its text: the indicator stands behind the key.
    void block(YamlNode &into, qsizetype after)
    {
        const char indicator = into.style == YamlNode::Style::Literal ? '|' : '>';
        const qsizetype from
            = after >= 0 ? after : lineStart(m_bytes, std::max<qsizetype>(0, into.start - 1));
        const qsizetype at = m_bytes.indexOf(indicator, from);
        if (at >= 0 && at < into.start) {
            into.line -= int(m_bytes.mid(at, into.start - at).count('\n'));
            into.start = at;
        }
        // The mark may lie behind the indentation of what follows.
        while (into.end > into.start && std::strchr(" \r\n", m_bytes[into.end - 1]))
            --into.end;
    }

    Status sequence(YamlNode &into, int level)
    {
        while (true) {
            const auto event = next();
            if (!event->event)
                return failure();
            if (event->event->type == FYET_SEQUENCE_END)
                return closed(into, *event->event);
            into.children.emplace_back();
            if (const Status item = node(*event->event, into.children.back(), level + 1, -1); !item)
                return item;
        }
    }

    Status mapping(YamlNode &into, int level)
    {
        QSet<QString> keys;
        while (true) {
            const auto event = next();
            if (!event->event)
                return failure();
            if (event->event->type == FYET_MAPPING_END)
                return closed(into, *event->event);
            into.children.emplace_back();
            if (const Status key = node(*event->event, into.children.back(), level + 1, -1); !key)
                return key;
            const YamlNode &name = into.children.back();
            if (name.kind == YamlNode::Kind::Scalar && name.text != u"<<" && keys.contains(name.text))
                return broken(m_path, name.line, QStringLiteral("The key %1 stands twice").arg(name.text));
            keys.insert(name.text);
            const qsizetype colon = m_bytes.indexOf(':', name.end);
            const qsizetype after = colon < 0 ? name.end : colon + 1; // `name` moves with the next child
            const auto value = next();
            if (!value->event)
                return failure();
            into.children.emplace_back();
            if (const Status read = node(*value->event, into.children.back(), level + 1, after); !read)
                return read;
        }
    }

    /// A block collection has no closing mark: it ends with its last child.
    Status closed(YamlNode &into, fy_event &event)
    {
        const fy_mark *end = fy_event_end_mark(&event);
        if (into.flow && end)
            into.end = qsizetype(end->input_pos);
        else
            into.end = into.children.empty() ? into.start : into.children.back().end;
        return Done{};
    }

    const QByteArray &m_bytes;
    QString m_path;
    ParserHandle m_handle;
};

} // namespace

const YamlNode *YamlNode::find(QStringView key) const
{
    if (kind != Kind::Mapping)
        return nullptr;
    for (size_t i = 0; i + 1 < children.size(); i += 2) {
        if (children[i].kind == Kind::Scalar && children[i].text == key)
            return &children[i + 1];
    }
    return nullptr;
}

Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &path)
{
    if (const Status safe = guard(bytes, path); !safe)
        return safe.error();
    return TreeBuilder(bytes, path).build();
}

qsizetype lineStart(const QByteArray &bytes, qsizetype offset)
{
    return offset <= 0 ? 0 : bytes.lastIndexOf('\n', offset - 1) + 1;
}

qsizetype lineEnd(const QByteArray &bytes, qsizetype offset)
{
    qsizetype end = bytes.indexOf('\n', offset);
    if (end < 0)
        return bytes.size();
    return end > offset && bytes[end - 1] == '\r' ? end - 1 : end;
}

} // namespace stillroom

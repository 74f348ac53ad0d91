#include "app/environment/dotenvedit.h"

#include "app/environment/dotenvquoting.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("dotenv", text);
}

QByteArray applied(const QByteArray &bytes, const std::vector<DotenvSplice> &splices)
{
    QByteArray result;
    qsizetype at = 0;
    for (const DotenvSplice &splice : splices) {
        result += bytes.sliced(at, splice.start - at);
        result += splice.text;
        at = splice.end;
    }
    return result + bytes.sliced(at);
}

/// CRLF when the file's first line ends so, else LF.
QByteArray lineEnd(const QByteArray &bytes)
{
    const qsizetype newline = bytes.indexOf('\n');
    return newline > 0 && bytes[newline - 1] == '\r' ? QByteArrayLiteral("\r\n") : QByteArrayLiteral("\n");
}

bool isWritableKey(const QString &key)
{
    return !key.isEmpty() && !key.startsWith(u'\'') && key != QLatin1String("export")
        && std::none_of(key.begin(), key.end(),
            [](QChar c) { return c == u'=' || c == u'#' || c.isSpace() || c.isNull(); });
}

DotenvValues without(DotenvValues values, const QString &key)
{
    std::erase_if(values, [&](const auto &entry) { return entry.first == key; });
    return values;
}

std::optional<QString> valueIn(const DotenvDocument &document, const QString &key)
{
    const DotenvStatement *statement = document.statementOf(key);
    return statement ? statement->value : std::nullopt;
}

/// Where the value of the key goes, and what stands around it.
struct Slot {
    qsizetype start = 0;
    qsizetype end = 0;
    QByteArray before; ///< written in front of the value: "=", "KEY="
    QByteArray after;
    std::optional<DotenvQuoting> quoting{}; ///< of the value that is there
};

/// `# KEY=…` on a line of its own: the document with the mark taken away, when that sets the key.
struct Uncommented {
    DotenvDocument document;
    DotenvSplice splice;
};

std::optional<Uncommented> uncommented(const DotenvDocument &document, const QString &key)
{
    const QByteArray &bytes = document.bytes();
    for (const DotenvStatement &statement : document.statements()) {
        if (statement.key || statement.invalid)
            continue;
        const qsizetype mark = bytes.indexOf('#', statement.start);
        if (mark < 0 || mark >= statement.end)
            continue;
        qsizetype end = mark + 1;
        while (end < statement.end && (bytes[end] == ' ' || bytes[end] == '#'))
            ++end;
        const Result<DotenvDocument> line
            = DotenvDocument::parse(bytes.sliced(end, statement.end - end), document.path());
        if (!line || line->statements().size() != 1 || line->statements().front().key != key
            || line->statements().front().valueStart < 0)
            continue;
        const DotenvSplice splice{mark, end, {}};
        Result<DotenvDocument> whole = DotenvDocument::parse(applied(bytes, {splice}), document.path());
        if (whole && whole->statementOf(key))
            return Uncommented{std::move(whole).value(), splice};
    }
    return std::nullopt;
}

Slot slotOf(const DotenvDocument &document, const QString &key)
{
    const QByteArray &bytes = document.bytes();
    const DotenvStatement *statement = document.statementOf(key);
    if (!statement) {
        const QByteArray end = lineEnd(bytes);
        const bool open = !bytes.isEmpty() && !bytes.endsWith('\n') && !bytes.endsWith('\r');
        return {bytes.size(), bytes.size(), (open ? end : QByteArray()) + key.toUtf8() + '=', end};
    }
    if (statement->valueStart >= 0) {
        const QByteArrayView written(
            bytes.constData() + statement->valueStart, statement->valueEnd - statement->valueStart);
        return {statement->valueStart, statement->valueEnd, {}, {},
            written.isEmpty() ? std::nullopt : std::optional(quotingOf(written))};
    }
    // A key without `=`: the sign goes directly behind its name.
    const qsizetype at = bytes.indexOf(key.toUtf8(), statement->start) + key.toUtf8().size();
    return {at, at, "=", {}};
}

/// The edit when python-dotenv reads exactly this value back and every other key as before.
std::optional<DotenvEdit> attempt(const DotenvDocument &document, const Slot &slot, const QString &key,
    const QString &value, DotenvQuoting quoting)
{
    QByteArray written = quoted(value, quoting).toUtf8();
    if (lineEnd(document.bytes()) == "\r\n")
        written.replace("\n", "\r\n");
    DotenvEdit edit;
    edit.splices.push_back({slot.start, slot.end, slot.before + written + slot.after});
    edit.bytes = applied(document.bytes(), edit.splices);
    const Result<DotenvDocument> again = DotenvDocument::parse(edit.bytes, document.path());
    if (!again || valueIn(*again, key) != value
        || without(again->rawValues(), key) != without(document.rawValues(), key)
        || again->invalidLines().size() != document.invalidLines().size())
        return std::nullopt;
    edit.warnings = otherReadings(value, quoting);
    return edit;
}

Error unwritable(const DotenvDocument &document, const QString &key, const QString &why)
{
    return {ErrorKind::InvalidCall, tr("%1 cannot be written: %2").arg(key, why), {}, {document.path()}};
}

} // namespace

Result<DotenvEdit> setDotenvValue(const DotenvDocument &document, const QString &key, const QString &value)
{
    if (value.contains(QChar(u'\0')))
        return unwritable(document, key, tr("no environment can hold a NUL character"));
    const DotenvStatement *statement = document.statementOf(key);
    if (!statement && !isWritableKey(key))
        return unwritable(document, key, tr("a name has no blank, = or # and does not start with a quote"));
    if (statement && statement->value == value)
        return DotenvEdit{{}, document.bytes(), {}};
    if (!statement) {
        if (const auto shown = uncommented(document, key)) {
            Result<DotenvEdit> edit = setDotenvValue(shown->document, key, value);
            if (!edit)
                return edit;
            // Offsets behind the removed mark are those of the shorter text: move them back.
            const qsizetype removed = shown->splice.end - shown->splice.start;
            for (DotenvSplice &splice : edit->splices) {
                splice.start += removed;
                splice.end += removed;
            }
            edit->splices.insert(edit->splices.begin(), shown->splice);
            return edit;
        }
    }
    const Slot slot = slotOf(document, key);
    std::optional<DotenvEdit> best;
    const std::array order{slot.quoting.value_or(DotenvQuoting::Bare), DotenvQuoting::Bare,
        DotenvQuoting::Single, DotenvQuoting::Double};
    for (const DotenvQuoting quoting : order) {
        std::optional<DotenvEdit> edit = attempt(document, slot, key, value, quoting);
        if (edit && (!best || edit->warnings.size() < best->warnings.size()))
            best = std::move(edit);
        if (best && best->warnings.isEmpty())
            break;
    }
    if (!best)
        return unwritable(document, key,
            tr("python-dotenv reads this value back in no quoting, or another statement of the file would "
               "change"));
    return std::move(*best);
}

Result<DotenvEdit> unsetDotenvKey(const DotenvDocument &document, const QString &key)
{
    const QByteArray &bytes = document.bytes();
    DotenvEdit edit;
    for (const DotenvStatement &statement : document.statements()) {
        if (statement.key != key)
            continue;
        // The blank lines in front belong to the statement; they stay.
        qsizetype start = statement.start;
        for (qsizetype at = start; at < statement.end
             && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n');
             ++at) {
            if (bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] != '\n'))
                start = at + 1;
        }
        edit.splices.push_back({start, statement.end, {}});
    }
    edit.bytes = applied(bytes, edit.splices);
    const Result<DotenvDocument> again = DotenvDocument::parse(edit.bytes, document.path());
    if (!again || again->rawValues() != without(document.rawValues(), key))
        return unwritable(document, key, tr("another statement of the file would change"));
    return edit;
}

} // namespace stillroom

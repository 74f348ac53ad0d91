#include "migrations/sql/splitter.h"

#include "migrations/sql/parsetree.h"

#include <pg_query.h>

#include <algorithm>

namespace stillroom
{

namespace
{

struct ByteRange {
    int start = 0;
    int length = 0;
};

std::vector<ByteRange> rangesOf(const PgQuerySplitResult &result)
{
    std::vector<ByteRange> ranges;
    for (int i = 0; i < result.n_stmts; ++i)
        ranges.push_back({result.stmts[i]->stmt_location, result.stmts[i]->stmt_len});
    return ranges;
}

/// Byte ranges, in ascending order, to trimmed pieces with character offsets and lines.
std::vector<SqlPiece> piecesOf(const QByteArray &text, const std::vector<ByteRange> &ranges)
{
    std::vector<SqlPiece> pieces;
    int byte = 0;
    int character = 0;
    int line = 1;
    for (ByteRange range : ranges) {
        while (range.length > 0 && std::isspace(static_cast<unsigned char>(text.at(range.start)))) {
            ++range.start;
            --range.length;
        }
        const QString skipped = QString::fromUtf8(text.constData() + byte, range.start - byte);
        character += int(skipped.size());
        line += int(skipped.count(QLatin1Char('\n')));
        byte = range.start;
        const QString sql = QString::fromUtf8(text.constData() + range.start, range.length);
        pieces.push_back({sql.trimmed(), character, line});
    }
    return pieces;
}

SqlPiece wholeText(const QString &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return !c.isSpace(); });
    const int start = int(first - text.begin());
    return {text.trimmed(), start, 1 + int(text.left(start).count(QLatin1Char('\n')))};
}

} // namespace

Result<SplitSql> splitSql(const QString &text)
{
    if (text.contains(QChar(u'\0'))) {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("The SQL text holds a NUL character, which PostgreSQL cannot take. Remove it.")};
    }
    const QByteArray utf8 = text.toUtf8();
    SplitSql split;
    const bool parsed = onParserStack(utf8, [&] {
        const PgQuerySplitResult result = pg_query_split_with_parser(utf8.constData());
        if (result.error) {
            split.understood = false;
            split.error = QString::fromUtf8(result.error->message);
            split.errorPosition = result.error->cursorpos;
        } else {
            split.pieces = piecesOf(utf8, rangesOf(result));
        }
        pg_query_free_split_result(result);
    });
    if (!parsed) {
        split.understood = false;
        split.error = QStringLiteral("the text is too large to be judged");
    }
    if (!split.understood)
        split.pieces = {wholeText(text)};
    return split;
}

} // namespace stillroom

#include "app/environment/dotenvparser.h"

namespace stillroom
{

namespace
{

/// Python's str.isspace(), which is what `\s` means in its patterns.
bool isPythonSpace(QChar c)
{
    const ushort u = c.unicode();
    return (u >= 0x09 && u <= 0x0d) || (u >= 0x1c && u <= 0x20) || u == 0x85 || u == 0xa0 || u == 0x1680
        || (u >= 0x2000 && u <= 0x200a) || u == 0x2028 || u == 0x2029 || u == 0x202f || u == 0x205f
        || u == 0x3000;
}

bool isBlank(QChar c)
{
    return isPythonSpace(c) && c != u'\n' && c != u'\r';
}

/// The character an escape stands for, or null when the pair stays as written.
QChar escaped(QChar c, QChar quote)
{
    if (c == u'\\' || c == u'\'')
        return c;
    if (quote == u'\'')
        return {};
    switch (c.unicode()) {
    case '"':
        return u'"';
    case 'a':
        return u'\a';
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    case 'v':
        return u'\v';
    default:
        return {};
    }
}

/// Undoes the escapes of a quoted value and turns line ends into LF.
QString decoded(QStringView text, QChar quote)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        const QChar meant = c == u'\\' ? escaped(next, quote) : QChar();
        if (!meant.isNull()) {
            result += meant;
            ++i;
        } else if (c == u'\r') {
            result += u'\n';
            if (next == u'\n')
                ++i;
        } else {
            result += c;
        }
    }
    return result;
}

int lineEnds(QStringView text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\n' || (text[i] == u'\r' && (i + 1 == text.size() || text[i + 1] != u'\n')))
            ++count;
    }
    return count;
}

qsizetype utf8Length(QStringView text)
{
    qsizetype length = 0;
    for (const QChar c : text) {
        // A surrogate pair is four bytes: two for each half.
        length += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    }
    return length;
}

} // namespace

std::vector<DotenvStatement> DotenvParser::parse()
{
    std::vector<DotenvStatement> statements;
    while (!atEnd())
        statements.push_back(readStatement());
    return statements;
}

DotenvStatement DotenvParser::readStatement()
{
    const qsizetype start = m_at;
    DotenvStatement statement;
    statement.line = m_line;
    statement.start = bytesTo(start);
    while (!atEnd() && isPythonSpace(peek()))
        ++m_at;
    statement.keyLine = m_line + lineEnds(m_text.sliced(start, m_at - start));
    if (!atEnd() && !readBinding(statement)) {
        skipLine();
        DotenvStatement invalid;
        invalid.start = statement.start;
        invalid.line = statement.line;
        invalid.keyLine = statement.keyLine;
        invalid.invalid = true;
        statement = invalid;
    }
    m_line += lineEnds(m_text.sliced(start, m_at - start));
    if (statement.valueStart >= 0) {
        statement.valueStart = bytesTo(statement.valueStart);
        statement.valueEnd = bytesTo(statement.valueEnd);
    }
    statement.end = bytesTo(m_at);
    return statement;
}

/// False for an invalid statement; m_at then stands where python-dotenv gave up.
bool DotenvParser::readBinding(DotenvStatement &statement)
{
    skipExport();
    if (!readKey(statement))
        return false;
    skipBlanks();
    if (peek() == u'=') {
        ++m_at;
        skipBlanks();
        if (!readValue(statement))
            return false;
    }
    const qsizetype beforeComment = m_at;
    skipBlanks();
    if (peek() == u'#') {
        while (!atLineEnd())
            ++m_at;
    } else {
        m_at = beforeComment;
    }
    return readLineEnd();
}

void DotenvParser::skipExport()
{
    const QStringView word = u"export";
    if (!m_text.sliced(m_at).startsWith(word))
        return;
    const qsizetype after = m_at + word.size();
    if (after < m_text.size() && isBlank(m_text[after])) {
        m_at = after;
        skipBlanks();
    }
}

bool DotenvParser::readKey(DotenvStatement &statement)
{
    if (peek() == u'#')
        return true;
    if (peek() == u'\'') {
        const qsizetype close = m_text.indexOf(u'\'', m_at + 1);
        if (close <= m_at + 1)
            return false;
        statement.key = decoded(m_text.sliced(m_at + 1, close - m_at - 1), QChar());
        m_at = close + 1;
        return true;
    }
    const qsizetype start = m_at;
    while (!atEnd() && peek() != u'=' && peek() != u'#' && !isPythonSpace(peek()))
        ++m_at;
    if (m_at == start)
        return false;
    statement.key = m_text.sliced(start, m_at - start).toString();
    return true;
}

bool DotenvParser::readValue(DotenvStatement &statement)
{
    if (peek() == u'\'' || peek() == u'"')
        return readQuoted(peek(), statement);
    readBare(statement);
    return true;
}

/// python-dotenv's pattern prefers to read a quote behind a backslash as escaped, and goes back to the
/// last such quote when no other closes the value before the end of the file.
bool DotenvParser::readQuoted(QChar quote, DotenvStatement &statement)
{
    const qsizetype open = m_at;
    qsizetype close = -1;
    qsizetype lastEscaped = -1;
    for (qsizetype i = open + 1; i < m_text.size(); ++i) {
        if (m_text[i] == quote) {
            close = i;
            break;
        }
        if (m_text[i] == u'\\' && i + 1 < m_text.size() && m_text[i + 1] == quote)
            lastEscaped = ++i;
    }
    if (close < 0)
        close = lastEscaped;
    if (close < 0)
        return false;
    statement.value = decoded(m_text.sliced(open + 1, close - open - 1), quote);
    statement.valueStart = open;
    statement.valueEnd = m_at = close + 1;
    return true;
}

void DotenvParser::readBare(DotenvStatement &statement)
{
    const qsizetype start = m_at;
    while (!atLineEnd())
        ++m_at;
    QStringView value = m_text.sliced(start, m_at - start);
    for (qsizetype i = 1; i < value.size(); ++i) {
        if (value[i] == u'#' && isPythonSpace(value[i - 1])) {
            value = value.first(i);
            break;
        }
    }
    while (!value.isEmpty() && isPythonSpace(value.back()))
        value.chop(1);
    statement.value = value.toString();
    statement.valueStart = start;
    statement.valueEnd = start + value.size();
}

void DotenvParser::skipBlanks()
{
    while (!atEnd() && isBlank(peek()))
        ++m_at;
}

void DotenvParser::skipLine()
{
    while (!atLineEnd())
        ++m_at;
    readLineEnd();
}

bool DotenvParser::readLineEnd()
{
    skipBlanks();
    if (atEnd())
        return true;
    if (!atLineEnd())
        return false;
    if (m_text.sliced(m_at).startsWith(u"\r\n"))
        ++m_at;
    ++m_at;
    return true;
}

/// Positions are asked for in rising order within a statement, so every character is counted once.
qsizetype DotenvParser::bytesTo(qsizetype position)
{
    m_bytes += utf8Length(m_text.sliced(m_countedTo, position - m_countedTo));
    m_countedTo = position;
    return m_bytes;
}

} // namespace stillroom

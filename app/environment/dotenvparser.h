#pragma once

#include "app/environment/dotenv.h"

#include <QStringView>

namespace stillroom
{

/// One pass of python-dotenv's grammar over a decoded text (src/dotenv/parser.py of 1.2). Line ends are
/// read as Python's text mode does: CRLF and lone CR count as LF, also inside quoted values.
class DotenvParser
{
public:
    explicit DotenvParser(QStringView text)
        : m_text(text)
    {
    }

    std::vector<DotenvStatement> parse();

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_text[m_at]; }
    bool atLineEnd() const { return atEnd() || peek() == u'\n' || peek() == u'\r'; }

    DotenvStatement readStatement();
    bool readBinding(DotenvStatement &statement);
    bool readKey(DotenvStatement &statement);
    bool readValue(DotenvStatement &statement);
    bool readQuoted(QChar quote, DotenvStatement &statement);
    void readBare(DotenvStatement &statement);
    void skipExport();
    void skipBlanks();
    void skipLine();
    bool readLineEnd();
    qsizetype bytesTo(qsizetype position);

    QStringView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    qsizetype m_countedTo = 0; ///< characters whose bytes are in m_bytes
    qsizetype m_bytes = 0;
};

} // namespace stillroom

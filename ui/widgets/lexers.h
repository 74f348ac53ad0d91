#pragma once

#include "ui/shell/tokens.h"
#include "ui/widgets/qsci.h"

namespace stillroom
{

/// QScintilla's SQL lexer with PostgreSQL's key words (its own list lacks INDEX, for one).
class PostgresLexer : public QsciLexerSQL
{
public:
    using QsciLexerSQL::QsciLexerSQL;
    const char *keywords(int set) const override;
};

/// Gives every style of the lexer a colour, paper and font; a forgotten one would be unreadable in
/// the dark theme.
void styleLexer(QsciLexerSQL &lexer, const Tokens &tokens, const QFont &font);
void styleLexer(QsciLexerPython &lexer, const Tokens &tokens, const QFont &font);

} // namespace stillroom

#include "ui/widgets/lexers.h"

namespace stillroom
{
namespace
{

constexpr int styleCount = 128; // Scintilla's own limit for lexer styles

void base(QsciLexer &lexer, const Tokens &t, const QFont &font)
{
    lexer.setDefaultColor(t.text);
    lexer.setDefaultPaper(t.code);
    lexer.setDefaultFont(font);
    for (int style = 0; style < styleCount; ++style) {
        lexer.setColor(t.text, style);
        lexer.setPaper(t.code, style);
        lexer.setFont(font, style);
        lexer.setEolFill(false, style);
    }
}

} // namespace

// Reserved words first, then the words of data definition; set 5 (lower case types) gets a colour of
// its own. Source: PostgreSQL 15, SQL key words (appendix C) and data types (chapter 8).
const char *PostgresLexer::keywords(int set) const
{
    if (set == 1) {
        return "access action add after all also alter always analyse analyze and any array as asc "
               "asymmetric "
               "attach authorization autovacuum before begin between binary both by cache cascade case cast "
               "check cluster collate collation column comment comments commit committed concurrently "
               "conflict "
               "constraint constraints copy create cross current current_catalog current_date current_role "
               "current_schema current_time current_timestamp current_user cycle data database default "
               "deferrable deferred delete desc detach disable distinct do domain drop each else enable end "
               "enum escape except exclude exclusive execute exists explain extension external false fetch "
               "filter first following for force foreign freeze from full function generated global grant "
               "granted group grouping having hash identity if ilike immediate immutable in include "
               "including "
               "increment index inherit inherits initially inner insert instead intersect into invoker is "
               "isnull isolation join key language last lateral leading leakproof left level like limit list "
               "local localtime localtimestamp lock logged match materialized maxvalue merge minvalue mode "
               "natural next no none not nothing notnull notify nowait null nulls of off offset oids on only "
               "operator option or order others outer over overlaps owned owner parallel partition "
               "partitions "
               "placing plpgsql policy primary privileges procedure procedural public publication range read "
               "recursive references refresh reindex release rename repeatable replace replica reset restart "
               "restrict return returning returns revoke right role rollback row rows rule savepoint schema "
               "security select sequence sequences serializable session session_user set share show similar "
               "simple some stable start statement statistics storage strict subscription symmetric system "
               "table tables tablespace temp temporary then to trailing transaction trigger true truncate "
               "trusted type types unbounded uncommitted union unique unlogged until update user using "
               "vacuum "
               "valid validate validator value values variadic verbose version view views volatile when "
               "where "
               "window with within without work write zone";
    }
    if (set == 5) {
        return "bigint bigserial bit bool boolean box bpchar bytea char character cidr circle citext date "
               "daterange decimal double float float4 float8 hstore inet int int2 int4 int4range int8 "
               "int8range integer interval json jsonb line lseg macaddr macaddr8 money name numeric numrange "
               "oid path pg_lsn point polygon precision real regclass serial smallint smallserial text time "
               "timestamp timestamptz timetz tsquery tsrange tstzrange tsvector uuid varchar varying xml";
    }
    return nullptr;
}

void styleLexer(QsciLexerSQL &lexer, const Tokens &t, const QFont &font)
{
    base(lexer, t, font);
    for (const int style : {QsciLexerSQL::Keyword, QsciLexerSQL::PlusKeyword})
        lexer.setColor(t.keyword, style);
    for (const int style : {QsciLexerSQL::SingleQuotedString})
        lexer.setColor(t.string, style);
    for (const int style : {QsciLexerSQL::Comment, QsciLexerSQL::CommentLine, QsciLexerSQL::CommentDoc,
             QsciLexerSQL::CommentLineHash, QsciLexerSQL::PlusComment, QsciLexerSQL::PlusPrompt}) {
        lexer.setColor(t.comment, style);
    }
    lexer.setColor(t.number, QsciLexerSQL::Number);
    lexer.setColor(t.type, QsciLexerSQL::KeywordSet5);
}

void styleLexer(QsciLexerPython &lexer, const Tokens &t, const QFont &font)
{
    base(lexer, t, font);
    lexer.setColor(t.keyword, QsciLexerPython::Keyword);
    for (const int style : {QsciLexerPython::DoubleQuotedString, QsciLexerPython::SingleQuotedString,
             QsciLexerPython::TripleSingleQuotedString, QsciLexerPython::TripleDoubleQuotedString,
             QsciLexerPython::UnclosedString, QsciLexerPython::DoubleQuotedFString,
             QsciLexerPython::SingleQuotedFString, QsciLexerPython::TripleSingleQuotedFString,
             QsciLexerPython::TripleDoubleQuotedFString}) {
        lexer.setColor(t.string, style);
    }
    for (const int style : {QsciLexerPython::Comment, QsciLexerPython::CommentBlock})
        lexer.setColor(t.comment, style);
    lexer.setColor(t.number, QsciLexerPython::Number);
    for (const int style :
        {QsciLexerPython::FunctionMethodName, QsciLexerPython::ClassName, QsciLexerPython::Decorator}) {
        lexer.setColor(t.type, style);
    }
}

} // namespace stillroom

#pragma once

#include "migrations/python/arena.h"
#include "migrations/python/lexer.h"
#include "migrations/python/parser.h"
#include "migrations/python/syntax.h"

#include <QVarLengthArray>

#include <algorithm>
#include <string>

namespace stillroom::python
{

/// Children while they are gathered; Arena::copy() keeps them.
template<typename T> using Gathered = QVarLengthArray<T, 8>;

/// Recursive descent over Lexer's tokens into an Arena. Mirrors CPython's Grammar/python.gram.
///
/// After a refusal the cursor stands on an Error token for good: nothing matches it, every loop ends,
/// and the nodes that come back are discarded. So no step needs to check the one before.
class TreeParser
{
public:
    TreeParser(const Source &source, Arena &arena, Lexer &lexer, ParseDepth depth);

    /// All statements up to the end of the text.
    Suite parseFile();
    /// The statements of one indented block, up to its end.
    Suite parseBlock();

    bool isRefused() const { return m_isRefused; }
    /// What CPython would report: a refusal of the lexer further down wins over one of the grammar.
    Refusal refusal();

private:
    /// Enters one level of recursion; refuses past mostLevels.
    class Level
    {
    public:
        explicit Level(TreeParser &parser);
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;
        ~Level() { --m_parser.m_levels; }

    private:
        TreeParser &m_parser;
    };
    struct Checkpoint {
        const Token *at;
        std::uint32_t previousEnd;
    };
    enum class TargetUse { Assign, Single, Delete };

    // treeparser.cpp: cursor
    TokenKind kind() const { return m_at->kind; }
    bool at(TokenKind wanted) const { return m_at->kind == wanted; }
    bool atName(std::string_view softKeyword) const;
    std::uint32_t begin() const { return m_at->begin; }
    const Token &take()
    {
        m_previousEnd = m_at->end;
        return *m_at++;
    }
    bool accept(TokenKind wanted)
    {
        if (!at(wanted))
            return false;
        take();
        return true;
    }
    bool expect(TokenKind wanted);
    std::string_view expectName();
    std::string_view nameOf(const Token &token);
    void takeLine();
    void refuse(const QString &message) { refuseAt(begin(), message); }
    void refuseAt(std::uint32_t offset, const QString &message);
    void refuseUnexpected();
    void noteIndentation();
    Checkpoint checkpoint() const { return {m_at, m_previousEnd}; }
    void returnTo(const Checkpoint &checkpoint);

    // statementparser.cpp
    void parseStatement(Gathered<const Statement *> &statements);
    void parseSimpleStatements(Gathered<const Statement *> &statements);
    const Statement *parseSimpleStatement();
    const Statement *parseExpressionStatement();
    const Statement *parseAssign(std::uint32_t begin, const Expression *first);
    const Statement *parseAnnotatedAssign(std::uint32_t begin, const Expression *target, bool isSimple);
    const Statement *parseAugmentedAssign(std::uint32_t begin, const Expression *target, BinaryOperator op);
    const Statement *parseReturn();
    const Statement *parseRaise();
    const Statement *parseDelete();
    const Statement *parseAssert();
    template<typename T> const Statement *parseNameList();
    template<typename T> const Statement *parseBare();
    bool beginsTypeAlias() const;
    const Statement *parseTypeAlias();

    // importparser.cpp
    const Statement *parseImport();
    const Statement *parseImportFrom();
    Values<ImportedName> parseImportedNames();
    std::string_view parseDottedName();

    // compoundparser.cpp
    const Statement *parseCompoundStatement();
    Suite parseSuite(bool mayBeSkipped = false);
    Suite skipSuite();
    Suite parseElse();
    const Statement *parseIf();
    const Statement *parseWhile();
    const Statement *parseFor(std::uint32_t begin, bool isAsync);
    const Statement *parseWith(std::uint32_t begin, bool isAsync);
    Values<WithItem> parseWithItems();
    bool parseBracketedWithItems(Gathered<WithItem> &items);
    WithItem parseWithItem();
    const Statement *parseTry();
    ExceptHandler parseHandler(bool isStar);
    const Statement *parseAsync();

    // definitionparser.cpp
    const Statement *parseDecorated();
    const Statement *parseFunction(std::uint32_t begin, Nodes<Expression> decorators, bool isAsync);
    const Statement *parseClass(Nodes<Expression> decorators);
    Values<TypeParameter> parseTypeParameters();
    TypeParameter parseTypeParameter();
    Values<Parameter> parseParameters(TokenKind closing, bool mayBeAnnotated);
    Parameter parseParameter(ParameterKind kind, bool mayBeAnnotated);

    // patternparser.cpp
    bool beginsMatch() const;
    const Statement *parseMatch();
    const Expression *parseSubject();
    MatchCase parseCase();
    const Pattern *parsePatterns();
    const Pattern *parsePattern();
    const Pattern *parseOrPattern();
    const Pattern *parseClosedPattern();
    const Pattern *parseStarPattern();
    const Pattern *parseElementPattern();
    const Pattern *parseSequencePattern(TokenKind closing);
    const Pattern *parseGroupOrSequencePattern();
    const Pattern *parseMappingPattern();
    const Expression *parseMappingKey();
    const Pattern *parseClassPattern(std::uint32_t begin, const Expression *type);
    const Pattern *parseNamePattern();
    const Expression *parseNumberPattern();
    std::string_view parseCaptureName();

    // expressionparser.cpp
    const Expression *parseStarExpressions();
    const Expression *parseYieldOrStarExpressions();
    const Expression *parseStarExpression();
    const Expression *parseStarNamedExpression();
    const Expression *parseNamedExpression();
    const Expression *parseExpression();
    const Expression *parseLambda();
    const Expression *parseYield();
    const Expression *parseBinary(int minimum);
    const Expression *parseDisjunction();
    const Expression *parseUnpacked(); // the value after `**` in a dict
    const Expression *parseBoolean(std::uint32_t begin, const Expression *first, BooleanOperator op);
    const Expression *parseComparison(std::uint32_t begin, const Expression *first);
    const Expression *parseUnary(int minimum);
    const Expression *parsePower();
    const Expression *parsePrimary();
    const Expression *parseTargets(); // what stands between `for` and `in`
    bool beginsExpression() const;

    // callparser.cpp
    const Expression *parseCall(std::uint32_t begin, const Expression *function);
    struct Arguments {
        Gathered<const Expression *> positional;
        Gathered<Keyword> keywords;
        bool isUnpacked = false; ///< a `**value` was seen
        bool isGenerator = false; ///< the only one is a generator without brackets of its own
    };
    void parseArguments(Arguments &arguments);
    void parseArgument(Arguments &arguments);
    void parseKeywordArgument(Arguments &arguments);
    const Expression *parseSubscript(std::uint32_t begin, const Expression *value);
    const Expression *parseSlice();

    // atomparser.cpp
    const Expression *parseAtom();
    const Expression *parseBracketed();
    const Expression *parseListDisplay();
    const Expression *parseBraceDisplay();
    const Expression *parseDictDisplay(std::uint32_t begin, const Expression *firstKey);
    const Expression *parseSetDisplay(std::uint32_t begin, const Expression *first, bool isStarred);
    void gatherElements(Gathered<const Expression *> &elements, TokenKind closing);
    bool beginsComprehension() const;
    Values<ComprehensionClause> parseClauses();
    ComprehensionClause parseClause();

    // stringparser.cpp
    const Expression *parseNumber();
    const Expression *parseStrings();
    const Expression *parseJoinedStrings();
    void parseFString(Gathered<const Expression *> &parts);
    void parseSubstitution(Gathered<const Expression *> &parts);
    const FormattedString *parseFormat();
    void addText(const Token &token, std::string_view text, bool inFString);
    void flushText(std::uint32_t begin, Gathered<const Expression *> &parts);

    // targets.cpp
    bool checkTarget(const Expression *target, TargetUse use);
    void refuseTarget(const Expression *target, TargetUse use);

    template<typename T, typename... Members> const T *make(std::uint32_t begin, Members... members)
    {
        int height = 0;
        ((height = std::max(height, heightOf(members))), ...);
        if (height >= mostLevels) [[unlikely]]
            refuseAt(begin, QStringLiteral("this expression is nested more than 1000 levels deep"));
        const Expression base{T::Kind, static_cast<std::uint16_t>(height + 1), {begin, m_previousEnd}};
        return m_arena.make<T>(base, members...);
    }
    template<typename T, typename... Members>
    const Statement *makeStatement(std::uint32_t begin, Members... members)
    {
        return m_arena.make<T>(Statement{T::Kind, {begin, m_previousEnd}}, members...);
    }
    template<typename T, typename... Members>
    const Pattern *makePattern(std::uint32_t begin, Members... members)
    {
        return m_arena.make<T>(Pattern{T::Kind, {begin, m_previousEnd}}, members...);
    }
    template<typename T> std::span<const T> keep(const Gathered<T> &gathered)
    {
        return m_arena.copy(std::span<const T>(gathered.data(), static_cast<std::size_t>(gathered.size())));
    }

    static int heightOf(const Expression *node) { return node ? node->height : 0; }
    static int heightOf(const DictItem &item) { return std::max(heightOf(item.key), heightOf(item.value)); }
    static int heightOf(const Comparand &comparand) { return heightOf(comparand.operand); }
    static int heightOf(const Keyword &keyword) { return heightOf(keyword.value); }
    static int heightOf(const Parameter &parameter)
    {
        return std::max(heightOf(parameter.annotation), heightOf(parameter.defaultValue));
    }
    static int heightOf(const ComprehensionClause &clause)
    {
        return std::max({heightOf(clause.target), heightOf(clause.iterable), heightOf(clause.conditions)});
    }
    template<typename T> static int heightOf(std::span<const T> children)
    {
        int height = 0;
        for (const T &child : children)
            height = std::max(height, heightOf(child));
        return height;
    }
    /// Members that hold no expression.
    template<typename T>
    requires(!std::is_convertible_v<T, const Expression *>) static int heightOf(const T &) { return 0; }

    const Source &m_source;
    Arena &m_arena;
    Lexer &m_lexer;
    ParseDepth m_depth;
    const Token *m_at;
    std::uint32_t m_previousEnd = 0;
    Extent m_lastOperand; ///< the last expression read, for expect()
    int m_levels = 0;
    bool m_isRefused = false;
    bool m_isAtIndentation = false;
    bool m_isLexical = false; ///< the refusal met an Error token of the lexer
    Refusal m_refusal;
    std::string m_text; ///< the literal that is being decoded
};

} // namespace stillroom::python

#include "dump.h"
#include "dumpnames.h"

#include <array>
#include <bit>
#include <cstdio>

namespace stillroom::python
{

namespace
{

class Dumper
{
public:
    Dumper(const Module &module, DumpPlaces places)
        : m_module(module)
        , m_places(places == DumpPlaces::Yes)
    {
    }

    std::string take() { return std::move(m_out); }

    void list(const Suite &suite) { list(suite.statements); }

private:
    // Writes `Name@place(field, …)`.
    template<typename... Fields> void node(const char *name, const Extent &extent, const Fields &...fields)
    {
        m_out += name;
        if (m_places && m_stringDepth == 0)
            place(extent);
        m_out += '(';
        (field(fields), ...);
        m_out += ')';
    }
    template<typename... Fields> void bare(const char *name, const Fields &...fields)
    {
        m_out += name;
        m_out += '(';
        (field(fields), ...);
        m_out += ')';
    }

    void place(const Extent &extent)
    {
        std::array<char, 64> text{};
        const auto column = [this](std::uint32_t offset) {
            const std::string_view before = m_module.source().text().substr(0, offset);
            const std::size_t lineEnd = before.find_last_of("\r\n");
            return static_cast<int>(lineEnd == std::string_view::npos ? offset : offset - lineEnd - 1);
        };
        const auto line = [this](std::uint32_t offset) { return m_module.source().line(offset); };
        std::snprintf(text.data(), text.size(), "@%d:%d-%d:%d", line(extent.begin), column(extent.begin),
            line(extent.end), column(extent.end));
        m_out += text.data();
    }

    struct Text {
        std::string_view text;
    };
    struct Optional {
        std::string_view text; // empty: None
    };

    void separate()
    {
        if (!m_out.empty() && m_out.back() != '(' && m_out.back() != '[' && m_out.back() != ' ')
            m_out += ' ';
    }
    void field(const Text &value)
    {
        separate();
        quote('"', value.text);
    }
    void field(const Optional &value)
    {
        if (value.text.empty())
            field("-");
        else
            field(Text{value.text});
    }
    void field(const char *word)
    {
        separate();
        m_out += word;
    }
    void field(int number)
    {
        separate();
        m_out += std::to_string(number);
    }
    void field(const Suite &suite)
    {
        separate();
        list(suite);
    }
    void field(const Expression *expression)
    {
        separate();
        if (expression)
            write(*expression);
        else
            m_out += '-';
    }
    void field(const Pattern *pattern)
    {
        separate();
        if (pattern)
            write(*pattern);
        else
            m_out += '-';
    }
    template<typename T> void field(std::span<const T> children)
    {
        separate();
        list(children);
    }
    template<typename Write> void field(const Write &write) requires std::is_invocable_v<Write>
    {
        separate();
        write();
    }
    template<typename T> void list(std::span<const T> children)
    {
        m_out += '[';
        for (const T &child : children)
            item(child);
        m_out += ']';
    }

    void item(const Expression *expression) { field(expression); }
    void item(const Pattern *pattern) { field(pattern); }
    void item(const Statement *statement)
    {
        separate();
        write(*statement);
    }
    void item(std::string_view name) { field(Text{name}); }
    void item(const Keyword &keyword)
    {
        separate();
        node("keyword", keyword.extent, Optional{keyword.name}, keyword.value);
    }
    void item(const ImportedName &name)
    {
        separate();
        node("alias", name.extent, Text{name.name}, Optional{name.alias});
    }
    void item(const WithItem &with)
    {
        separate();
        bare("withitem", with.context, with.target);
    }
    void item(const ExceptHandler &handler)
    {
        separate();
        node("ExceptHandler", handler.extent, handler.type, Optional{handler.name}, handler.body);
    }
    void item(const MatchCase &matchCase)
    {
        separate();
        bare("match_case", matchCase.pattern, matchCase.guard, matchCase.body);
    }
    void item(const ComprehensionClause &clause)
    {
        separate();
        bare("comprehension", clause.target, clause.iterable, clause.conditions, clause.isAsync ? 1 : 0);
    }
    void item(const TypeParameter &parameter)
    {
        separate();
        static constexpr std::array names{"TypeVar", "TypeVarTuple", "ParamSpec"};
        const char *name = names[static_cast<std::size_t>(parameter.kind)];
        if (parameter.kind == TypeParameterKind::TypeVar)
            node(name, parameter.extent, Text{parameter.name}, parameter.bound, parameter.defaultValue);
        else
            node(name, parameter.extent, Text{parameter.name}, parameter.defaultValue);
    }
    void item(const Parameter &parameter)
    {
        separate();
        node("arg", parameter.extent, Text{parameter.name}, parameter.annotation);
    }

    void quote(char prefix, std::string_view text)
    {
        m_out += prefix;
        for (const char byte : text) {
            if (byte == '\\' || byte == '\n') {
                m_out += '\\';
                m_out += byte == '\n' ? 'n' : '\\';
            } else {
                m_out += byte;
            }
        }
        m_out += '"';
    }
    void constant(const Extent &extent, std::string_view value)
    {
        node("Constant", extent, [&] { m_out += value; });
    }
    void number(const Extent &extent, char prefix, double value)
    {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%c%016llx", prefix,
            static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(value)));
        constant(extent, text.data());
    }

    void parameters(Values<Parameter> all)
    {
        const auto some = [this, all](auto chosen) {
            return [this, all, chosen] {
                m_out += '[';
                for (const Parameter &parameter : all) {
                    if (chosen(parameter))
                        item(parameter);
                }
                m_out += ']';
            };
        };
        const auto of = [&](ParameterKind kind) {
            return some([kind](const Parameter &parameter) { return parameter.kind == kind; });
        };
        const auto one = [this, all](ParameterKind kind) {
            return [this, all, kind] {
                for (const Parameter &parameter : all) {
                    if (parameter.kind == kind)
                        return item(parameter);
                }
                m_out += '-';
            };
        };
        const auto defaults = [this, all](bool keywordOnly) {
            return [this, all, keywordOnly] {
                m_out += '[';
                for (const Parameter &parameter : all) {
                    const bool isKeyword = parameter.kind == ParameterKind::KeywordOnly;
                    const bool isWanted = keywordOnly ? isKeyword : !isKeyword && parameter.defaultValue;
                    if (isWanted)
                        field(parameter.defaultValue);
                }
                m_out += ']';
            };
        };
        bare("arguments", of(ParameterKind::PositionalOnly), of(ParameterKind::Normal),
            one(ParameterKind::VarPositional), of(ParameterKind::KeywordOnly), defaults(true),
            one(ParameterKind::VarKeyword), defaults(false));
    }
    void typeParameters(Values<TypeParameter> parameters)
    {
        if (parameters.empty())
            return;
        m_out.pop_back();
        field(parameters);
        m_out += ')';
    }

    void write(const Expression &expression)
    {
        visit(expression, [this](const auto &typed) { put(typed); });
    }
    void write(const Statement &statement)
    {
        visit(statement, [this](const auto &typed) { put(typed); });
    }
    void write(const Pattern &pattern)
    {
        visit(pattern, [this](const auto &typed) { put(typed); });
    }

    void put(const Name &n) { node("Name", n.extent, Text{n.name}); }
    void put(const NoneLiteral &n) { constant(n.extent, "None"); }
    void put(const BoolLiteral &n) { constant(n.extent, n.value ? "True" : "False"); }
    void put(const EllipsisLiteral &n) { constant(n.extent, "Ellipsis"); }
    void put(const IntLiteral &n) { constant(n.extent, decimalText(n)); }
    void put(const FloatLiteral &n) { number(n.extent, 'f', n.value); }
    void put(const ImaginaryLiteral &n) { number(n.extent, 'j', n.value); }
    void put(const StringLiteral &n)
    {
        node("Constant", n.extent, [&] { quote('"', n.value); });
    }
    void put(const BytesLiteral &n)
    {
        node("Constant", n.extent, [&] {
            m_out += 'b';
            for (const char byte : n.value) {
                std::array<char, 4> hex{};
                std::snprintf(
                    hex.data(), hex.size(), "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
                m_out += hex.data();
            }
        });
    }
    void put(const FormattedString &n)
    {
        node("JoinedStr", n.extent, [&] {
            ++m_stringDepth;
            list(n.parts);
            --m_stringDepth;
        });
    }
    void put(const FormattedValue &n)
    {
        node("FormattedValue", n.extent, n.value, n.conversion == 0 ? -1 : static_cast<int>(n.conversion),
            static_cast<const Expression *>(n.format));
    }
    void put(const Tuple &n) { node("Tuple", n.extent, n.elements); }
    void put(const List &n) { node("List", n.extent, n.elements); }
    void put(const Set &n) { node("Set", n.extent, n.elements); }
    void put(const Dict &n)
    {
        const auto keys = [&] {
            m_out += '[';
            for (const DictItem &item : n.items)
                field(item.key);
            m_out += ']';
        };
        const auto values = [&] {
            m_out += '[';
            for (const DictItem &item : n.items)
                field(item.value);
            m_out += ']';
        };
        node("Dict", n.extent, keys, values);
    }
    void put(const BinaryOperation &n)
    {
        node(
            "BinOp", n.extent, n.left, [&] { bare(nameOf(n.op)); }, n.right);
    }
    void put(const UnaryOperation &n)
    {
        node(
            "UnaryOp", n.extent, [&] { bare(nameOf(n.op)); }, n.operand);
    }
    void put(const BooleanOperation &n)
    {
        node(
            "BoolOp", n.extent, [&] { bare(n.op == BooleanOperator::And ? "And" : "Or"); }, n.operands);
    }
    void put(const Comparison &n)
    {
        const auto operators = [&] {
            m_out += '[';
            for (const Comparand &comparand : n.rest)
                field([&] { bare(nameOf(comparand.op)); });
            m_out += ']';
        };
        const auto operands = [&] {
            m_out += '[';
            for (const Comparand &comparand : n.rest)
                field(comparand.operand);
            m_out += ']';
        };
        node("Compare", n.extent, n.first, operators, operands);
    }
    void put(const Call &n) { node("Call", n.extent, n.function, n.arguments, n.keywords); }
    void put(const Attribute &n) { node("Attribute", n.extent, n.value, Text{n.name}); }
    void put(const Subscript &n) { node("Subscript", n.extent, n.value, n.index); }
    void put(const Slice &n) { node("Slice", n.extent, n.lower, n.upper, n.step); }
    void put(const Starred &n) { node("Starred", n.extent, n.value); }
    void put(const Lambda &n)
    {
        node(
            "Lambda", n.extent, [&] { parameters(n.parameters); }, n.body);
    }
    void put(const Conditional &n) { node("IfExp", n.extent, n.condition, n.whenTrue, n.whenFalse); }
    void put(const Assignment &n)
    {
        node("NamedExpr", n.extent, static_cast<const Expression *>(n.target), n.value);
    }
    void put(const ListComprehension &n) { node("ListComp", n.extent, n.element, n.clauses); }
    void put(const SetComprehension &n) { node("SetComp", n.extent, n.element, n.clauses); }
    void put(const DictComprehension &n) { node("DictComp", n.extent, n.key, n.value, n.clauses); }
    void put(const Generator &n) { node("GeneratorExp", n.extent, n.element, n.clauses); }
    void put(const Await &n) { node("Await", n.extent, n.value); }
    void put(const Yield &n) { node("Yield", n.extent, n.value); }
    void put(const YieldFrom &n) { node("YieldFrom", n.extent, n.value); }

    void put(const ExpressionStatement &n) { node("Expr", n.extent, n.value); }
    void put(const Assign &n) { node("Assign", n.extent, n.targets, n.value); }
    void put(const AugmentedAssign &n)
    {
        node(
            "AugAssign", n.extent, n.target, [&] { bare(nameOf(n.op)); }, n.value);
    }
    void put(const AnnotatedAssign &n)
    {
        node("AnnAssign", n.extent, n.target, n.annotation, n.value, n.isSimple ? 1 : 0);
    }
    void put(const TypeAlias &n)
    {
        node("TypeAlias", n.extent, static_cast<const Expression *>(n.name), n.typeParameters, n.value);
    }
    void put(const Function &n)
    {
        node(
            n.isAsync ? "AsyncFunctionDef" : "FunctionDef", n.extent, Text{n.name},
            [&] { parameters(n.parameters); }, n.body, n.decorators, n.returns);
        typeParameters(n.typeParameters);
    }
    void put(const Class &n)
    {
        node("ClassDef", n.extent, Text{n.name}, n.bases, n.keywords, n.body, n.decorators);
        typeParameters(n.typeParameters);
    }
    void put(const Return &n) { node("Return", n.extent, n.value); }
    void put(const Delete &n) { node("Delete", n.extent, n.targets); }
    void put(const For &n)
    {
        node(n.isAsync ? "AsyncFor" : "For", n.extent, n.target, n.iterable, n.body, n.orElse);
    }
    void put(const While &n) { node("While", n.extent, n.condition, n.body, n.orElse); }
    void put(const If &n) { node("If", n.extent, n.condition, n.body, n.orElse); }
    void put(const With &n) { node(n.isAsync ? "AsyncWith" : "With", n.extent, n.items, n.body); }
    void put(const Match &n) { node("Match", n.extent, n.subject, n.cases); }
    void put(const Raise &n) { node("Raise", n.extent, n.exception, n.cause); }
    void put(const Try &n)
    {
        node(n.isStar ? "TryStar" : "Try", n.extent, n.body, n.handlers, n.orElse, n.finally);
    }
    void put(const Assert &n) { node("Assert", n.extent, n.condition, n.message); }
    void put(const Import &n) { node("Import", n.extent, n.names); }
    void put(const ImportFrom &n) { node("ImportFrom", n.extent, Optional{n.module}, n.names, n.level); }
    void put(const Global &n) { node("Global", n.extent, n.names); }
    void put(const Nonlocal &n) { node("Nonlocal", n.extent, n.names); }
    void put(const Pass &n) { node("Pass", n.extent); }
    void put(const Break &n) { node("Break", n.extent); }
    void put(const Continue &n) { node("Continue", n.extent); }

    void put(const ValuePattern &n) { node("MatchValue", n.extent, n.value); }
    void put(const SingletonPattern &n)
    {
        const auto *boolean = n.value->as<BoolLiteral>();
        node("MatchSingleton", n.extent, !boolean ? "None" : boolean->value ? "True" : "False");
    }
    void put(const SequencePattern &n) { node("MatchSequence", n.extent, n.elements); }
    void put(const MappingPattern &n)
    {
        const auto keys = [&] {
            m_out += '[';
            for (const MappingPatternItem &item : n.items)
                field(item.key);
            m_out += ']';
        };
        const auto patterns = [&] {
            m_out += '[';
            for (const MappingPatternItem &item : n.items)
                field(item.pattern);
            m_out += ']';
        };
        node("MatchMapping", n.extent, keys, patterns, Optional{n.rest});
    }
    void put(const ClassPattern &n)
    {
        const auto names = [&] {
            m_out += '[';
            for (const KeywordPattern &keyword : n.keywords)
                field(Text{keyword.name});
            m_out += ']';
        };
        const auto patterns = [&] {
            m_out += '[';
            for (const KeywordPattern &keyword : n.keywords)
                field(keyword.pattern);
            m_out += ']';
        };
        node("MatchClass", n.extent, n.type, n.arguments, names, patterns);
    }
    void put(const StarPattern &n) { node("MatchStar", n.extent, Optional{n.name}); }
    void put(const AsPattern &n) { node("MatchAs", n.extent, n.pattern, Optional{n.name}); }
    void put(const OrPattern &n) { node("MatchOr", n.extent, n.alternatives); }

    const Module &m_module;
    bool m_places;
    int m_stringDepth = 0;
    std::string m_out;
};

} // namespace

std::string dump(const Module &module, const Suite &suite, DumpPlaces places)
{
    Dumper dumper(module, places);
    dumper.list(suite);
    return dumper.take();
}

} // namespace stillroom::python

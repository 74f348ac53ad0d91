#pragma once

#include "migrations/python/expressions.h"

namespace stillroom::python
{

enum class PatternKind : std::uint8_t { Value, Singleton, Sequence, Mapping, Class, Star, As, Or };

/// Base of what stands after `case`.
struct Pattern {
    PatternKind kind;
    Extent extent;

    template<typename T> bool is() const { return kind == T::Kind; }
    template<typename T> const T *as() const { return is<T>() ? static_cast<const T *>(this) : nullptr; }
};

/// A literal or a dotted name, compared with ==.
struct ValuePattern : Pattern {
    static constexpr auto Kind = PatternKind::Value;
    const Expression *value;
};

/// None, True or False, compared with `is`.
struct SingletonPattern : Pattern {
    static constexpr auto Kind = PatternKind::Singleton;
    const Expression *value;
};

struct SequencePattern : Pattern {
    static constexpr auto Kind = PatternKind::Sequence;
    Nodes<Pattern> elements;
};

struct MappingPatternItem {
    const Expression *key;
    const Pattern *pattern;
};

struct MappingPattern : Pattern {
    static constexpr auto Kind = PatternKind::Mapping;
    Values<MappingPatternItem> items;
    std::string_view rest; ///< name after `**`; empty when there is none
};

struct KeywordPattern {
    std::string_view name;
    const Pattern *pattern;
};

struct ClassPattern : Pattern {
    static constexpr auto Kind = PatternKind::Class;
    const Expression *type; ///< a Name or an Attribute
    Nodes<Pattern> arguments;
    Values<KeywordPattern> keywords;
};

/// `*rest` in a sequence.
struct StarPattern : Pattern {
    static constexpr auto Kind = PatternKind::Star;
    std::string_view name; ///< empty for `*_`
};

/// `pattern as name`, a capture (`pattern` null), or the wildcard `_` (both empty).
struct AsPattern : Pattern {
    static constexpr auto Kind = PatternKind::As;
    const Pattern *pattern;
    std::string_view name;
};

struct OrPattern : Pattern {
    static constexpr auto Kind = PatternKind::Or;
    Nodes<Pattern> alternatives;
};

/// Calls visitor with the pattern as its own type; every type must be accepted.
template<typename Visitor> decltype(auto) visit(const Pattern &node, Visitor &&visitor)
{
    switch (node.kind) {
    case PatternKind::Value:
        return visitor(static_cast<const ValuePattern &>(node));
    case PatternKind::Singleton:
        return visitor(static_cast<const SingletonPattern &>(node));
    case PatternKind::Sequence:
        return visitor(static_cast<const SequencePattern &>(node));
    case PatternKind::Mapping:
        return visitor(static_cast<const MappingPattern &>(node));
    case PatternKind::Class:
        return visitor(static_cast<const ClassPattern &>(node));
    case PatternKind::Star:
        return visitor(static_cast<const StarPattern &>(node));
    case PatternKind::As:
        return visitor(static_cast<const AsPattern &>(node));
    case PatternKind::Or:
        return visitor(static_cast<const OrPattern &>(node));
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::python

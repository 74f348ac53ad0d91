#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace stillroom
{

/// The identifier of one revision, exactly as the script writes it (case matters).
class RevisionId
{
public:
    RevisionId() = default;
    explicit RevisionId(QString text)
        : m_text(std::move(text))
    {
    }

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const RevisionId &) const = default;
    /// By code unit, as Python compares str: the order of every sorted output.
    std::strong_ordering operator<=>(const RevisionId &other) const
    {
        const int order = m_text.compare(other.m_text);
        return order < 0 ? std::strong_ordering::less
            : order > 0  ? std::strong_ordering::greater
                         : std::strong_ordering::equal;
    }

private:
    QString m_text;
};

inline size_t qHash(const RevisionId &id, size_t seed = 0)
{
    return qHash(id.text(), seed);
}

} // namespace stillroom

template<> struct std::hash<stillroom::RevisionId> {
    size_t operator()(const stillroom::RevisionId &id) const { return qHash(id); }
};

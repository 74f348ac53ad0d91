#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace stillroom
{

/// A node of a YAML file as it is written: aliases and merge keys are kept, nothing is typed.
struct YamlNode {
    enum class Kind { Scalar, Sequence, Mapping, Alias };
    enum class Style { Plain, Single, Double, Literal, Folded };
    Kind kind = Kind::Scalar;
    Style style = Style::Plain; ///< of a scalar
    bool flow = false; ///< of a collection: `[]` or `{}`
    bool absent = false; ///< a scalar with no text at all: `key:`
    QString text{}; ///< content of a scalar; the anchor an alias names
    QString anchor{}; ///< `&name` in front of it
    QString tag{}; ///< `!tag` in front of it
    qsizetype start = 0; ///< bytes: of a scalar with its quotes, of a block scalar from its indicator
    qsizetype end = 0;
    int line = 1; ///< from 1; of a block scalar its indicator's
    std::vector<YamlNode> children{}; ///< of a mapping: key, value, key, value …

    bool operator==(const YamlNode &) const = default;
    /// The value of a key written in this mapping itself; null when it has none.
    const YamlNode *find(QStringView key) const;
};

/// Reads the first document of a YAML text with libfyaml. Errors: BrokenProject with the line: not UTF-8, a
/// NUL, a directive that is not %YAML or %TAG, bad YAML, a key that stands twice in one mapping.
Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &path = {});

/// The byte where the line holding `offset` begins.
qsizetype lineStart(const QByteArray &bytes, qsizetype offset);
/// The byte of that line's end: its `\n` or `\r\n`, or the end of the text.
qsizetype lineEnd(const QByteArray &bytes, qsizetype offset);

} // namespace stillroom

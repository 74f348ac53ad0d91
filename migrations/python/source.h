#pragma once

#include "migrations/base/result.h"
#include "migrations/python/node.h"

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

namespace stillroom::python
{

/// The text of one Python file as UTF-8, and where its lines begin. Line ends (LF, CRLF, CR) stay as
/// written.
class Source
{
public:
    Source() = default;
    /// Drops a byte-order mark and decodes by the PEP 263 cookie (UTF-8 without one). Fails with
    /// line when the encoding is unknown or the bytes do not fit it, or on a NUL byte.
    static Result<Source> decode(QByteArray bytes, const QString &path);

    const QString &path() const { return m_path; }
    std::string_view text() const { return {m_text.constData(), static_cast<std::size_t>(m_text.size())}; }
    /// The text of a node, as written.
    std::string_view text(Extent extent) const
    {
        return text().substr(extent.begin, extent.end - extent.begin);
    }

    int line(std::uint32_t offset) const; ///< from 1
    SourcePlace place(std::uint32_t offset) const; ///< columns count characters from 1
    /// place(*node) of any node that has an extent.
    template<typename Node> SourcePlace place(const Node &node) const { return place(node.extent.begin); }
    template<typename Node> int line(const Node &node) const { return line(node.extent.begin); }

private:
    QString m_path;
    QByteArray m_text;
    std::vector<std::uint32_t> m_lineStarts;
};

} // namespace stillroom::python

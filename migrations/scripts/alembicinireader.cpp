#include "migrations/scripts/alembicinireader.h"

#include <QStringDecoder>

#include <algorithm>

namespace stillroom
{

namespace
{

qsizetype indentationOf(const QString &line)
{
    const auto first = std::find_if(line.begin(), line.end(), [](QChar c) { return !c.isSpace(); });
    return first - line.begin();
}

// Text mode of Python's open(): CRLF and lone CR end lines too.
QStringList splitLines(QString text)
{
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    return text.split(u'\n');
}

} // namespace

Status AlembicIniReader::read(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return error(QStringLiteral("the file is not UTF-8 text; save it as UTF-8"));
    if (text.startsWith(QChar(QChar::ByteOrderMark))) {
        m_line = 1;
        return error(
            QStringLiteral("the file begins with a byte-order mark, which Alembic cannot read; save it as "
                           "UTF-8 without one"));
    }
    for (const QString &line : splitLines(text)) {
        ++m_line;
        const Status status = readLine(line);
        if (!status)
            return status;
    }
    finishEntries();
    return Done{};
}

Status AlembicIniReader::readLine(const QString &line)
{
    const QString value = line.trimmed();
    if (value.startsWith(u'#') || value.startsWith(u';'))
        return Done{};
    auto *entries = m_section < 0 ? nullptr : &m_ini.m_sections[static_cast<std::size_t>(m_section)].entries;
    if (value.isEmpty()) {
        if (m_isInEntry)
            entries->back().text += u'\n';
        return Done{};
    }
    const qsizetype indentation = indentationOf(line);
    if (m_isInEntry && indentation > m_indentation) {
        entries->back().text += u'\n' + value;
        return Done{};
    }
    m_indentation = indentation;
    const qsizetype close = value.lastIndexOf(u']');
    if (value.startsWith(u'[') && close > 1)
        return openSection(value.mid(1, close - 1));
    if (!entries)
        return error(QStringLiteral("a section header such as [alembic] must come before this line"));
    return addEntry(value);
}

Status AlembicIniReader::openSection(const QString &name)
{
    m_isInEntry = false;
    auto &sections = m_ini.m_sections;
    const auto same
        = std::find_if(sections.begin(), sections.end(), [&](const auto &each) { return each.name == name; });
    m_section = static_cast<int>(same - sections.begin());
    if (m_section == 0) // [DEFAULT] may come several times
        return Done{};
    if (same != sections.end())
        return error(QStringLiteral("the section [%1] is there twice; join the two").arg(name));
    sections.push_back({name, {}});
    return Done{};
}

Status AlembicIniReader::addEntry(QStringView text)
{
    const auto delimiter
        = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'=' || c == u':'; });
    const QString key = text.first(delimiter - text.begin()).trimmed().toString().toLower();
    if (delimiter == text.end() || key.isEmpty())
        return error(QStringLiteral("this line is neither a section nor a setting; write name = value"));
    auto &entries = m_ini.m_sections[static_cast<std::size_t>(m_section)].entries;
    const bool isKnown
        = std::any_of(entries.begin(), entries.end(), [&](const auto &entry) { return entry.key == key; });
    if (isKnown)
        return error(QStringLiteral("%1 is set twice in one section; remove one of the two").arg(key));
    entries.push_back({key, text.mid(delimiter - text.begin() + 1).trimmed().toString(), m_line});
    m_isInEntry = true;
    return Done{};
}

// Blank lines at the end of a value were only read because another line might have followed.
void AlembicIniReader::finishEntries()
{
    for (auto &section : m_ini.m_sections) {
        for (auto &entry : section.entries) {
            while (!entry.text.isEmpty() && entry.text.back().isSpace())
                entry.text.chop(1);
        }
    }
}

Error AlembicIniReader::error(const QString &message) const
{
    return Error{ErrorKind::BrokenProject, message, {}, SourcePlace{m_ini.m_path, m_line, 0}};
}

} // namespace stillroom

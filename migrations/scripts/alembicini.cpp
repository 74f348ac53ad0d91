#include "migrations/scripts/alembicini.h"

#include "migrations/scripts/alembicinireader.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int deepestInterpolation = 10; // configparser.MAX_INTERPOLATION_DEPTH

QString defaultSection()
{
    return QStringLiteral("DEFAULT");
}

} // namespace

Result<AlembicIni> AlembicIni::read(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        const QString why = QFileInfo(path).isDir() ? QStringLiteral("it is a folder") : file.errorString();
        return Error{ErrorKind::Unreadable, QStringLiteral("%1 cannot be read: %2").arg(path, why), {},
            SourcePlace{path, 0, 0}};
    }
    return parse(file.readAll(), path);
}

Result<AlembicIni> AlembicIni::parse(const QByteArray &bytes, const QString &path)
{
    AlembicIni ini;
    ini.m_path = path;
    ini.m_sections.push_back({defaultSection(), {}});
    const Status status = AlembicIniReader(ini).read(bytes);
    if (!status)
        return status.error();
    return ini;
}

QStringList AlembicIni::sections() const
{
    QStringList names;
    for (auto section = m_sections.begin() + 1; section != m_sections.end(); ++section)
        names.append(section->name);
    return names;
}

bool AlembicIni::hasSection(const QString &section) const
{
    return section != defaultSection() && find(section);
}

const AlembicIni::Section *AlembicIni::find(const QString &section) const
{
    const auto found = std::find_if(
        m_sections.begin(), m_sections.end(), [&](const Section &each) { return each.name == section; });
    return found == m_sections.end() ? nullptr : &*found;
}

// In the section, else in [DEFAULT].
const AlembicIni::Entry *AlembicIni::find(const QString &section, const QString &key) const
{
    const QString wanted = key.toLower();
    for (const Section *each : {find(section), &m_sections.front()}) {
        if (!each)
            return nullptr;
        const auto found = std::find_if(each->entries.begin(), each->entries.end(),
            [&](const Entry &entry) { return entry.key == wanted; });
        if (found != each->entries.end())
            return &*found;
    }
    return nullptr;
}

int AlembicIni::line(const QString &section, const QString &key) const
{
    const Entry *entry = find(section, key);
    return entry ? entry->line : 0;
}

Result<std::optional<QString>> AlembicIni::value(const QString &section, const QString &key) const
{
    const Entry *entry = find(section, key);
    if (!entry)
        return std::optional<QString>();
    const Result<QString> text = interpolate(section, *entry, entry->text, 1);
    if (!text)
        return text.error();
    return std::optional<QString>(*text);
}

// configparser.BasicInterpolation._interpolate_some
Result<QString> AlembicIni::interpolate(
    const QString &section, const Entry &entry, const QString &text, int depth) const
{
    const auto fail = [&](const QString &why) {
        return Error{ErrorKind::BrokenProject, QStringLiteral("%1: %2").arg(entry.key, why), {},
            SourcePlace{m_path, entry.line, 0}};
    };
    if (depth > deepestInterpolation)
        return fail(QStringLiteral("its %(…)s names refer to one another more than ten levels deep"));
    QString result;
    qsizetype at = 0;
    for (qsizetype percent = text.indexOf(u'%'); percent >= 0; percent = text.indexOf(u'%', at)) {
        result += QStringView(text).mid(at, percent - at);
        const QStringView rest = QStringView(text).mid(percent + 1);
        if (rest.startsWith(u'%')) {
            result += u'%';
            at = percent + 2;
            continue;
        }
        const qsizetype close = rest.indexOf(u')');
        if (!rest.startsWith(u'(') || close < 2 || !rest.mid(close + 1).startsWith(u's'))
            return fail(
                QStringLiteral("a '%' stands for itself only when doubled, as in '%%'; or write %(name)s"));
        const QString name = rest.mid(1, close - 1).toString().toLower();
        at = percent + 1 + close + 2;
        const Entry *other = find(section, name);
        if (!other && name != QLatin1String("here"))
            return fail(
                QStringLiteral("%(%1)s names a key that neither this section nor [DEFAULT] has").arg(name));
        if (!other) {
            result += QFileInfo(m_path).absolutePath();
            continue;
        }
        const Result<QString> inner = interpolate(section, entry, other->text, depth + 1);
        if (!inner)
            return inner;
        result += *inner;
    }
    result += QStringView(text).mid(at);
    return result;
}

} // namespace stillroom

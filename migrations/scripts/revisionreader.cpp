#include "migrations/scripts/revisionreader.h"

#include "migrations/python/parser.h"
#include "migrations/scripts/moduleconstants.h"

#include <QFileInfo>

namespace stillroom
{

namespace
{

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The names Alembic reads from one module.
class HeaderReader
{
public:
    HeaderReader(const python::Module &module, const QString &path)
        : m_module(module)
        , m_constants(module)
        , m_path(path)
    {
    }

    Result<Revision> read()
    {
        m_revision.place = SourcePlace{m_path, 1, 1};
        readId();
        readDownRevisions();
        for (const QString &label : readOptionalNames("branch_labels"))
            m_revision.branchLabels.append(label);
        for (const QString &dependency : readOptionalNames("depends_on"))
            m_revision.dependsOn.emplace_back(dependency);
        readDocstring();
        if (m_problem)
            return *m_problem;
        return std::move(m_revision);
    }

private:
    void readId();
    void readDownRevisions();
    void readDocstring();
    QStringList readOptionalNames(std::string_view name);
    QStringList namesOf(std::string_view name, const ModuleConstants::Binding &binding);
    QString legacyId() const;

    void fail(std::uint32_t offset, const QString &message)
    {
        if (!m_problem)
            m_problem = Error{ErrorKind::BrokenProject, message, {}, m_module.source().place(offset)};
    }
    void failUnknown(std::string_view name, const ModuleConstants::Binding &binding, const QString &reason)
    {
        fail(binding.offset,
            QStringLiteral(
                "%1 cannot be read without running the script: %2; write it as a string (or a tuple of "
                "strings, or None)")
                .arg(toQString(name), reason));
    }
    void failMissing(std::string_view name)
    {
        const QString hint = m_constants.hasStarImport()
            ? QStringLiteral("; what 'from … import *' brings in is not looked at")
            : QString();
        if (!m_problem) {
            m_problem = Error{ErrorKind::BrokenProject,
                QStringLiteral(
                    "the script does not set %1, so it is no revision%2; add it, or move the file out of "
                    "the version folder")
                    .arg(toQString(name), hint),
                {}, SourcePlace{m_path, 1, 0}};
        }
    }

    const python::Module &m_module;
    ModuleConstants m_constants;
    QString m_path;
    Revision m_revision;
    std::optional<Error> m_problem;
};

void HeaderReader::readId()
{
    const auto *binding = m_constants.find("revision");
    if (!binding) {
        m_revision.id = RevisionId(legacyId());
        if (m_revision.id.isEmpty())
            failMissing("revision");
        return;
    }
    const ConstantValue value = m_constants.valueOf(*binding);
    if (value.unknown()) {
        failUnknown("revision", *binding, value.unknown()->reason);
        return;
    }
    if (!value.text() || value.text()->empty()) {
        fail(binding->offset, QStringLiteral("revision must be a string that is not empty"));
        return;
    }
    m_revision.id = RevisionId(toQString(*value.text()));
    m_revision.place = m_module.source().place(binding->offset);
    for (const QChar character : m_revision.id.text()) {
        if (QStringLiteral("@-+:").contains(character)) {
            fail(binding->offset,
                QStringLiteral("the character '%1' is not allowed in a revision identifier ('%2')")
                    .arg(character)
                    .arg(m_revision.id.text()));
        }
    }
}

// Very old scripts have their identifier in the file name alone (alembic/script/base.py, _legacy_rev).
QString HeaderReader::legacyId() const
{
    const QString name = QFileInfo(m_path).fileName();
    const QString stem = name.endsWith(QLatin1String(".py")) ? name.chopped(3) : QString();
    const bool isHex = std::all_of(stem.begin(), stem.end(),
        [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    return isHex ? stem : QString();
}

void HeaderReader::readDownRevisions()
{
    const auto *binding = m_constants.find("down_revision");
    if (!binding) {
        failMissing("down_revision");
        return;
    }
    for (const QString &id : namesOf("down_revision", *binding))
        m_revision.downRevisions.emplace_back(id);
}

QStringList HeaderReader::readOptionalNames(std::string_view name)
{
    const auto *binding = m_constants.find(name);
    return binding ? namesOf(name, *binding) : QStringList();
}

// A string, a tuple or list of strings, or None; an empty string counts as None, as in Alembic.
QStringList HeaderReader::namesOf(std::string_view name, const ModuleConstants::Binding &binding)
{
    const ConstantValue value = m_constants.valueOf(binding);
    QStringList names;
    if (value.unknown()) {
        failUnknown(name, binding, value.unknown()->reason);
    } else if (value.text()) {
        if (!value.text()->empty())
            names.append(toQString(*value.text()));
    } else if (value.sequence()) {
        for (const ConstantValue &element : *value.sequence()) {
            if (element.text())
                names.append(toQString(*element.text()));
            else
                fail(binding.offset, QStringLiteral("%1 may hold strings only").arg(toQString(name)));
        }
    }
    return names;
}

void HeaderReader::readDocstring()
{
    const python::StringLiteral *literal = python::docstring(m_module.body());
    if (!literal)
        return;
    m_revision.doc = toQString(literal->value).trimmed();
    const qsizetype paragraph = m_revision.doc.indexOf(QStringLiteral("\n\n"));
    m_revision.message = m_revision.doc.left(paragraph).replace(u'\n', u' ');
    static constexpr QLatin1String createDate("Create Date:");
    const qsizetype date = m_revision.doc.indexOf(createDate);
    if (date < 0 || (date > 0 && m_revision.doc.at(date - 1) != u'\n'))
        return;
    const QStringView rest = QStringView(m_revision.doc).mid(date + createDate.size());
    m_revision.createDate
        = rest.left(rest.indexOf(u'\n') < 0 ? rest.size() : rest.indexOf(u'\n')).trimmed().toString();
}

} // namespace

Result<Revision> readRevision(QByteArray bytes, const QString &path)
{
    const auto module = python::parseModule(std::move(bytes), path, python::ParseDepth::ModuleLevel);
    if (!module)
        return module.error();
    return HeaderReader(*module, path).read();
}

} // namespace stillroom

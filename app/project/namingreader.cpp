#include "app/project/namingreader.h"

#include "migrations/python/parser.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

// Larger files are data, not models.
constexpr qint64 largestFile = 2 * 1024 * 1024;
constexpr int mostFiles = 20'000;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isForeign(const QString &folder)
{
    static const QStringList names
        = QStringLiteral("venv env node_modules site-packages __pycache__ build dist tests test").split(u' ');
    return folder.startsWith(u'.') || names.contains(folder);
}

/// The Python files below a folder that are the project's own.
QStringList pythonFiles(const QString &root, const QStringList &skipped)
{
    QStringList found;
    QStringList folders{root};
    while (!folders.isEmpty() && found.size() < mostFiles) {
        const QDir folder(folders.takeLast());
        for (const QFileInfo &entry : folder.entryInfoList(
                 {QStringLiteral("*")}, QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name)) {
            if (entry.isDir() && !entry.isSymLink() && !isForeign(entry.fileName())
                && !QFile::exists(entry.filePath() + QStringLiteral("/pyvenv.cfg"))
                && !skipped.contains(entry.absoluteFilePath()))
                folders += entry.filePath();
            else if (entry.isFile() && entry.suffix() == u"py" && entry.size() <= largestFile
                && !entry.fileName().startsWith(u"test_") && entry.fileName() != u"conftest.py")
                found += entry.filePath();
        }
    }
    found.sort();
    return found;
}

/// The text of a bracketed expression from `from` on, strings and comments respected; empty: never closed.
QString bracketed(const QString &text, qsizetype from)
{
    int depth = 0;
    QChar quote;
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\')
                ++i;
            else if (c == quote)
                quote = {};
        } else if (c == u'"' || c == u'\'') {
            quote = c;
        } else if (c == u'#') {
            i = text.indexOf(u'\n', i);
            if (i < 0)
                return {};
        } else if (c == u'{' || c == u'(' || c == u'[') {
            ++depth;
        } else if ((c == u'}' || c == u')' || c == u']') && --depth == 0) {
            return text.mid(from, i + 1 - from);
        }
    }
    return {};
}

/// `{"ix": "…", …}` as templates; nothing when anything in it is not a literal.
std::optional<QMap<QString, QString>> templatesOf(const QString &text)
{
    static const QStringList kinds = QStringLiteral("ix uq ck fk pk").split(u' ');
    const auto module = python::parseModule("convention = " + text.toUtf8() + '\n', {});
    if (!module || module->body().isEmpty())
        return std::nullopt;
    const auto *assign = (*module->body().begin())->as<python::Assign>();
    const auto *dict = assign ? assign->value->as<python::Dict>() : nullptr;
    if (!dict)
        return std::nullopt;
    QMap<QString, QString> templates;
    for (const python::DictItem &item : dict->items) {
        const auto *key = item.key ? item.key->as<python::StringLiteral>() : nullptr;
        const auto *value = item.value->as<python::StringLiteral>();
        if (!key || !value || !kinds.contains(toQString(key->value)))
            return std::nullopt;
        templates.insert(toQString(key->value), toQString(value->value));
    }
    return templates;
}

/// Finds and compares the conventions of all files.
class Search
{
public:
    explicit Search(const QStringList &files)
    {
        for (const QString &path : files) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray bytes = file.readAll();
            // Names may be set in one file and used in another: both hold a template's token or the word.
            if (bytes.contains("naming_convention") || bytes.contains("%(table_name)s"))
                m_texts.emplace_back(path, QString::fromUtf8(bytes));
        }
    }

    NamingConvention convention()
    {
        static const QRegularExpression use(
            QStringLiteral("\\bnaming_convention\\s*(?:=(?!=)|:[^=\\n]*=(?!=))\\s*"));
        for (const auto &[path, text] : m_texts) {
            auto uses = use.globalMatch(text);
            while (uses.hasNext()) {
                const QRegularExpressionMatch match = uses.next();
                if (!isComment(text, match.capturedStart()))
                    consider(path, text, match);
            }
        }
        return m_convention;
    }

private:
    static bool isComment(const QString &text, qsizetype at)
    {
        const qsizetype start = text.lastIndexOf(u'\n', at) + 1;
        return QStringView(text).mid(start, at - start).contains(u'#');
    }

    void consider(const QString &path, const QString &text, const QRegularExpressionMatch &match)
    {
        const qsizetype from = match.capturedEnd();
        static const QRegularExpression word(QStringLiteral("[A-Za-z_][\\w.]*"));
        const QRegularExpressionMatch name = word.match(
            text, from, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        std::optional<QMap<QString, QString>> templates;
        if (text.mid(from, 1) == u"{")
            templates = templatesOf(bracketed(text, from));
        else if (name.captured() == u"None")
            return;
        else if (name.hasMatch() && text.mid(name.capturedEnd(), 1) != u"(")
            templates = constant(name.captured().section(u'.', -1), path, text);
        const SourcePlace place{path, int(text.left(match.capturedStart()).count(u'\n')) + 1, 0};
        if (!templates || (m_found && *templates != m_convention.templates))
            m_convention.computed = place;
        if (templates)
            m_convention.templates = *templates;
        m_found = m_found || templates;
    }

    /// A name set to a dict of templates: in the same file, else in exactly one other.
    std::optional<QMap<QString, QString>> constant(
        const QString &name, const QString &path, const QString &text) const
    {
        const QStringList here = literals(name, text);
        if (here.size() == 1)
            return templatesOf(here.front());
        if (!here.isEmpty())
            return std::nullopt;
        QStringList others;
        for (const auto &[other, content] : m_texts) {
            if (other != path)
                others += literals(name, content);
        }
        return others.size() == 1 ? templatesOf(others.front()) : std::nullopt;
    }

    static QStringList literals(const QString &name, const QString &text)
    {
        const QRegularExpression binding(QStringLiteral("^[ \\t]*%1[ \\t]*(?::[^=\\n]*)?=[ \\t]*").arg(name),
            QRegularExpression::MultilineOption);
        QStringList found;
        auto matches = binding.globalMatch(text);
        while (matches.hasNext()) {
            const qsizetype from = matches.next().capturedEnd();
            found += text.mid(from, 1) == u"{" ? bracketed(text, from) : QStringLiteral("?");
        }
        return found;
    }

    std::vector<std::pair<QString, QString>> m_texts;
    NamingConvention m_convention;
    bool m_found = false;
};

/// env.py with nothing but `target_metadata = None`: no metadata, no convention.
bool givesNoMetadata(const QString &envFile)
{
    static const QRegularExpression setting(
        QStringLiteral("\\btarget_metadata[ \\t]*=(?!=)[ \\t]*([^\\n#]*)"));
    QFile file(envFile);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QStringList values;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const QRegularExpressionMatch match = setting.match(line.section(u'#', 0, 0));
        if (match.hasMatch())
            values += match.captured(1).trimmed();
    }
    values.removeAll(QStringLiteral("target_metadata,"));
    values.removeAll(QStringLiteral("target_metadata"));
    return values == QStringList{QStringLiteral("None")};
}

} // namespace

NamingConvention readNamingConvention(const QString &root, const QString &envFile, const QStringList &skipped)
{
    if (givesNoMetadata(envFile))
        return {};
    return Search(pythonFiles(root, skipped)).convention();
}

} // namespace stillroom

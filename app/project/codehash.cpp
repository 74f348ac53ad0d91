#include "app/project/codehash.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace stillroom
{

namespace
{

constexpr int mostFiles = 50'000;

class CodeHash
{
public:
    CodeHash(const QString &root, const CancelToken &cancel)
        : m_root(root)
        , m_cancel(cancel)
    {
    }

    QString run()
    {
        const bool whole = enter(QDir(m_root));
        return whole && !m_cancel.isCancelled() ? QString::fromLatin1(m_hash.result().toHex()) : QString();
    }

private:
    static bool isForeign(const QDir &folder)
    {
        const QString name = folder.dirName();
        return name == u"node_modules" || name == u"__pycache__" || name == u"site-packages"
            || folder.exists(QStringLiteral("pyvenv.cfg"));
    }

    bool enter(const QDir &folder)
    {
        const QStringList names{QStringLiteral("*.py"), QStringLiteral("*.ini"), QStringLiteral("*.toml"),
            QStringLiteral("*.cfg"), QStringLiteral("*.mako")};
        for (const QString &name : folder.entryList(names, QDir::Files, QDir::Name)) {
            if (m_cancel.isCancelled() || ++m_count > mostFiles)
                return false;
            add(folder.filePath(name));
        }
        for (const QString &name :
            folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
            const QDir inner(folder.filePath(name));
            if (!isForeign(inner) && !enter(inner))
                return false;
        }
        return true;
    }

    void add(const QString &path)
    {
        QFile file(path);
        m_hash.addData(QDir(m_root).relativeFilePath(path).toUtf8());
        m_hash.addData(QByteArray(1, '\0'));
        if (file.open(QIODevice::ReadOnly))
            m_hash.addData(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256));
    }

    QString m_root;
    CancelToken m_cancel;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    int m_count = 0;
};

} // namespace

QString projectCodeHash(const QString &root, const CancelToken &cancel)
{
    return CodeHash(root, cancel).run();
}

} // namespace stillroom

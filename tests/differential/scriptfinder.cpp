#include "tests/differential/scriptfinder.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace stillroom::differential
{

QStringList revisionScripts(const QString &folder)
{
    static const QRegularExpression header(
        QStringLiteral("^revision(?:\\s*:[^=]+)?\\s*=\\s*['\"]"), QRegularExpression::MultilineOption);
    QStringList found;
    QDirIterator files(folder, {QStringLiteral("*.py")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && header.match(QString::fromUtf8(file.readAll())).hasMatch())
            found.append(file.fileName());
    }
    found.sort();
    return found;
}

} // namespace stillroom::differential

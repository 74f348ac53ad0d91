#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

namespace stillroom::test
{

inline void writeText(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(text);
}

/// One script of an Alembic project: parents by id, bodies as Python, four blanks in.
inline void writeScript(const QString &folder, const QByteArray &id, const QByteArray &parents,
    const QByteArray &message, const QByteArray &upgrade, const QByteArray &downgrade)
{
    writeText(
        folder + QStringLiteral("/migrations/versions/") + QString::fromLatin1(id) + QStringLiteral("_x.py"),
        "\"\"\"" + message + "\n\nRevision ID: " + id + "\nCreate Date: 2026-11-19 16:04:11\n\"\"\"\n"
            + "from alembic import op\nimport sqlalchemy as sa\n\nrevision = '" + id
            + "'\ndown_revision = " + parents + "\n\n\ndef upgrade():\n    " + upgrade
            + "\n\n\ndef downgrade():\n    " + downgrade + "\n");
}

inline void writeProjectFolder(const QString &folder)
{
    writeText(folder + QStringLiteral("/migrations/alembic.ini"), "[alembic]\n");
    writeText(folder + QStringLiteral("/migrations/env.py"), "from alembic import context\n");
}

} // namespace stillroom::test

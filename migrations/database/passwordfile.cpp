#include "migrations/database/passwordfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

namespace stillroom
{

namespace
{

const QLatin1String defaultSocketFolder("/var/run/postgresql");
constexpr int fieldCount = 5;

/// The fields of a line, `\` undone; a field of one unescaped star is null. The last takes the rest.
QStringList fieldsOf(const QString &line)
{
    QStringList fields;
    QString field;
    bool escaped = false;
    bool plain = true;
    const auto finish = [&] {
        fields << (plain && field == QLatin1String("*") ? QString() : field + QLatin1String(""));
        field = QLatin1String("");
        plain = true;
    };
    for (const QChar c : line) {
        if (!escaped && c == QLatin1Char('\\')) {
            escaped = true;
            plain = false;
            continue;
        }
        if (!escaped && c == QLatin1Char(':') && fields.size() < fieldCount - 1) {
            finish();
            continue;
        }
        field += c;
        escaped = false;
    }
    plain = false; // a star is a password like any other
    finish();
    return fields;
}

bool matches(const QString &field, const QString &text)
{
    return field.isNull() || field == text;
}

} // namespace

QString passwordFile()
{
    const QString given = qEnvironmentVariable("PGPASSFILE");
    return given.isEmpty() ? QDir::homePath() + QStringLiteral("/.pgpass") : given;
}

std::optional<PasswordLine> findPassword(const QString &path, const PasswordQuestion &question)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || (info.permissions() & others) || !file.open(QIODevice::ReadOnly))
        return {};
    const bool local = question.host.isEmpty() || question.host == defaultSocketFolder;
    const QString host = local ? QStringLiteral("localhost") : question.host;
    const QString port = question.port.isEmpty() ? QStringLiteral("5432") : question.port;
    for (int number = 1; !file.atEnd(); ++number) {
        QByteArray bytes = file.readLine();
        while (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        if (bytes.startsWith('#'))
            continue;
        const QStringList fields = fieldsOf(QString::fromUtf8(bytes));
        if (fields.size() == fieldCount && matches(fields[0], host) && matches(fields[1], port)
            && matches(fields[2], question.database) && matches(fields[3], question.user))
            return PasswordLine{fields[4], {path, number, 0}};
    }
    return {};
}

} // namespace stillroom

#pragma once

#include "migrations/base/error.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace stillroom
{

/// One `[name]` of a connection service file. The first value of a key counts, as libpq has it.
struct ConnectionService {
    QString name;
    SourcePlace place;
    struct Entry {
        QString key;
        QString value;
        SourcePlace place;

        bool operator==(const Entry &) const = default;
    };
    std::vector<Entry> entries;

    bool operator==(const ConnectionService &) const = default;
    QString value(const QString &key) const;
};

/// The files libpq looks into, the person's own first: PGSERVICEFILE or ~/.pg_service.conf, then
/// pg_service.conf in PGSYSCONFDIR or libpq's own folder. They need not exist.
QStringList serviceFiles();
/// The services of one file; nothing when it cannot be read. Mirrors parseServiceFile() of fe-connect.c:
/// blanks at both ends of a line go, none around `=`; `#` comments; a group ends at the next `[`.
std::vector<ConnectionService> readServices(const QString &path);
/// All services, each name once: a file further in front wins.
std::vector<ConnectionService> allServices();

} // namespace stillroom

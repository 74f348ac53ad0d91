#pragma once

#include "migrations/scripts/alembicini.h"

#include <QStringView>

namespace stillroom
{

/// Fills an AlembicIni line by line. Mirrors configparser.RawConfigParser._read with the settings that
/// Alembic leaves at their defaults: strict, empty lines in values, no inline comments.
class AlembicIniReader
{
public:
    explicit AlembicIniReader(AlembicIni &ini)
        : m_ini(ini)
    {
    }

    Status read(const QByteArray &bytes);

private:
    Status readLine(const QString &line);
    Status openSection(const QString &name);
    Status addEntry(QStringView text);
    void finishEntries();
    Error error(const QString &message) const;

    AlembicIni &m_ini;
    int m_line = 0;
    qsizetype m_indentation = 0;
    /// Indices, because both vectors grow; -1: none yet.
    int m_section = -1;
    bool m_isInEntry = false;
};

} // namespace stillroom

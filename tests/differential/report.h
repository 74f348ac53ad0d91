#pragma once

#include "tests/differential/oracle.h"
#include "tests/differential/translation.h"

#include <QMap>
#include <QTextStream>

namespace stillroom::differential
{

/// Counts of one run over a set of scripts, and what a person wants to read about it.
class Report
{
public:
    /// Compares one function; `label` names it in the lists.
    /// `runsNative`: Stillroom's own SQL runs, whether or not it is what `--sql` may print.
    void add(const QString &label, const Translation &ours, const OracleAnswer &theirs, bool runsNative);

    int differing() const { return int(m_differences.size()); }
    /// Labels of functions Alembic printed and Stillroom handed over, with the first reason.
    const QMap<QString, QString> &handedOver() const { return m_handedOver; }
    const QStringList &nativeLabels() const { return m_native; }

    /// The table, the differences and the reasons, most frequent first.
    void print(QTextStream &out, const QString &title, int reasonsShown) const;

private:
    int m_functions = 0;
    int m_printedByAlembic = 0;
    int m_identical = 0;
    int m_nativeOnly = 0; ///< Stillroom writes SQL where Alembic's --sql stops
    int m_raising = 0;
    int m_runsNative = 0;
    int m_printedAndRunsNative = 0; ///< of those Alembic prints
    QStringList m_native;
    QStringList m_differences;
    QStringList m_nativeOnlyNotes;
    QMap<QString, QString> m_notNative; ///< whether Alembic prints it or not
    QMap<QString, QString> m_handedOver;
};

} // namespace stillroom::differential

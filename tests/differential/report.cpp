#include "tests/differential/report.h"

#include "tests/differential/comparison.h"

#include <QRegularExpression>

#include <algorithm>

namespace stillroom::differential
{

namespace
{

QString percent(int part, int whole)
{
    return whole == 0 ? QStringLiteral("-")
                      : QString::number(100.0 * part / whole, 'f', 1) + QLatin1String(" %");
}

/// A reason without what is particular to its script, so that equal causes count together.
QString general(const QString &reason)
{
    static const QRegularExpression particular(QStringLiteral("\"[^\"]*\"|\\b\\d+\\b"));
    return QString(reason).replace(particular, QStringLiteral("…"));
}

/// The reasons of the labels, most frequent first, each with one label.
void printReasons(
    QTextStream &out, const QString &title, const QMap<QString, QString> &byLabel, int reasonsShown)
{
    QMap<QString, QStringList> byReason;
    for (auto it = byLabel.begin(); it != byLabel.end(); ++it)
        byReason[general(it.value())].append(it.key());
    QStringList reasons = byReason.keys();
    std::stable_sort(reasons.begin(), reasons.end(),
        [&byReason](const QString &a, const QString &b) { return byReason[a].size() > byReason[b].size(); });
    for (const QString &reason : reasons.mid(0, reasonsShown))
        out << "  " << title << ' ' << byReason[reason].size() << " x " << reason << "\n      e.g. "
            << byReason[reason].first() << '\n';
}

} // namespace

void Report::add(const QString &label, const Translation &ours, const OracleAnswer &theirs, bool runsNative)
{
    // A script that fails on import has no functions for Alembic; we still see which it has.
    if (theirs.missing || ours.missing) {
        if (theirs.missing != ours.missing && theirs.error.isEmpty())
            m_differences.append(label + QStringLiteral(": only one side knows this function\n"));
        return;
    }
    ++m_functions;
    m_raising += ours.raises ? 1 : 0;
    m_printedByAlembic += theirs.error.isEmpty() ? 1 : 0;
    m_runsNative += runsNative ? 1 : 0;
    m_printedAndRunsNative += runsNative && theirs.error.isEmpty() ? 1 : 0;
    if (ours.native())
        m_native.append(label);
    else
        m_notNative.insert(label, ours.raises ? QStringLiteral("only raises") : ours.reasons.value(0));
    if (!theirs.error.isEmpty()) {
        if (ours.native()) {
            ++m_nativeOnly;
            m_nativeOnlyNotes.append(label + QLatin1String(": ") + theirs.error);
        }
        return;
    }
    if (!ours.native()) {
        m_handedOver.insert(label,
            (runsNative ? QStringLiteral("[native when it runs] ") : QString())
                + ours.reasons.value(0, QStringLiteral("raises")));
        return;
    }
    const QString found = difference(ours.statements, theirs.statements);
    if (found.isEmpty())
        ++m_identical;
    else
        m_differences.append(label + QLatin1Char('\n') + found);
}

void Report::print(QTextStream &out, const QString &title, int reasonsShown) const
{
    const int compared = m_identical + differing();
    out << title << ": functions " << m_functions << ", native " << m_native.size() << " ("
        << percent(int(m_native.size()), m_functions) << "), native when it runs " << m_runsNative << " ("
        << percent(m_runsNative, m_functions) << "), printed by Alembic " << m_printedByAlembic
        << ", of these native when they run " << m_printedAndRunsNative << " ("
        << percent(m_printedAndRunsNative, m_printedByAlembic) << ")"
        << ", compared " << compared << ", identical " << m_identical << " ("
        << percent(m_identical, compared) << "), differing " << differing() << ", handed over "
        << m_handedOver.size() << ", only Stillroom prints " << m_nativeOnly << ", raising " << m_raising
        << '\n';
    for (const QString &found : m_differences)
        out << "  DIFFERS " << found;
    if (reasonsShown == 0)
        return;
    printReasons(out, QStringLiteral("handed over"), m_handedOver, reasonsShown);
    QMap<QString, QString> others = m_notNative;
    for (auto it = m_handedOver.begin(); it != m_handedOver.end(); ++it)
        others.remove(it.key());
    printReasons(out, QStringLiteral("neither prints"), others, reasonsShown);
    for (const QString &note : m_nativeOnlyNotes.mid(0, reasonsShown))
        out << "  only Stillroom prints " << note << '\n';
}

} // namespace stillroom::differential

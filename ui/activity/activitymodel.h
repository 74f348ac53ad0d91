#pragma once

#include "app/journal/journalentry.h"
#include "ui/shell/theme.h"
#include "ui/widgets/resulticon.h"

#include <QAbstractTableModel>

namespace stillroom
{

/// "Passed" for succeeded, "Failed", …: the icon of a run.
ResultKind resultKindOf(const JournalEntry &entry);

/// "Upgrade 8b5e0a47f3c1 → 9c2f7d10e6a5", or what went wrong.
QString runText(const JournalEntry &entry);

/// The rows of a version table, "base" for none.
QString versionRowsText(const QStringList &rows);

/// The runs of the journal, newest first, filtered.
class ActivityModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Result, When, What, Where, Who, Revisions, Duration, ColumnCount };
    enum class Scope { All, Succeeded, Failed, Cancelled };

    explicit ActivityModel(const Theme &theme, QObject *parent = nullptr);

    void setEntries(std::vector<JournalEntry> entries);
    void setFilter(Scope scope, const QString &text);
    const std::vector<JournalEntry> &all() const { return m_all; }
    const JournalEntry &entry(int row) const { return *m_shown[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool fits(const JournalEntry &entry) const;
    QString text(const JournalEntry &entry, int column) const;

    const Theme &m_theme;
    std::vector<JournalEntry> m_all;
    std::vector<const JournalEntry *> m_shown;
    Scope m_scope = Scope::All;
    QString m_text;
};

} // namespace stillroom

#pragma once

#include "app/services/workspace.h"
#include "ui/changes/changesmodel.h"

#include <QWidget>

class QLabel;

namespace stillroom
{

class CellTable;
class ElidingLabel;
class InlineMessage;
class Settings;
class SqlPane;

/// Applied and pending revisions beside each other, with what each of them changes.
class RevisionChanges final : public QWidget
{
    Q_OBJECT

public:
    RevisionChanges(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// \a filter: part of a revision's id or message, or of an object it changes.
    void setReport(std::shared_ptr<const ChangesReport> report, const QString &filter);
    RevisionId selectedRevision() const { return m_selected; }
    QString sql() const;
    QList<QWidget *> regions();

Q_SIGNALS:
    void revisionRequested(const stillroom::RevisionId &revision);
    void driftRequested();
    void copied();
    void selectionChanged();

private:
    QWidget *createList(CellTable *table, QLabel *count, const QString &title, const QIcon &icon);
    QWidget *createDetail(Settings &settings);
    void fill(CellTable *table, QLabel *count, const std::vector<RehearsedStep> &steps,
        std::vector<const RehearsedStep *> &shown);
    void choose(CellTable *table, const std::vector<const RehearsedStep *> &shown, CellTable *other);
    void showStep(const RehearsedStep *step);
    void showDrift();
    void onRevisionRead(quint64 request, const RevisionSql &sql);

    Workspace &m_workspace;
    const Theme &m_theme;
    std::shared_ptr<const ChangesReport> m_report;
    QString m_filter;
    RevisionId m_selected;
    quint64 m_request = 0;
    CellTable *m_applied;
    CellTable *m_pending;
    QLabel *m_appliedCount;
    QLabel *m_pendingCount;
    std::vector<const RehearsedStep *> m_appliedShown;
    std::vector<const RehearsedStep *> m_pendingShown;
    InlineMessage *m_drift;
    QWidget *m_driftPlace = nullptr;
    QLabel *m_title = nullptr;
    ElidingLabel *m_message = nullptr;
    CellTable *m_objects = nullptr;
    SqlPane *m_sql = nullptr;
};

/// "3 changes", "1 change", "merge", "data only", "no change".
QString stepSummary(const RehearsedStep &step, bool merge);

} // namespace stillroom

#pragma once

#include "app/services/workspacestate.h"
#include "ui/timeline/timelinerow.h"

#include <QScrollArea>

class QGridLayout;
class QVBoxLayout;

namespace stillroom
{

class Theme;

/// The Overview tab: facts of one revision, what it locks, the way back; or of a missing script; or what all
/// pending revisions come to.
class RevisionOverview final : public QScrollArea
{
    Q_OBJECT

public:
    explicit RevisionOverview(const Theme &theme, QWidget *parent = nullptr);

    /// `sql` is null until the script was evaluated.
    void showRevision(const TimelineRow &row, const WorkspaceState &state, const RevisionSql *sql);
    void showMissing(const TimelineRow &row, const WorkspaceState &state);
    void showSummary(const WorkspaceState &state);

Q_SIGNALS:
    void scriptRequested();

private:
    void begin();
    void finish();
    void addSection(const QString &title);
    void addFact(const QString &label, const QString &value, const QString &note = {}, bool mono = false);
    void addLink(const QString &label, const QString &text);
    void addLocks(const std::vector<PlanStep> &steps);
    void addParagraph(const QString &text);
    void addWhatToDo(int number, const QString &title, const QString &text);
    void addRevisionFacts(const TimelineRow &row, const WorkspaceState &state);
    void addEngine(const RevisionFacts &facts);
    void addRiskFact(const WorkspaceState &state);
    void addEdited(const EditedScript &script);
    void addEditedSummary(const WorkspaceState &state);
    void addConsequence(const PlanStep &step);
    QGridLayout *facts();

    const Theme &m_theme;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QGridLayout *m_facts = nullptr; ///< the grid facts go to; null after anything else
};

} // namespace stillroom

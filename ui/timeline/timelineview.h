#pragma once

#include "migrations/graph/revisionid.h"
#include "ui/shell/theme.h"

#include <QTableView>

namespace stillroom
{

class Settings;
class TimelineDelegate;
class TimelineModel;

/// The table of the timeline: whole rows, hover, remembered columns.
class TimelineView final : public QTableView
{
    Q_OBJECT

public:
    TimelineView(TimelineModel &model, const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    RevisionId selectedRevision() const;
    /// Selects and shows a revision; clears the selection when it is not visible.
    void selectRevision(const RevisionId &revision);

Q_SIGNALS:
    void revisionSelected(const stillroom::RevisionId &revision);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyTheme();
    void setUpHeader(Settings &settings);
    void setHoverRow(int row);
    void restoreSelection();
    void onSelectionChanged();

    TimelineModel &m_model;
    const Theme &m_theme;
    TimelineDelegate *m_delegate;
    RevisionId m_selected; ///< kept while the model is replaced
};

} // namespace stillroom

#pragma once

#include "ui/run/runprogress.h"

#include <QAbstractListModel>

namespace stillroom
{

/// One row for each step of a run: how far it is, how long it took.
class RunStepModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row {
        int number = 0; ///< from 1
        QString revision;
        QString message;
        QString status; ///< "Done", "Failed, statement 1 of 2", "3 statements"
        StepPhase phase = StepPhase::NotStarted;
        double durationMs = 0;
        double share = 0; ///< of the longest step, 0 to 1
        bool current = false;
        bool ended = false; ///< the run is over: what has not begun will not

        bool operator==(const Row &) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Replaces what changed. `now` is the time running steps are measured to.
    void setProgress(const RunProgress &progress, const QDateTime &now);
    const Row &row(int index) const { return m_rows[size_t(index)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace stillroom

#pragma once

#include "app/environment/environmentmatrix.h"

#include <QAbstractTableModel>
#include <QSet>

namespace stillroom
{

/// Key × source with comment rows between, filtered; the last column is what the chosen situation makes of
/// it. Secrets are masked in every role, but the edit role.
class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit EnvironmentModel(QObject *parent = nullptr);

    void setMatrix(const EnvironmentMatrix &matrix);
    const EnvironmentMatrix &matrix() const { return m_matrix; }
    void setFilter(const QString &text, bool notableOnly);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    const MatrixRow &rowAt(int row) const { return m_matrix.rows[size_t(m_shown[size_t(row)])]; }
    /// The cell of an index; null for keys, comments and the last column.
    const MatrixCell *cellAt(const QModelIndex &index) const;
    /// -1 for the key's and the last column.
    int sourceAt(int column) const;
    bool isEffective(int column) const { return column == columnCount() - 1; }
    QModelIndex indexOf(const QString &key, int source) const;

    /// A secret is shown for ten seconds.
    void reveal(const QModelIndex &index);
    bool isRevealed(const QModelIndex &index) const;
    /// Text of a cell as a person may see it.
    QString shownText(const QModelIndex &index) const;

Q_SIGNALS:
    void valueEntered(int source, const QString &key, const QString &value);

private:
    void choose();
    QString tip(const QModelIndex &index) const;
    QString spoken(const QModelIndex &index) const;
    QString nameOf(const QModelIndex &index) const;

    EnvironmentMatrix m_matrix;
    std::vector<int> m_shown;
    QString m_filter;
    bool m_notableOnly = false;
    QSet<QString> m_revealed;
};

} // namespace stillroom

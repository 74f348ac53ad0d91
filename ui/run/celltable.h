#pragma once

#include "ui/shell/theme.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <optional>
#include <vector>

namespace stillroom
{

/// A small coloured square with a sign, before a cell's text.
struct CellMark {
    QString sign;
    Token colour = &Tokens::muted;
    Token ground = &Tokens::neutralSoft;

    bool operator==(const CellMark &) const = default;
};

/// One cell of a small read-only table, complete: text, font, colour, side.
struct Cell {
    QString text;
    TextRole role = TextRole::Meta;
    Token colour = &Tokens::muted;
    bool right = false;
    QString tip{};
    std::optional<CellMark> mark{};

    bool operator==(const Cell &) const = default;
};

struct CellColumn {
    QString title;
    int width = 0; ///< px at 100 %; 0 takes what is left
    bool right = false;
};

/// Rows of cells as values.
class CellModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    CellModel(std::vector<CellColumn> columns, QObject *parent = nullptr);

    void setRows(std::vector<std::vector<Cell>> rows);
    const Cell &cell(const QModelIndex &index) const
    {
        return m_rows[size_t(index.row())][size_t(index.column())];
    }
    const std::vector<CellColumn> &columns() const { return m_columns; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<CellColumn> m_columns;
    std::vector<std::vector<Cell>> m_rows;
};

/// A table as high as its rows up to `maximumRows`, then it scrolls.
class CellTable final : public QTableView
{
    Q_OBJECT

public:
    CellTable(
        std::vector<CellColumn> columns, int maximumRows, const Theme &theme, QWidget *parent = nullptr);

    void setRows(std::vector<std::vector<Cell>> rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

private:
    const Theme &m_theme;
    CellModel m_model;
    int m_maximumRows;
};

} // namespace stillroom

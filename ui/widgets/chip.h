#pragma once

#include "app/project/target.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QPainter;

namespace stillroom
{

enum class ChipKind { Applied, Current, Pending, Head, MissingScript };
enum class ChipGround { Plain, SelectedRow };

/// "Applied", "Current", "Pending", "Head", "Missing script".
QString chipText(ChipKind kind);

/// Chips inside views: measured and painted by the delegate. Height 18 at 100 %.
QSize chipSize(ChipKind kind, const Theme &theme);
/// Paints into `topLeft` + chipSize().
void paintChip(QPainter *painter, const QPoint &topLeft, ChipKind kind, const Theme &theme,
    ChipGround ground = ChipGround::Plain);

/// "PROD", "STG", "DEV", 46 × 18 at 100 %.
QString environmentShortName(TargetKind kind);
QSize environmentChipSize(const Theme &theme);
void paintEnvironmentChip(QPainter *painter, const QPoint &topLeft, TargetKind kind, const Theme &theme);

/// A chip in a layout.
class Chip : public QWidget
{
    Q_OBJECT

public:
    Chip(ChipKind kind, const Theme &theme, QWidget *parent = nullptr);

    ChipKind kind() const { return m_kind; }
    void setKind(ChipKind kind);
    QSize sizeHint() const override { return chipSize(m_kind, m_theme); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChipKind m_kind;
};

} // namespace stillroom

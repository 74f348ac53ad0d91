#pragma once

#include "ui/shell/theme.h"

#include <QToolButton>

namespace stillroom
{

/// A 24 × 24 button with an icon only; its tooltip is also its accessible name.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &icon, const QString &tip, const Theme &theme, QWidget *parent = nullptr);
    /// Changes tooltip and accessible name together.
    void setTip(const QString &tip);
};

} // namespace stillroom

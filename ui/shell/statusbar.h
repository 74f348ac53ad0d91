#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

namespace stillroom
{

class ElidingLabel;

/// 24 px at the foot: what this session may do, and when and from where the page was read.
class StatusBar : public QFrame
{
    Q_OBJECT

public:
    explicit StatusBar(const Theme &theme, QWidget *parent = nullptr);
    void setTexts(const QString &left, const QString &right);

private:
    ElidingLabel *m_left;
    ElidingLabel *m_right;
};

} // namespace stillroom

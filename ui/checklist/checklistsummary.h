#pragma once

#include "app/verify/verifyrun.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace stillroom
{

/// The right side: what to do first, in order, and both verdicts.
class ChecklistSummary : public QWidget
{
    Q_OBJECT

public:
    explicit ChecklistSummary(const Theme &theme, QWidget *parent = nullptr);

    void show(const VerifyReport &report);

private:
    void addTask(int number, const Check &check);

    const Theme &m_theme;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace stillroom

#pragma once

#include "app/verify/checklist.h"
#include "ui/shell/theme.h"

#include <QFrame>

class QHBoxLayout;

namespace stillroom
{

class IconButton;

/// "Passed", … as the design guide has it; unknown is shown as skipped.
enum class ResultKind;
ResultKind resultKindOf(CheckOutcome outcome);

/// One check: a line that opens to its explanation, evidence and actions.
class CheckRow : public QFrame
{
    Q_OBJECT

public:
    CheckRow(const Check &check, const Theme &theme, QWidget *parent = nullptr);

    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    const Check &check() const { return m_check; }

Q_SIGNALS:
    void fixRequested(const stillroom::CheckFix &fix);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QWidget *createLine();
    QWidget *createDetails();
    void addFix(QWidget *parent, QHBoxLayout *layout, bool primary);

    Check m_check;
    const Theme &m_theme;
    IconButton *m_toggle = nullptr;
    QWidget *m_details = nullptr;
    bool m_open = false;
};

} // namespace stillroom

#pragma once

#include "app/verify/checklist.h"
#include "ui/shell/theme.h"

#include <QFrame>

class QVBoxLayout;

namespace stillroom
{

class IconButton;

/// The checks of one section: worst first, what passed folded behind one line.
class CheckCard : public QFrame
{
    Q_OBJECT

public:
    CheckCard(const QString &title, const std::vector<Check> &checks, const Theme &theme,
        QWidget *parent = nullptr);

    void setOpen(bool open);

Q_SIGNALS:
    void fixRequested(const stillroom::CheckFix &fix);

private:
    QWidget *createHeader(const QString &title, const std::vector<Check> &checks);
    void addRows(const std::vector<Check> &checks);
    void addRow(const Check &check, QVBoxLayout *layout);

    const Theme &m_theme;
    IconButton *m_toggle = nullptr;
    QWidget *m_body;
    QVBoxLayout *m_rows;
    bool m_open = true;
};

} // namespace stillroom

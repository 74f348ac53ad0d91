#pragma once

#include "migrations/graph/revision.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace stillroom
{

class CodeView;
class ElidingLabel;
class SegmentedControl;

/// The SQL of what is chosen, in either of two directions, with its head line.
class SqlPane final : public QWidget
{
    Q_OBJECT

public:
    explicit SqlPane(const Theme &theme, QWidget *parent = nullptr);

    struct Side {
        QString name; ///< "Upgrade", "Undo in the database"
        QString sql;
        QString note; ///< "3 of 8 statements"
    };
    /// \a allOffered: the link "Show all SQL" makes sense.
    void setContent(const QString &title, const Side &first, const Side &second, bool allOffered = false);
    /// Until the next setContent(): a link "New revision…" for the second side.
    void offerScript();
    /// The text in front.
    QString sql() const;

Q_SIGNALS:
    void allRequested();
    void scriptRequested();
    void copied();

private:
    void showSide();

    ElidingLabel *m_title;
    QLabel *m_note;
    SegmentedControl *m_side;
    QPushButton *m_copy;
    QPushButton *m_all;
    QPushButton *m_script;
    bool m_offersScript = false;
    CodeView *m_code;
    Side m_sides[2];
};

} // namespace stillroom

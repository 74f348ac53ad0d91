#pragma once

#include "app/services/workspace.h"
#include "ui/shell/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stillroom
{

class InlineMessage;
class SegmentedControl;

/// Writes a new revision script: an empty one and a merge from the project's template, or one the project's
/// own autogeneration fills in, which runs its code and so asks for consent.
class RevisionDialog final : public QDialog
{
    Q_OBJECT

public:
    /// \a initial: what stands in the fields first; statements in it go into the script as they are.
    RevisionDialog(Workspace &workspace, const Theme &theme, const RevisionRequest &initial,
        const RevisionId &selected, QWidget *parent);

    /// Why there can be none of this kind now; empty: there can.
    static QString refusal(const WorkspaceState &state, RevisionRequest::Kind kind);

Q_SIGNALS:
    void made(const QString &path, const stillroom::RevisionId &revision);

private:
    QWidget *createParents(const RevisionId &selected);
    void showKind();
    void updateFields();
    void write();
    void onMade(quint64 request, const MadeRevision &made);
    void onNotMade(quint64 request, const Error &error);
    RevisionRequest::Kind kind() const;

    Workspace &m_workspace;
    const Theme &m_theme;
    RevisionRequest m_initial;
    quint64 m_request = 0;
    bool m_writing = false;
    bool m_written = false; ///< and something else went wrong
    SegmentedControl *m_kind = nullptr;
    QLineEdit *m_message = nullptr;
    QWidget *m_parentPlace = nullptr;
    QComboBox *m_parent = nullptr;
    QLabel *m_merged = nullptr;
    QCheckBox *m_consent = nullptr;
    QLabel *m_hint = nullptr;
    InlineMessage *m_result = nullptr;
    QPushButton *m_write = nullptr;
};

} // namespace stillroom

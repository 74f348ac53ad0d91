#pragma once

#include "app/environment/preset.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace stillroom
{

class SegmentedControl;

/// "What Save will write": a chip a file, its difference with secrets masked, Discard and Save.
class SavePane final : public QWidget
{
    Q_OBJECT

public:
    explicit SavePane(const Theme &theme, QWidget *parent = nullptr);

    /// \a blocked: files in conflict, by path; they are shown and not saved. \a root: names are relative to
    /// it.
    void setChanges(const std::vector<FileChange> &changes, const QString &root, const QStringList &blocked);
    void setSaving(bool saving);
    /// The difference in front, secrets masked.
    QString diff() const;
    bool isFilled() const { return !m_files.empty(); }
    /// Of the line that stays when there is nothing to show.
    int headHeight() const;

Q_SIGNALS:
    void saveRequested();
    void discardRequested();
    /// There is something to show, or nothing any more.
    void filledChanged(bool filled);

private:
    struct Shown {
        QString path;
        QString name;
        QString diff;
        int added = 0;
        int removed = 0;
        bool isNew = false;
        bool blocked = false;
    };
    void showFile();
    void paintDiff();

    const Theme &m_theme;
    std::vector<Shown> m_files;
    QString m_path; ///< of the file in front
    SegmentedControl *m_chips;
    QLabel *m_note;
    QPushButton *m_discard;
    QPushButton *m_save;
    QPlainTextEdit *m_text;
    bool m_saving = false;
};

} // namespace stillroom

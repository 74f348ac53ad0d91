#pragma once

#include "app/environment/environmentmatrix.h"
#include "app/services/environmentsession.h"
#include "app/services/workspace.h"
#include "ui/environment/environmentmodel.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QUndoStack>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace stillroom
{

class AddKeyBar;
class ElidingLabel;
class EmptyState;
class EnvironmentView;
class FlagCard;
class InlineMessage;
class ResultIcon;
class SavePane;
class SegmentedControl;
class Settings;

/// The project's environment files side by side: presets, the three variables that decide about a start,
/// every key by source, and what saving would write (design guide 5, "Environment"; spec/auto-run.md 4 and
/// 9). Nothing is written before Save.
class EnvironmentPage final : public Page
{
    Q_OBJECT

public:
    /// \a process: shown as the environment of this process.
    EnvironmentPage(Workspace &workspace, const Theme &theme, Settings &settings,
        const QProcessEnvironment &process = QProcessEnvironment::systemEnvironment(),
        QWidget *parent = nullptr);

    QString title() const override { return tr("Environment"); }
    QString iconName() const override { return QStringLiteral("environment"); }
    void activate() override;
    bool isBusy() const override { return m_session.isBusy(); }
    void focusSearch() override;
    bool escape() override;
    std::pair<QString, QString> copyText() const override;
    QList<QWidget *> regions() override;
    bool showVariable(const QString &name) override;
    QStringList unsavedFiles() const override;
    void undoSaved() override;

private:
    QWidget *createPresetBar();
    QWidget *createCards();
    QWidget *createToolbar();
    QWidget *createMatrix(Settings &settings);
    void addKeys();

    void onStateChanged();
    void onLoaded(bool replaced);
    void refresh();
    void fillSources();
    void showPreset();
    void showCards();
    void showDetail();
    void showMessage();
    bool showFindings();
    int flagSource() const;
    FileBytes bytesOf(bool saved) const;

    void change(int source, const QString &key, const std::optional<QString> &value);
    void addKey(const QString &source, const QString &key, const QString &value);
    bool push(int source, const QString &key, const std::optional<QString> &value, QString *why);
    void applyPreset(Preset preset);
    void discard();
    void save();
    void onSaved(const QStringList &names);
    void setNotice(const Error &error, const QString &title);

    Workspace &m_workspace;
    const Theme &m_theme;
    EnvironmentSession m_session;
    QUndoStack m_undo;
    EnvironmentModel m_model;
    MatrixChoice m_choice;
    QString m_flagsFor; ///< title of the source the cards and presets are about
    std::optional<Preset> m_preset; ///< the one a person chose last
    QString m_wanted; ///< a variable to show once the files are read

    struct Notice {
        bool bad = false;
        QString title;
        QString body;
    };
    std::vector<FileChange> m_saving; ///< what the newest Save writes, or wrote
    QString m_closedFindings; ///< what a person closed; shown again when it changes
    std::optional<Notice> m_notice; ///< what the last action had to say

    SegmentedControl *m_presets = nullptr;
    QToolButton *m_morePresets = nullptr;
    ResultIcon *m_presetIcon = nullptr;
    QLabel *m_presetState = nullptr;
    QComboBox *m_flags = nullptr;
    std::vector<FlagCard *> m_cards;
    QLineEdit *m_search = nullptr;
    QCheckBox *m_notableOnly = nullptr;
    QComboBox *m_reference = nullptr;
    QComboBox *m_situation = nullptr;
    QPushButton *m_add = nullptr;
    AddKeyBar *m_addBar = nullptr;
    InlineMessage *m_message = nullptr;
    QWidget *m_messagePlace = nullptr;
    EnvironmentView *m_view = nullptr;
    ElidingLabel *m_detail = nullptr;
    QPushButton *m_fix = nullptr;
    QPushButton *m_reveal = nullptr;
    SavePane *m_save = nullptr;
    QStackedWidget *m_content = nullptr;
    EmptyState *m_empty;
};

} // namespace stillroom

#pragma once

#include "app/services/workspacestate.h"
#include "ui/connect/connectionfields.h"
#include "ui/shell/theme.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace stillroom
{

class ElidingLabel;
class InlineMessage;
class Settings;
class Workspace;

/// Collects a target: one the project names, or one typed in. Tests it without leaving, and closes with
/// a choice; the workspace acts on it. The password goes to the system keychain when asked to and one
/// answers, else it stays in memory.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(Workspace &workspace, const Settings &settings, const Theme &theme, QWidget *parent);

    /// The target as it stands in the fields. Error: something in them cannot be a target.
    Result<TargetChoice> choice() const;

Q_SIGNALS:
    void chosen(const stillroom::TargetChoice &choice);
    void filesOnlyChosen();

private:
    void addSource(QVBoxLayout *layout);
    void addFields(QVBoxLayout *layout);
    void addTls(QVBoxLayout *layout);
    void addKeychain(QVBoxLayout *layout);
    void addReach(QVBoxLayout *layout);
    void showKeychain();
    void showKept();
    void addEnvironment(QVBoxLayout *layout);
    void addFooter(QVBoxLayout *layout);
    QLineEdit *addField(QGridLayout *grid, int row, int column, int span, const QString &label,
        const QString &name, TextRole role);

    ConnectionFields fields() const;
    void setFields(const ConnectionFields &fields);
    void takeSource(int index);
    void takeUrl(const QString &text);
    void fieldsEdited();
    void guess();
    void updateWarning();
    TargetKind environment() const;
    void chooseCertificate();
    void test();
    void showTest(quint64 request, const ConnectionTest &result);
    void connectNow();

    Workspace &m_workspace;
    const Settings &m_settings;
    const Theme &m_theme;
    std::vector<Target> m_targets;
    Target m_source;
    QString m_baseUrl;
    quint64 m_testing = 0;
    bool m_environmentChosen = false; ///< by hand: no guess overrides it

    QComboBox *m_sources = nullptr;
    ElidingLabel *m_found = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_port = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_keep = nullptr;
    QLineEdit *m_ssh = nullptr;
    QLineEdit *m_role = nullptr;
    QLineEdit *m_profile = nullptr;
    QComboBox *m_tls = nullptr;
    QLineEdit *m_certificate = nullptr;
    QButtonGroup *m_environment = nullptr;
    ElidingLabel *m_guess = nullptr;
    InlineMessage *m_warning = nullptr;
    InlineMessage *m_result = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_connect = nullptr;
};

} // namespace stillroom

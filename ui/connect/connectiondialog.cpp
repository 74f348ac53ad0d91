#include "ui/connect/connectiondialog.h"

#include "app/services/workspace.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{
namespace
{

constexpr int dialogWidth = 660;
constexpr std::array kinds{TargetKind::Development, TargetKind::Staging, TargetKind::Production};

/// ".env, line 4" for ".env:DATABASE_URL" with a place; else the source as it is.
QString foundText(const Target &target)
{
    if (!target.place.path.isEmpty()) {
        const QString file = target.place.path.section(QLatin1Char('/'), -1);
        return target.place.line > 0 ? QObject::tr("Found in %1, line %2").arg(file).arg(target.place.line)
                                     : QObject::tr("Found in %1").arg(file);
    }
    // "environment:DATABASE_URL" names a source and a key; the key is the choice itself.
    return target.source.section(QLatin1Char(':'), 0, 0);
}

} // namespace

ConnectionDialog::ConnectionDialog(
    Workspace &workspace, const Settings &settings, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_settings(settings)
    , m_theme(theme)
    , m_targets(workspace.state()->targets)
{
    // The target in use may come from elsewhere: typed in earlier, or the sample's own server.
    const std::optional<Target> &inUse = workspace.state()->target;
    const auto isInUse = [&inUse](const Target &target) { return target.name == inUse->name; };
    if (inUse && std::none_of(m_targets.begin(), m_targets.end(), isInUse))
        m_targets.insert(m_targets.begin(), *inUse);
    setWindowTitle(tr("Connect to a database"));
    setObjectName(QStringLiteral("connectionDialog"));
    setProperty("panel", QStringLiteral("surface"));
    setModal(true);
    setMinimumWidth(theme.px(dialogWidth));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *body = new QVBoxLayout;
    body->setContentsMargins(24, 20, 24, 16);
    body->setSpacing(10);
    body->addWidget(textLabel(tr("Connect to a database"), TextRole::Page, this));
    addSource(body);
    addFields(body);
    addTls(body);
    addReach(body);
    body->addWidget(horizontalRule(this));
    addEnvironment(body);
    body->addWidget(horizontalRule(this));
    m_warning = new InlineMessage(theme, this);
    m_warning->setObjectName(QStringLiteral("tlsWarning"));
    m_warning->hide();
    m_result = new InlineMessage(theme, this);
    m_result->setObjectName(QStringLiteral("testResult"));
    m_result->hide();
    body->addWidget(m_warning);
    body->addWidget(m_result);
    layout->addLayout(body);
    layout->addStretch(1);
    addFooter(layout);
    connect(&workspace, &Workspace::connectionTested, this, &ConnectionDialog::showTest);

    int preferred = 0;
    for (size_t i = 0; i < m_targets.size(); ++i) {
        const bool connected
            = workspace.state()->target && workspace.state()->target->name == m_targets[i].name;
        if (connected || (m_targets[i].selected && !workspace.state()->target))
            preferred = static_cast<int>(i);
    }
    m_sources->setCurrentIndex(preferred);
    takeSource(preferred);
    m_password->text().isEmpty() && !m_host->text().isEmpty() ? m_password->setFocus() : m_host->setFocus();
}

void ConnectionDialog::addSource(QVBoxLayout *layout)
{
    m_sources = new QComboBox(this);
    m_sources->setObjectName(QStringLiteral("source"));
    m_sources->setAccessibleName(tr("Where the address comes from"));
    for (const Target &target : m_targets)
        m_sources->addItem(target.name);
    m_sources->addItem(tr("Another database"));
    m_found = new ElidingLabel(TextRole::Meta, this);
    m_found->setObjectName(QStringLiteral("foundIn"));
    m_found->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setTone(m_found, Tone::Muted);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_sources, 1);
    row->addWidget(m_found, 1);
    layout->addLayout(row);
    m_url = new QLineEdit(this);
    m_url->setObjectName(QStringLiteral("url"));
    m_url->setAccessibleName(tr("Database URL"));
    m_url->setProperty("textRole", textRoleName(TextRole::Code));
    m_url->setPlaceholderText(QStringLiteral("postgresql://user@host:5432/database"));
    layout->addWidget(m_url);
    connect(m_sources, &QComboBox::activated, this, &ConnectionDialog::takeSource);
    connect(m_url, &QLineEdit::textEdited, this, &ConnectionDialog::takeUrl);
}

QLineEdit *ConnectionDialog::addField(QGridLayout *grid, int row, int column, int span, const QString &label,
    const QString &name, TextRole role)
{
    QLabel *text = textLabel(label, TextRole::Meta, this, Tone::Muted);
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setProperty("textRole", textRoleName(role));
    text->setBuddy(edit);
    grid->addWidget(text, row, column, 1, span);
    grid->addWidget(edit, row + 1, column, 1, span);
    connect(edit, &QLineEdit::textEdited, this, &ConnectionDialog::fieldsEdited);
    return edit;
}

void ConnectionDialog::addFields(QVBoxLayout *layout)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    m_host = addField(grid, 0, 0, 1, tr("Host"), QStringLiteral("host"), TextRole::Body);
    m_port = addField(grid, 0, 1, 1, tr("Port"), QStringLiteral("port"), TextRole::Body);
    m_database = addField(grid, 0, 2, 1, tr("Database"), QStringLiteral("database"), TextRole::Code);
    m_user = addField(grid, 2, 0, 1, tr("User"), QStringLiteral("user"), TextRole::Body);
    m_password = addField(grid, 2, 1, 2, tr("Password"), QStringLiteral("password"), TextRole::Body);
    m_port->setPlaceholderText(QStringLiteral("5432"));
    m_host->setPlaceholderText(tr("local socket"));
    m_password->setEchoMode(QLineEdit::Password);
    QAction *reveal = m_password->addAction(
        m_theme.icon(QStringLiteral("view-visible"), &Tokens::muted), QLineEdit::TrailingPosition);
    reveal->setToolTip(tr("Show the password"));
    reveal->setText(tr("Show the password"));
    reveal->setCheckable(true);
    connect(reveal, &QAction::toggled, this,
        [this](bool shown) { m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 5);
    layout->addLayout(grid);
    addKeychain(layout);
}

void ConnectionDialog::addKeychain(QVBoxLayout *layout)
{
    m_keep = new QCheckBox(this);
    m_keep->setObjectName(QStringLiteral("keepPassword"));
    layout->addWidget(m_keep);
    showKeychain();
    connect(&m_workspace, &Workspace::stateChanged, this, &ConnectionDialog::showKeychain);
    m_workspace.askKeychain();
}

/// Without a keychain the password lives in memory, and the dialog says so.
void ConnectionDialog::showKeychain()
{
    const bool missing = m_workspace.state()->keychain == KeychainState::Missing;
    m_keep->setText(missing ? tr("No system keychain answers: the password is kept until Stillroom closes")
                            : tr("Keep the password in the system keychain"));
    m_keep->setToolTip(missing ? m_workspace.state()->keychainReason : QString());
    m_keep->setEnabled(!missing);
    if (missing)
        m_keep->setChecked(false);
}

/// What is known of the source's login: a kept password is not fetched before it is needed.
void ConnectionDialog::showKept()
{
    const bool kept = m_workspace.isPasswordKept(m_source);
    m_keep->setChecked(kept && m_keep->isEnabled());
    m_password->setPlaceholderText(kept ? tr("in the system keychain") : QString());
}

/// An SSH server in between, a role, and the name to keep all of it under.
void ConnectionDialog::addReach(QVBoxLayout *layout)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    m_ssh = addField(grid, 0, 0, 1, tr("Through SSH server"), QStringLiteral("sshServer"), TextRole::Body);
    m_role = addField(grid, 0, 1, 1, tr("Role (SET ROLE)"), QStringLiteral("role"), TextRole::Body);
    m_profile = addField(grid, 0, 2, 1, tr("Keep as profile"), QStringLiteral("profile"), TextRole::Body);
    m_ssh->setPlaceholderText(tr("none, or user@host:22"));
    m_role->setPlaceholderText(tr("the user's own"));
    m_profile->setPlaceholderText(tr("a name, or nothing"));
    layout->addLayout(grid);
}

void ConnectionDialog::addTls(QVBoxLayout *layout)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    QLabel *label = textLabel(tr("TLS mode"), TextRole::Meta, this, Tone::Muted);
    m_tls = new QComboBox(this);
    m_tls->setObjectName(QStringLiteral("tlsMode"));
    m_tls->setAccessibleName(tr("TLS mode"));
    for (const TlsMode mode : {TlsMode::VerifyFull, TlsMode::VerifyCa, TlsMode::Require, TlsMode::Prefer,
             TlsMode::Allow, TlsMode::Disable}) {
        m_tls->addItem(tlsModeMeaning(mode), static_cast<int>(mode));
    }
    label->setBuddy(m_tls);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_tls, 1, 0);
    m_certificate
        = addField(grid, 0, 1, 1, tr("Root certificate"), QStringLiteral("rootCertificate"), TextRole::Body);
    m_certificate->setPlaceholderText(QStringLiteral("~/.postgresql/root.crt"));
    QAction *browse = m_certificate->addAction(
        m_theme.icon(QStringLiteral("folder-open"), &Tokens::muted), QLineEdit::TrailingPosition);
    browse->setToolTip(tr("Choose a certificate file"));
    browse->setText(tr("Choose a certificate file"));
    connect(browse, &QAction::triggered, this, &ConnectionDialog::chooseCertificate);
    grid->setColumnStretch(0, 6);
    grid->setColumnStretch(1, 5);
    layout->addLayout(grid);
    connect(m_tls, &QComboBox::activated, this, &ConnectionDialog::fieldsEdited);
}

void ConnectionDialog::addEnvironment(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(textLabel(tr("This database is"), TextRole::Label, this));
    m_environment = new QButtonGroup(this);
    const std::array names{tr("Development"), tr("Staging"), tr("Production")};
    for (size_t i = 0; i < kinds.size(); ++i) {
        auto *radio = new QRadioButton(names[i], this);
        radio->setObjectName(targetKindName(kinds[i]));
        m_environment->addButton(radio, static_cast<int>(kinds[i]));
        row->addWidget(radio);
    }
    m_guess = new ElidingLabel(TextRole::Meta, this);
    m_guess->setObjectName(QStringLiteral("guess"));
    m_guess->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setTone(m_guess, Tone::Muted);
    row->addWidget(m_guess, 1);
    layout->addLayout(row);
    connect(m_environment, &QButtonGroup::idClicked, this, [this] {
        m_environmentChosen = true;
        m_guess->setFullText(tr("Chosen by you"));
        updateWarning();
    });
}

void ConnectionDialog::addFooter(QVBoxLayout *layout)
{
    auto *footer = new QFrame(this);
    footer->setProperty("panel", QStringLiteral("footer"));
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(24, 12, 24, 12);
    row->setSpacing(12);
    m_test = textButton(tr("Test connection"), ButtonKind::Default, footer);
    m_test->setObjectName(QStringLiteral("testConnection"));
    QPushButton *filesOnly = textButton(tr("Work without a database"), ButtonKind::Link, footer);
    QPushButton *cancel = textButton(tr("Cancel"), ButtonKind::Default, footer);
    m_connect = textButton(tr("Connect"), ButtonKind::Primary, footer);
    m_connect->setObjectName(QStringLiteral("connectButton"));
    m_connect->setDefault(true); // connecting changes nothing; Enter may do it
    row->addWidget(m_test);
    row->addStretch(1);
    for (QPushButton *button : {filesOnly, cancel, m_connect})
        row->addWidget(button);
    layout->addWidget(footer);
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionDialog::connectNow);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(filesOnly, &QPushButton::clicked, this, [this] {
        Q_EMIT filesOnlyChosen();
        accept();
    });
}

ConnectionFields ConnectionDialog::fields() const
{
    return {.host = m_host->text(),
        .port = m_port->text(),
        .database = m_database->text(),
        .user = m_user->text(),
        .password = m_password->text(),
        .tls = static_cast<TlsMode>(m_tls->currentData().toInt()),
        .rootCertificate = m_certificate->text(),
        .baseUrl = m_baseUrl};
}

void ConnectionDialog::setFields(const ConnectionFields &fields)
{
    m_host->setText(fields.host);
    m_port->setText(fields.port);
    m_database->setText(fields.database);
    m_user->setText(fields.user);
    m_password->setText(fields.password);
    m_tls->setCurrentIndex(m_tls->findData(static_cast<int>(fields.tls)));
    m_certificate->setText(fields.rootCertificate);
    m_baseUrl = fields.baseUrl;
}

void ConnectionDialog::takeSource(int index)
{
    const auto place = static_cast<size_t>(index);
    m_source = place < m_targets.size() ? m_targets[place] : Target{};
    m_environmentChosen = false;
    m_found->setFullText(foundText(m_source));
    m_result->hide();
    const Result<ConnectionFields> read
        = m_source.url.isEmpty() ? Result<ConnectionFields>(ConnectionFields{}) : fieldsOf(m_source.url);
    setFields(read ? *read : ConnectionFields{});
    m_url->setText(m_source.url.isEmpty() ? QString() : shownUrl(fields()));
    m_url->setCursorPosition(0);
    m_ssh->setText(m_source.tunnel ? m_source.tunnel->displayName() : QString());
    m_role->setText(m_source.role);
    m_profile->setText(m_source.origin == TargetOrigin::Profile ? m_source.name : QString());
    showKept();
    if (!read) {
        m_result->setMessage(MessageKind::Bad, read.error().message, read.error().detail);
        m_result->show();
    }
    guess();
}

/// A pasted URL fills the fields; the dots of a shown password keep the password there is.
void ConnectionDialog::takeUrl(const QString &text)
{
    Result<ConnectionFields> read = fieldsOf(text);
    setStyleProperty(m_url, "invalid", !read && !text.isEmpty());
    if (!read)
        return;
    if (read->password.isEmpty() || read->password.contains(QChar(0x2022)))
        read->password = m_password->text();
    setFields(*read);
    m_result->hide();
    guess();
}

void ConnectionDialog::fieldsEdited()
{
    setStyleProperty(m_url, "invalid", false);
    m_url->setText(shownUrl(fields()));
    m_result->hide();
    guess();
}

void ConnectionDialog::guess()
{
    if (!m_environmentChosen) {
        // A kind somebody confirmed is no guess any more.
        const bool known = m_source.kindReason.startsWith(QLatin1String("confirmed"))
            || m_source.origin == TargetOrigin::Profile;
        const EnvironmentGuess guess = known
            ? EnvironmentGuess{m_source.kind,
                m_source.origin == TargetOrigin::Profile ? tr("Saved in the profile")
                                                         : tr("Kind %1").arg(m_source.kindReason)}
            : guessEnvironment(fields(), m_source);
        m_environment->button(static_cast<int>(guess.kind))->setChecked(true);
        m_guess->setFullText(guess.reason);
    }
    updateWarning();
}

TargetKind ConnectionDialog::environment() const
{
    return static_cast<TargetKind>(m_environment->checkedId());
}

void ConnectionDialog::updateWarning()
{
    const bool weak = environment() == TargetKind::Production && fields().tls != TlsMode::VerifyFull
        && !m_host->text().startsWith(QLatin1Char('/')) && !m_host->text().isEmpty();
    if (weak) {
        m_warning->setMessage(MessageKind::Warn,
            tr("%1 does not prove which server answers").arg(tlsModeName(fields().tls)),
            tr("On a production database use verify-full with the server's root certificate."));
    }
    m_warning->setVisible(weak);
}

void ConnectionDialog::chooseCertificate()
{
    auto *dialog = new QFileDialog(
        this, tr("Root certificate"), m_certificate->text(), tr("Certificates (*.crt *.pem);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_certificate->setText(file);
        fieldsEdited();
    });
    dialog->open();
}

Result<TargetChoice> ConnectionDialog::choice() const
{
    const ConnectionFields current = fields();
    const Result<QString> url = urlOf(current);
    if (!url)
        return url.error();
    if (current.database.isEmpty() && current.host.isEmpty())
        return Error{ErrorKind::InvalidCall, tr("Type a host or a database name")};
    TargetChoice choice;
    choice.target = m_source;
    choice.target.url = *url;
    choice.target.kind = environment();
    if (choice.target.name.isEmpty())
        choice.target.name = current.database.isEmpty() ? current.host : current.database;
    choice.target.role = m_role->text().trimmed();
    choice.target.tunnel = sshHostOf(m_ssh->text());
    if (choice.target.tunnel && m_source.tunnel)
        choice.target.tunnel->identityFile = m_source.tunnel->identityFile;
    choice.saveAs = m_profile->text().trimmed();
    choice.remember = m_keep->isChecked();
    choice.forget = !m_keep->isChecked() && m_keep->isEnabled();
    choice.confirmKind = true; // the kind stands above the button
    choice.password = current.password;
    choice.connectTimeout = std::chrono::seconds(m_settings.connectTimeout());
    return choice;
}

void ConnectionDialog::test()
{
    const Result<TargetChoice> wanted = choice();
    if (!wanted) {
        m_result->setMessage(MessageKind::Bad, wanted.error().message, wanted.error().detail);
        m_result->show();
        return;
    }
    m_test->setEnabled(false);
    m_result->setMessage(MessageKind::Info, tr("Testing the connection"),
        tr("Waits %1 s at most for an answer.").arg(m_settings.connectTimeout()));
    m_result->show();
    m_testing = m_workspace.testConnection(*wanted);
}

void ConnectionDialog::showTest(quint64 request, const ConnectionTest &result)
{
    if (request != m_testing)
        return;
    m_test->setEnabled(true);
    if (result.ok) {
        const QString session
            = result.server.standby ? tr(" The server is a standby: it only reads.") : QString();
        const QString title = tr("Connected in %1 ms").arg(qRound(result.durationMs));
        if (result.report) {
            m_result->setMessage(result.report->canMigrate() ? MessageKind::Ok : MessageKind::Warn, title,
                reportText(*result.report));
            return;
        }
        m_result->setMessage(MessageKind::Ok, title,
            tr("PostgreSQL %1, database %2 as %3.")
                    .arg(result.server.version, result.server.database, result.server.user)
                + session);
    } else if (result.error) {
        QString detail = result.error->detail;
        if (!result.error->sqlState.isEmpty())
            detail = QStringLiteral("SQLSTATE %1. %2").arg(result.error->sqlState, detail);
        m_result->setMessage(MessageKind::Bad, result.error->message, detail.trimmed());
    }
}

void ConnectionDialog::connectNow()
{
    const Result<TargetChoice> wanted = choice();
    if (!wanted) {
        m_result->setMessage(MessageKind::Bad, wanted.error().message, wanted.error().detail);
        m_result->show();
        return;
    }
    Q_EMIT chosen(*wanted);
    accept();
}

} // namespace stillroom

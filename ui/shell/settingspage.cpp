#include "ui/shell/settingspage.h"

#include "ui/widgets/scrollingcolumn.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr int labelWidth = 180;
constexpr int spinWidth = 120;
constexpr int longestSeconds = 3600;

QLabel *heading(const QString &text, QGridLayout *grid, QWidget *parent)
{
    QLabel *label = textLabel(text, TextRole::Section, parent);
    const int row = grid->rowCount();
    grid->setRowMinimumHeight(row, 40);
    grid->addWidget(label, row, 0, 1, 2, Qt::AlignBottom);
    return label;
}

} // namespace

SettingsPage::SettingsPage(Settings &settings, Theme &theme, QWidget *parent)
    : Page(parent)
    , m_settings(settings)
    , m_theme(theme)
{
    auto *card = new QFrame(this);
    card->setProperty("panel", QStringLiteral("card"));
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(24, 8, 24, 24);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    addAppearance(grid);
    addConnection(grid);
    addRun(grid);

    auto *layout = scrollingColumn(this);
    layout->setSpacing(12);
    layout->addWidget(textLabel(tr("Settings"), TextRole::Page, this));
    layout->addWidget(card);
    layout->addStretch(1);
    load();
    connect(&theme, &Theme::changed, this, &SettingsPage::load);
}

void SettingsPage::activate()
{
    load();
}

void SettingsPage::addAppearance(QGridLayout *grid)
{
    heading(tr("Appearance"), grid, this);
    const int row = grid->rowCount();
    grid->addWidget(textLabel(tr("Theme"), TextRole::Body, this, Tone::Muted), row, 0);
    m_mode = new SegmentedControl(this);
    m_mode->setObjectName(QStringLiteral("themeMode"));
    m_mode->setAccessibleName(tr("Theme"));
    for (const QString &text : {tr("As the desktop"), tr("Light"), tr("Dark")})
        m_mode->addSegment(text);
    grid->addWidget(m_mode, row, 1, Qt::AlignLeft);
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](int index) {
        const auto mode = static_cast<ThemeMode>(index);
        m_settings.setThemeMode(mode);
        m_theme.setMode(mode);
    });
    grid->addWidget(textLabel(tr("Text size"), TextRole::Body, this, Tone::Muted), row + 1, 0);
    m_scale = wrappedLabel({}, TextRole::Body, this);
    grid->addWidget(m_scale, row + 1, 1);
}

QSpinBox *SettingsPage::addSpin(
    QGridLayout *grid, const QString &label, const QString &name, int most, const QString &explanation)
{
    const int row = grid->rowCount();
    QLabel *text = textLabel(label, TextRole::Body, this, Tone::Muted);
    auto *spin = new QSpinBox(this);
    spin->setObjectName(name);
    spin->setAccessibleName(label);
    spin->setAccessibleDescription(explanation);
    spin->setRange(0, most);
    spin->setSuffix(tr(" s"));
    text->setBuddy(spin);
    grid->addWidget(text, row, 0);
    grid->addWidget(spin, row, 1, Qt::AlignLeft);
    grid->addWidget(wrappedLabel(explanation, TextRole::Meta, this, Tone::Muted), row + 1, 1);
    return spin;
}

void SettingsPage::addConnection(QGridLayout *grid)
{
    heading(tr("Connection"), grid, this);
    m_connectTimeout = addSpin(grid, tr("Connect timeout"), QStringLiteral("connectTimeout"), 120,
        tr("How long to wait for a server that does not answer."));
    m_connectTimeout->setMinimum(1);
    connect(m_connectTimeout, &QSpinBox::valueChanged, this,
        [this](int seconds) { m_settings.setConnectTimeout(seconds); });
}

void SettingsPage::addRun(QGridLayout *grid)
{
    heading(tr("Every run starts with"), grid, this);
    m_lockTimeout = addSpin(grid, tr("Lock timeout"), QStringLiteral("lockTimeout"), longestSeconds,
        tr("A statement that waits longer for a lock stops the run, and everything is rolled back."));
    m_statementTimeout = addSpin(grid, tr("Statement timeout"), QStringLiteral("statementTimeout"),
        longestSeconds, tr("A statement that takes longer is cancelled, and the run is rolled back."));
    for (QSpinBox *spin : {m_lockTimeout, m_statementTimeout})
        spin->setSpecialValueText(tr("server's own"));
    connect(m_lockTimeout, &QSpinBox::valueChanged, this,
        [this](int seconds) { m_settings.setLockTimeout(std::chrono::seconds(seconds)); });
    connect(m_statementTimeout, &QSpinBox::valueChanged, this,
        [this](int seconds) { m_settings.setStatementTimeout(std::chrono::seconds(seconds)); });
}

void SettingsPage::load()
{
    for (QSpinBox *spin : {m_connectTimeout, m_lockTimeout, m_statementTimeout})
        spin->setFixedWidth(m_theme.px(spinWidth));
    const QSignalBlocker blockMode(m_mode);
    const QSignalBlocker blockConnect(m_connectTimeout);
    const QSignalBlocker blockLock(m_lockTimeout);
    const QSignalBlocker blockStatement(m_statementTimeout);
    m_mode->setCurrent(static_cast<int>(m_settings.themeMode()));
    m_scale->setText(tr("%1 %: follows the desktop's font size").arg(qRound(m_theme.fontScale() * 100)));
    m_connectTimeout->setValue(m_settings.connectTimeout());
    const auto seconds = [](std::chrono::milliseconds value) {
        return static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(value).count());
    };
    m_lockTimeout->setValue(seconds(m_settings.runDefaults().lockTimeout));
    m_statementTimeout->setValue(seconds(m_settings.runDefaults().statementTimeout));
}

} // namespace stillroom

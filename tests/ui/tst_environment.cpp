#include "app/environment/flags.h"
#include "tests/support/fakeworkspace.h"
#include "tests/ui/projectfiles.h"
#include "ui/checklist/checklistpage.h"
#include "ui/connect/recentprojects.h"
#include "ui/environment/environmentpage.h"
#include "ui/environment/environmentview.h"
#include "ui/environment/flagcard.h"
#include "ui/environment/savepane.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace stillroom;
using test::writeText;

namespace
{

constexpr auto dotenv = "# Application\nENVIRONMENT=production\nSECRET_KEY=MARKER-secret\n"
                        "DATABASE_URL=postgresql://app:MARKER-url@db/hr\n\n# Other\nWORKERS=2\n";
constexpr auto blueprint = "services:\n  - type: web\n    name: web\n    runtime: python\n    envVars:\n"
                           "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"true\"\n"
                           "      - key: ENVIRONMENT\n        value: production\n"
                           "      - key: SECRET_KEY\n        generateValue: true\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The Environment page on real files: what it shows, what an edit changes, what Save writes, and that a
/// secret is seen only where a person asked for it.
class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }
    void matrix();
    void editAndSave();
    void unsetAndUndo();
    void flagCards();
    void wrongValueOffersTheRightOne();
    void presetIsOneStep();
    void presetForAFileThatIsNotThere();
    void discardCanBeTakenBack();
    void filterAndDifferences();
    void addKey();
    void newDotenvFile();
    void changedOnDiskWhileEdited();
    void changedOnDiskUntouched();
    void brokenFileIsNamed();
    void whatWins();
    void secretsStayHidden();
    void readOnlyCells();
    void edits();
    void anotherProject();
    void theWindowAsksAndLeadsHere();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void open();
    template<typename Widget> Widget *child(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    EnvironmentView *view() const { return child<EnvironmentView>("environmentMatrix"); }
    EnvironmentModel *model() const { return static_cast<EnvironmentModel *>(view()->model()); }
    QModelIndex index(const char *key, const char *source) const
    {
        return model()->indexOf(
            QString::fromLatin1(key), model()->matrix().sourceOf(QString::fromUtf8(source)));
    }
    QString text(const char *key, const char *source) const { return index(key, source).data().toString(); }
    void set(const char *key, const char *source, const char *value) const
    {
        model()->setData(index(key, source), QString::fromUtf8(value));
    }
    SegmentedControl *card(const QString &key) const
    {
        return m_page->findChild<FlagCard *>(QStringLiteral("flagCard:") + key)
            ->findChild<SegmentedControl *>();
    }
    QString effect(const QString &key) const
    {
        return m_page->findChild<FlagCard *>(QStringLiteral("flagCard:") + key)
            ->findChild<QLabel *>(QStringLiteral("flagEffect"))
            ->text();
    }
    QString diff() const { return child<QPlainTextEdit>("saveDiff")->toPlainText(); }
    void save() const
    {
        QSignalSpy toast(m_page.get(), &Page::toastRequested);
        child<QPushButton>("saveSave")->click();
        QVERIFY(QTest::qWaitFor([&] { return toast.count() > 0; }));
    }
    InlineMessage *message() const { return child<InlineMessage>("environmentMessage"); }
    void press(const QString &button) const
    {
        for (QPushButton *each : message()->findChildren<QPushButton *>()) {
            if (each->text() == button)
                return each->click();
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + button));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_store;
    std::unique_ptr<QSettings> m_ini;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    QProcessEnvironment m_process;
    std::unique_ptr<EnvironmentPage> m_page;
};

void TestEnvironment::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QTemporaryDir>();
    m_ini = std::make_unique<QSettings>(m_store->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_ini);
    m_theme = std::make_unique<Theme>(nullptr);
    m_process = QProcessEnvironment();
    m_process.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    writeText(path(".env"), dotenv);
    writeText(path(".env.example"), "ENVIRONMENT=development\nWORKERS=2\n");
    writeText(path("render.yaml"), blueprint);
}

void TestEnvironment::open()
{
    m_page.reset();
    m_workspace = std::make_unique<FakeWorkspace>();
    m_page = std::make_unique<EnvironmentPage>(*m_workspace, *m_theme, *m_settings, m_process);
    m_page->resize(1196, 700);
    m_page->show();
    WorkspaceState state;
    state.project.emplace();
    state.project->root = m_folder->path();
    m_workspace->setState(state);
    QVERIFY(QTest::qWaitFor([&] { return !m_page->isBusy(); }));
    QVERIFY(view()->isVisible());
}

void TestEnvironment::matrix()
{
    open();
    QVERIFY2(m_page->minimumSizeHint().width() <= 1196, // what 1280 leave beside the rail
        qPrintable(QString::number(m_page->minimumSizeHint().width())));
    QCOMPARE(text("ENVIRONMENT", ".env"), QStringLiteral("production"));
    QCOMPARE(text("WORKERS", "render.yaml · web"), QStringLiteral("not set"));
    QCOMPARE(text("SECRET_KEY", "render.yaml · web"), QStringLiteral("generated by Render"));
    QCOMPARE(text("FLASK_SKIP_DB_INIT", "Process environment"), QStringLiteral("1"));
    QCOMPARE(
        index("WORKERS", ".env").data(Qt::AccessibleTextRole).toString(), QStringLiteral("WORKERS, .env, 2"));
    QVERIFY(index("ENVIRONMENT", ".env.example")
                .data(Qt::AccessibleTextRole)
                .toString()
                .endsWith(QStringLiteral("differs")));
    QCOMPARE(child<QLabel>("saveNote")->text(), QStringLiteral("Nothing to save"));
    QVERIFY(!child<QPushButton>("saveSave")->isEnabled());
    QVERIFY(!message()->isVisible());
}

/// Only the value's bytes change; what Save will write is shown before.
void TestEnvironment::editAndSave()
{
    open();
    view()->show(index("AUTO_MIGRATE_ON_STARTUP", "render.yaml · web"));
    QTest::keyClick(view(), Qt::Key_F2);
    auto *editor = child<QLineEdit>("cellEditor");
    QVERIFY(editor);
    QCOMPARE(editor->text(), QStringLiteral("true"));
    QTest::keyClicks(editor, QStringLiteral("false"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(diff().contains(QStringLiteral("+        value: \"false\"")));
    QVERIFY(diff().startsWith(QStringLiteral("@@ services / web / envVars, line ")));
    QVERIFY(index("AUTO_MIGRATE_ON_STARTUP", "render.yaml · web")
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("not saved")));
    QCOMPARE(contentOf(path("render.yaml")), QByteArray(blueprint)); // not yet
    QCOMPARE(child<QPushButton>("saveSave")->text(), QStringLiteral("Save 1 file"));
    QCOMPARE(m_page->unsavedFiles(), QStringList(QStringLiteral("render.yaml")));
    save();
    QCOMPARE(contentOf(path("render.yaml")), QByteArray(blueprint).replace("\"true\"", "\"false\""));
    QTRY_VERIFY(!child<QPushButton>("saveSave")->isEnabled());
    QCOMPARE(contentOf(path(".env")), QByteArray(dotenv));
    // Esc drops the cell.
    QTest::keyClick(view(), Qt::Key_F2);
    editor = child<QLineEdit>("cellEditor");
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("xxx"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QVERIFY(m_page->unsavedFiles().isEmpty());
}

void TestEnvironment::unsetAndUndo()
{
    open();
    view()->show(index("WORKERS", ".env"));
    QTest::keyClick(view(), Qt::Key_Delete);
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("not set"));
    QVERIFY(diff().contains(QStringLiteral("-WORKERS=2")));
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("2"));
    QVERIFY(m_page->unsavedFiles().isEmpty());
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(view(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(contentOf(path(".env")), QByteArray(dotenv).replace("WORKERS=2\n", ""));
}

void TestEnvironment::flagCards()
{
    open();
    QCOMPARE(child<QComboBox>("flagsFor")->currentText(), QStringLiteral(".env"));
    QCOMPARE(card(variable::autoMigrate)->current(), 2); // unset
    QVERIFY(
        effect(variable::skip).contains(QStringLiteral("This terminal has 1, which skips the check here.")));
    QVERIFY(effect(variable::environment).contains(QStringLiteral("PROD_DATABASE_URL")));
    card(variable::autoMigrate)->setCurrent(0);
    QCOMPARE(text("AUTO_MIGRATE_ON_STARTUP", ".env"), QStringLiteral("true"));
    QVERIFY(effect(variable::autoMigrate).startsWith(QStringLiteral("Was not set.")));
    card(variable::autoMigrate)->setCurrent(2);
    QVERIFY(m_page->unsavedFiles().isEmpty());
    // The same card for another source.
    auto *flags = child<QComboBox>("flagsFor");
    flags->setCurrentText(QStringLiteral("render.yaml · web"));
    Q_EMIT flags->activated(flags->currentIndex());
    QCOMPARE(card(variable::autoMigrate)->current(), 0);
    QVERIFY(!effect(variable::skip).contains(QStringLiteral("terminal"))); // it does not run there
}

void TestEnvironment::wrongValueOffersTheRightOne()
{
    writeText(path(".env"), "AUTO_MIGRATE_ON_STARTUP=on\n");
    open();
    QCOMPARE(card(variable::autoMigrate)->current(), -1);
    QVERIFY(effect(variable::autoMigrate).startsWith(QStringLiteral("Counts as off")));
    view()->show(index("AUTO_MIGRATE_ON_STARTUP", ".env"));
    auto *fix = child<QPushButton>("environmentFix");
    QVERIFY(fix->isVisible());
    QCOMPARE(fix->text(), QStringLiteral("Write true"));
    fix->click();
    QCOMPARE(text("AUTO_MIGRATE_ON_STARTUP", ".env"), QStringLiteral("true"));
    QVERIFY(!fix->isVisible());
}

void TestEnvironment::presetIsOneStep()
{
    open();
    auto *presets = child<SegmentedControl>("presets");
    auto *state = child<QLabel>("presetState");
    QCOMPARE(state->text(), QStringLiteral("No preset matches"));
    presets->setCurrent(3); // production, high availability
    QCOMPARE(child<QComboBox>("flagsFor")->currentText(), QStringLiteral("render.yaml · web"));
    QCOMPARE(state->text(), QStringLiteral("matches once saved"));
    QVERIFY(diff().contains(QStringLiteral("+        value: \"false\"")));
    QVERIFY(message()->isVisible()); // upgrade once before deploying
    QCOMPARE(contentOf(path("render.yaml")), QByteArray(blueprint));
    save();
    QTRY_COMPARE(state->text(), QStringLiteral("matches"));
    presets->setCurrent(0); // development: three values of .env in one step
    QCOMPARE(child<QComboBox>("flagsFor")->currentText(), QStringLiteral(".env"));
    QCOMPARE(text("ENVIRONMENT", ".env"), QStringLiteral("development"));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_page->unsavedFiles().isEmpty());
    QVERIFY(!diff().contains(QStringLiteral("MARKER")));
}

void TestEnvironment::presetForAFileThatIsNotThere()
{
    QVERIFY(QFile::remove(path("render.yaml")));
    open();
    child<SegmentedControl>("presets")->setCurrent(2);
    QVERIFY(message()->isVisible());
    QVERIFY(message()->body().contains(QStringLiteral("There is no render.yaml")));
    QVERIFY(m_page->unsavedFiles().isEmpty());
    QCOMPARE(child<SegmentedControl>("presets")->current(), -1); // says no lie
}

void TestEnvironment::discardCanBeTakenBack()
{
    open();
    set("WORKERS", ".env", "7");
    set("ENVIRONMENT", "render.yaml · web", "staging");
    QCOMPARE(child<QPushButton>("saveSave")->text(), QStringLiteral("Save 2 files"));
    child<QPushButton>("saveDiscard")->click();
    QVERIFY(m_page->unsavedFiles().isEmpty());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_page->unsavedFiles().size(), 2);
}

void TestEnvironment::filterAndDifferences()
{
    open();
    const int all = model()->rowCount();
    child<QLineEdit>("environmentSearch")->setText(QStringLiteral("work"));
    QCOMPARE(model()->rowCount(), 1);
    QVERIFY(m_page->escape());
    QCOMPARE(model()->rowCount(), all);
    child<QCheckBox>("differencesOnly")->setChecked(true);
    QVERIFY(model()->rowCount() < all);
    QVERIFY(index("ENVIRONMENT", ".env").isValid());
    QVERIFY(!index("WORKERS", ".env").isValid());
    // Another reference, other differences.
    child<QCheckBox>("differencesOnly")->setChecked(false);
    auto *with = child<QComboBox>("compareWith");
    with->setCurrentText(QStringLiteral(".env.example"));
    Q_EMIT with->activated(with->currentIndex());
    QVERIFY(model()->cellAt(index("ENVIRONMENT", ".env"))->differs);
}

void TestEnvironment::addKey()
{
    open();
    child<QPushButton>("addKey")->click();
    auto *key = child<QLineEdit>("newKey");
    QVERIFY(key->isVisible());
    key->setText(QStringLiteral("WORKERS"));
    child<QPushButton>("newAdd")->click();
    QVERIFY(key->isVisible()); // there already
    key->setText(QStringLiteral("NOT OK=1"));
    child<QPushButton>("newAdd")->click();
    QVERIFY(key->isVisible());
    QVERIFY(m_page->unsavedFiles().isEmpty());
    key->setText(QStringLiteral("LOG_LEVEL"));
    child<QLineEdit>("newValue")->setText(QStringLiteral("two words"));
    QTest::keyClick(child<QLineEdit>("newValue"), Qt::Key_Return);
    QVERIFY(!key->isVisible());
    QCOMPARE(text("LOG_LEVEL", ".env"), QStringLiteral("two words"));
    QCOMPARE(view()->currentIndex(), index("LOG_LEVEL", ".env"));
    save();
    QVERIFY(contentOf(path(".env")).startsWith(dotenv));
}

void TestEnvironment::newDotenvFile()
{
    QVERIFY(QFile::remove(path(".env")));
    open();
    QCOMPARE(model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral(".env (new)"));
    card(variable::autoMigrate)->setCurrent(0);
    QVERIFY(child<QLabel>("saveNote")->text().startsWith(QStringLiteral("A new file")));
    save();
    QCOMPARE(contentOf(path(".env")), QByteArray("AUTO_MIGRATE_ON_STARTUP=true\n"));
    QVERIFY(!QFile::permissions(path(".env")).testAnyFlags(QFileDevice::ReadGroup | QFileDevice::ReadOther));
}

void TestEnvironment::changedOnDiskWhileEdited()
{
    open();
    set("WORKERS", ".env", "7");
    writeText(path(".env"), "WORKERS=3\nNEW=1\n");
    QTRY_VERIFY(message()->isVisible());
    QCOMPARE(message()->title(), QStringLiteral(".env changed on disk"));
    QVERIFY(!child<QPushButton>("saveSave")->isEnabled());
    press(QStringLiteral("Compare")); // what mine would do to theirs
    QVERIFY(!message()->isVisible());
    QVERIFY(diff().contains(QStringLiteral("-NEW=1")));
    QVERIFY(diff().contains(QStringLiteral("+WORKERS=7")));
    writeText(path(".env"), "WORKERS=4\n");
    QTRY_VERIFY(message()->isVisible());
    press(QStringLiteral("Reload"));
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("4"));
    QVERIFY(m_page->unsavedFiles().isEmpty());
    QVERIFY(!message()->isVisible());
}

void TestEnvironment::changedOnDiskUntouched()
{
    open();
    writeText(path(".env"), "WORKERS=3\nNEW=1\n");
    QTRY_COMPARE(text("WORKERS", ".env"), QStringLiteral("3"));
    QCOMPARE(text("NEW", ".env"), QStringLiteral("1"));
    QVERIFY(!message()->isVisible());
    writeText(path(".flaskenv"), "FLASK_APP=app\n"); // a file that comes
    QTRY_COMPARE(text("FLASK_APP", ".flaskenv"), QStringLiteral("app"));
}

void TestEnvironment::brokenFileIsNamed()
{
    writeText(path("render.yaml"), "services:\n  - name: [\n");
    open();
    QVERIFY(message()->isVisible());
    QCOMPARE(message()->title(), QStringLiteral("render.yaml cannot be understood"));
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("2")); // the rest can be worked on
    set("WORKERS", ".env", "3");
    QCOMPARE(m_page->unsavedFiles(), QStringList(QStringLiteral(".env")));
}

void TestEnvironment::whatWins()
{
    open();
    const int last = model()->columnCount() - 1;
    const auto wins
        = [&](const char *key) { return index(key, ".env").siblingAtColumn(last).data().toString(); };
    QCOMPARE(model()->headerData(last, Qt::Horizontal).toString(), QStringLiteral("Local process gets"));
    QCOMPARE(wins("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    view()->setCurrentIndex(index("FLASK_SKIP_DB_INIT", ".env").siblingAtColumn(last));
    QVERIFY(child<ElidingLabel>("environmentDetail")
                ->fullText()
                .contains(QStringLiteral("Process environment alone sets it")));
    auto *situation = child<QComboBox>("situation");
    situation->setCurrentIndex(2); // Render
    Q_EMIT situation->activated(2);
    QCOMPARE(wins("SECRET_KEY"), QStringLiteral("generated by Render"));
    QCOMPARE(wins("FLASK_SKIP_DB_INIT"), QStringLiteral("not set"));
}

/// The marker stands in two values; it is looked for in everything a person or a screen reader can meet.
void TestEnvironment::secretsStayHidden()
{
    open();
    set("SECRET_KEY", ".env", "MARKER-new");
    set("DATABASE_URL", ".env", "postgresql://app:MARKER-too@db/hr");
    QString everything = diff();
    for (int row = 0; row < model()->rowCount(); ++row) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            const QModelIndex each = model()->index(row, column);
            view()->setCurrentIndex(each);
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                everything += each.data(role).toString();
            everything += m_page->copyText().first + child<ElidingLabel>("environmentDetail")->fullText();
        }
    }
    for (QWidget *widget : m_page->findChildren<QWidget *>())
        everything += widget->accessibleName() + widget->toolTip();
    QVERIFY(everything.contains(QStringLiteral("postgresql://app:")));
    QVERIFY2(!everything.contains(QStringLiteral("MARKER")), qPrintable(everything));
    // The eye shows it, to the eye alone.
    view()->setCurrentIndex(index("SECRET_KEY", ".env"));
    child<QPushButton>("environmentReveal")->click();
    QCOMPARE(text("SECRET_KEY", ".env"), QStringLiteral("MARKER-new"));
    QVERIFY(!m_page->copyText().first.contains(QStringLiteral("MARKER")));
    // Editing a secret that is hidden does not show it.
    view()->show(index("DATABASE_URL", ".env"));
    QTest::keyClick(view(), Qt::Key_F2);
    QCOMPARE(child<QLineEdit>("cellEditor")->echoMode(), QLineEdit::Password);
    QTest::keyClick(child<QLineEdit>("cellEditor"), Qt::Key_Escape);
}

void TestEnvironment::readOnlyCells()
{
    writeText(path("Dockerfile"), "FROM python\nENV WORKERS=4\n");
    open();
    for (const char *source : {"Dockerfile", "Process environment"})
        QVERIFY(!index("WORKERS", source).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!index("SECRET_KEY", "render.yaml · web").flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(index("WORKERS", "render.yaml · web").flags().testFlag(Qt::ItemIsEditable));
    QCOMPARE(text("WORKERS", "Dockerfile"), QStringLiteral("4"));
}

/// A refused edit says why and changes nothing; one that other programs read differently warns.
void TestEnvironment::edits()
{
    writeText(path("render.yaml"),
        "services:\n  - type: web\n    name: a\n    envVars: &shared\n      - key: WORKERS\n        value: "
        "1\n"
        "  - type: web\n    name: b\n    envVars: *shared\n");
    open();
    set("WORKERS", "render.yaml · a", "5");
    QVERIFY(message()->isVisible());
    QCOMPARE(message()->title(), QStringLiteral("WORKERS was not changed"));
    QVERIFY(m_page->unsavedFiles().isEmpty());
    press(QStringLiteral("Close"));
    QVERIFY(!message()->isVisible());
    child<SegmentedControl>("presets")->setCurrent(2); // which of the two services?
    QVERIFY(message()->isVisible());
    QVERIFY(message()->body().contains(QStringLiteral("Choose one under Flags for")));
}

void TestEnvironment::anotherProject()
{
    open();
    set("WORKERS", ".env", "9");
    QTemporaryDir other;
    writeText(other.filePath(QStringLiteral(".env")), "OTHER=1\n");
    WorkspaceState state;
    state.project.emplace();
    state.project->root = other.path();
    m_workspace->setState(state);
    QTRY_VERIFY(!m_page->isBusy() && index("OTHER", ".env").isValid());
    QVERIFY(m_page->unsavedFiles().isEmpty());
    state.project->root = m_folder->path(); // the edit waited
    m_workspace->setState(state);
    QTRY_VERIFY(!m_page->isBusy() && index("WORKERS", ".env").isValid());
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("9"));
    QCOMPARE(m_page->unsavedFiles(), QStringList(QStringLiteral(".env")));
}

/// Closing with edits asks; a fix of the Checklist opens the variable.
void TestEnvironment::theWindowAsksAndLeadsHere()
{
    FakeWorkspace workspace;
    RecentProjects recent(*m_ini);
    MainWindow window({workspace, *m_settings, *m_theme, recent});
    auto *checklist = new ChecklistPage(workspace, *m_theme, *m_settings);
    window.addPage(checklist);
    auto *page = new EnvironmentPage(workspace, *m_theme, *m_settings, m_process);
    window.addPage(page);
    window.show();
    WorkspaceState state;
    state.project.emplace();
    state.project->root = m_folder->path();
    workspace.setState(state);
    QTRY_VERIFY(!page->isBusy());
    Q_EMIT checklist->variableRequested(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"));
    QCOMPARE(window.currentPage(), static_cast<Page *>(page));
    auto *table = page->findChild<EnvironmentView *>();
    auto *cells = static_cast<EnvironmentModel *>(table->model());
    QCOMPARE(cells->rowAt(table->currentIndex().row()).key, variable::autoMigrate);
    cells->setData(table->currentIndex(), QStringLiteral("true"));
    QVERIFY(!window.close());
    auto *asked = window.findChild<InlineMessage *>(QStringLiteral("closingMessage"));
    QVERIFY(asked->isVisible());
    QCOMPARE(asked->title(), QStringLiteral("Not saved: .env"));
    const auto press = [&](const QString &text) {
        for (QPushButton *button : asked->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text)
                return button->click();
        }
        QFAIL("no such button");
    };
    press(QStringLiteral("Keep editing"));
    QVERIFY(window.isVisible() && !asked->isVisible());
    QVERIFY(!window.close());
    press(QStringLiteral("Close without saving"));
    QVERIFY(!window.isVisible());
    QCOMPARE(contentOf(path(".env")), QByteArray(dotenv));
}

QTEST_MAIN(TestEnvironment)
#include "tst_environment.moc"

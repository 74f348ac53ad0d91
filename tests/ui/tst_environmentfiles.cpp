#include "tests/ui/environmentrig.h"

using namespace stillroom;
using namespace stillroom::test;

/// The Environment page and the world around it: files that come, change and break, secrets, the window.
class TestEnvironmentFiles : public QObject, private EnvironmentRig
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { m_page.reset(); }
    void newDotenvFile();
    void changedOnDiskWhileEdited();
    void changedOnDiskUntouched();
    void brokenFileIsNamed();
    void secretsStayHidden();
    void anotherProject();
    void theWindowAsksAndLeadsHere();
    void savingIsTakenBack();
    void findingsUntilClosed();
};

void TestEnvironmentFiles::newDotenvFile()
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

void TestEnvironmentFiles::changedOnDiskWhileEdited()
{
    open();
    set("WORKERS", ".env", "7");
    writeText(path(".env"), "WORKERS=3\nNEW=1\n");
    QTRY_VERIFY(message()->isVisible());
    QCOMPARE(message()->title(), QStringLiteral(".env changed on disk"));
    QVERIFY(!child<QPushButton>("saveSave")->isEnabled());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_S, Qt::ControlModifier); // writes nothing, and does not hang
    QCOMPARE(child<QPushButton>("saveSave")->text(), QStringLiteral("Save"));
    QVERIFY(child<QPushButton>("saveDiscard")->isEnabled());
    QCOMPARE(contentOf(path(".env")), QByteArray("WORKERS=3\nNEW=1\n"));
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

void TestEnvironmentFiles::changedOnDiskUntouched()
{
    open();
    writeText(path(".env"), "WORKERS=3\nNEW=1\n");
    QTRY_COMPARE(text("WORKERS", ".env"), QStringLiteral("3"));
    QCOMPARE(text("NEW", ".env"), QStringLiteral("1"));
    QVERIFY(!message()->isVisible());
    writeText(path(".flaskenv"), "FLASK_APP=app\n"); // a file that comes
    QTRY_COMPARE(text("FLASK_APP", ".flaskenv"), QStringLiteral("app"));
}

void TestEnvironmentFiles::brokenFileIsNamed()
{
    writeText(path("render.yaml"), "services:\n  - name: [\n");
    open();
    QVERIFY(message()->isVisible());
    QCOMPARE(message()->title(), QStringLiteral("render.yaml cannot be understood"));
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("2")); // the rest can be worked on
    set("WORKERS", ".env", "3");
    QCOMPARE(m_page->unsavedFiles(), QStringList(QStringLiteral(".env")));
}

/// The marker stands in two values; it is looked for in everything a person or a screen reader can meet.
void TestEnvironmentFiles::secretsStayHidden()
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

void TestEnvironmentFiles::anotherProject()
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
void TestEnvironmentFiles::theWindowAsksAndLeadsHere()
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

/// "Saved …" has Undo: the version before is on disk again, and the edit is one Ctrl+Z away.
void TestEnvironmentFiles::savingIsTakenBack()
{
    open();
    set("WORKERS", ".env", "7");
    QSignalSpy undoable(m_page.get(), &Page::savedToastRequested);
    save();
    QCOMPARE(undoable.count(), 1);
    QVERIFY(contentOf(path(".env")).contains("WORKERS=7"));
    m_page->undoSaved();
    QTRY_COMPARE(contentOf(path(".env")), QByteArray(dotenv));
    QTRY_VERIFY(!m_page->isBusy());
    QVERIFY(m_page->unsavedFiles().isEmpty());
    m_page->undoSaved(); // once is enough
    QVERIFY(!m_page->isBusy());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text("WORKERS", ".env"), QStringLiteral("7"));
}

void TestEnvironmentFiles::findingsUntilClosed()
{
    writeText(path("config/render.yaml"), blueprint);
    open();
    QVERIFY(message()->isVisible());
    QVERIFY(message()->body().startsWith(
        QStringLiteral("config/render.yaml, line 1: Render reads render.yaml in the root")));
    press(QStringLiteral("Close"));
    QVERIFY(!message()->isVisible());
    set("WORKERS", ".env", "7"); // nothing new about the files
    QVERIFY(!message()->isVisible());
}

QTEST_MAIN(TestEnvironmentFiles)
#include "tst_environmentfiles.moc"

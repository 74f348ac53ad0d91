#include "tests/support/fakeworkspace.h"
#include "ui/connect/recentprojects.h"
#include "ui/shell/firstpaint.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/page.h"
#include "ui/shell/rail.h"
#include "ui/shell/settings.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace stillroom;

namespace
{

class NamedPage : public Page // no Q_OBJECT: no signals of its own
{
public:
    explicit NamedPage(QString name)
        : m_name(std::move(name))
    {
    }
    QString title() const override { return m_name; }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }

private:
    QString m_name;
};

} // namespace

/// The window is shown before its pages are made.
class TestStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void afterThePaintAndOnce();
    void pagesComeToTheirItems();
};

void TestStart::afterThePaintAndOnce()
{
    QWidget window;
    QStringList runs;
    const auto part = [&](const char *name) { return [&runs, name] { runs << QLatin1String(name); }; };
    afterFirstPaint(&window, {part("a"), part("b"), part("c")});
    QTest::qWait(20);
    QCOMPARE(runs, QStringList()); // nobody has seen it
    window.show();
    QTRY_COMPARE(runs.join(u' '), QStringLiteral("a b c"));
    window.update();
    QTest::qWait(20);
    QCOMPARE(runs.size(), 3);
    {
        QWidget gone;
        afterFirstPaint(&gone, {part("d")});
        gone.show();
        afterFirstPaint(
            &window, {part("e"), [&] { QTimer::singleShot(0, &window, part("between")); }, part("f")});
        window.update();
        QTRY_VERIFY(runs.contains(QStringLiteral("f")));
    }
    QTest::qWait(20);
    QVERIFY(runs.indexOf(QStringLiteral("e")) < runs.indexOf(QStringLiteral("f")));
    QVERIFY(runs.contains(QStringLiteral("between")));
}

/// Until a page is there its item leads nowhere, whatever happens in between.
void TestStart::pagesComeToTheirItems()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Settings settings(store);
    Theme theme(qApp);
    RecentProjects recent(store);
    FakeWorkspace workspace;
    MainWindow window({workspace, settings, theme, recent});
    window.announcePage(QStringLiteral("One"), QStringLiteral("vcs-branch"));
    window.announcePage(QStringLiteral("Two"), QStringLiteral("changes"));
    window.show();
    const auto items = [&] { return window.findChild<Rail *>()->findChildren<QAbstractButton *>().size(); };
    const qsizetype announced = items();
    workspace.setState(projectState(3));
    Q_EMIT workspace.projectOpened();
    auto *rail = window.findChild<Rail *>();
    Q_EMIT rail->chosen(1);
    QVERIFY(window.currentPage());

    auto *one = new NamedPage(QStringLiteral("One"));
    auto *two = new NamedPage(QStringLiteral("Two"));
    auto *three = new NamedPage(QStringLiteral("Three")); // nobody announced it
    window.addPage(one);
    window.addPage(two);
    QCOMPARE(items(), announced);
    window.addPage(three);
    QCOMPARE(items(), announced + 1);
    Q_EMIT rail->chosen(2);
    QCOMPARE(window.currentPage(), two);
    Q_EMIT rail->chosen(1);
    QCOMPARE(window.currentPage(), one);
}

QTEST_MAIN(TestStart)
#include "tst_start.moc"

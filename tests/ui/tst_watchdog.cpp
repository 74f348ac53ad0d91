#include "tests/ui/projectfiles.h"

#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/timelinepage.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <ctime>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

constexpr int revisionCount = 10000;
constexpr qint64 longestBlockMs = 100; // architecture: the UI thread never waits

/// The longest time between two turns of the event loop, less what the machine gave to others: measured in
/// this thread's own processor time, so that a busy machine does not fail the test.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        connect(&m_timer, &QTimer::timeout, this, &Watchdog::tick);
        m_timer.start(0);
        m_last = threadTimeMs();
    }

    double longestMs() const { return m_longest; }

private:
    static double threadTimeMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    void tick()
    {
        const double now = threadTimeMs();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
    }

    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
};

QByteArray idOf(int number)
{
    return QByteArray::number(number + 0x100000, 16).rightJustified(12, '0');
}

void writeHistory(const QString &folder)
{
    writeProjectFolder(folder);
    for (int number = 0; number < revisionCount; ++number) {
        QByteArray parents = number == 0 ? QByteArray("None") : "'" + idOf(number - 1) + "'";
        // Every twentieth pair of revisions branches and merges again.
        if (number % 20 == 18)
            parents = "'" + idOf(number - 2) + "'";
        else if (number % 20 == 19)
            parents = "('" + idOf(number - 2) + "', '" + idOf(number - 1) + "')";
        writeScript(folder, idOf(number), parents, "Change number " + QByteArray::number(number),
            "op.add_column('t" + QByteArray::number(number % 50) + "', sa.Column('c"
                + QByteArray::number(number) + "', sa.Integer()))",
            "pass");
    }
}

} // namespace

/// Opens, filters and scrolls ten thousand revisions and fails when the UI thread was busy for more than
/// a tenth of a second at a stretch.
class WatchdogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandRevisions();
};

void WatchdogTest::tenThousandRevisions()
{
    QTemporaryDir folder;
    writeHistory(folder.path());
    QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Settings settings(store);
    Theme theme(nullptr);
    Workspace workspace;
    TimelinePage page(workspace, theme, settings);
    page.resize(1196, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    auto *view = page.findChild<QTableView *>(QStringLiteral("timelineView"));
    auto *search = page.findChild<QLineEdit *>(QStringLiteral("timelineSearch"));

    Watchdog watchdog;
    QTest::qWait(10);
    workspace.openProject(folder.path());
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), revisionCount, 120000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state()->facts.size(), revisionCount, 240000);
    const double opening = watchdog.longestMs();
    for (int step = 0; step <= 50; ++step) {
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() * step / 50);
        QTest::qWait(1);
    }
    const double scrolling = watchdog.longestMs();
    search->setText(QStringLiteral("number 77"));
    QTest::qWait(1);
    QCOMPARE(view->model()->rowCount(), 111);
    search->clear();
    QTest::qWait(1);
    view->setCurrentIndex(view->model()->index(5000, 1));
    QTest::qWait(20);
    qInfo("longest stretch: opening %.1f ms, with scrolling %.1f ms, with filtering %.1f ms", opening,
        scrolling, watchdog.longestMs());
    QVERIFY2(watchdog.longestMs() < longestBlockMs, qPrintable(QString::number(watchdog.longestMs())));
}

QTEST_MAIN(WatchdogTest)
#include "tst_watchdog.moc"

#include "tests/ui/projectfiles.h"

#include "app/services/workspace.h"
#include "migrations/graph/revisiongraph.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/timeline/timelinepage.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdlib>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

constexpr int revisionCount = 10000;
constexpr qint64 longestBlockMs = 100; // architecture: the UI thread never waits
constexpr int tickMs = 5;

/// How many processes want each processor: what a neighbour thread holds while it is not scheduled (the
/// allocator's lock, the process's memory map) makes this one wait in proportion.
double crowd()
{
    double load = 0;
    return getloadavg(&load, 1) == 1 ? std::max(1.0, 2 * load / QThread::idealThreadCount()) : 1;
}

/// The longest time between two turns of the event loop that was not the machine's doing: time this thread
/// was ready to run but others had the processor does not count, time it waited for anything else does.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        connect(&m_timer, &QTimer::timeout, this, &Watchdog::tick);
        m_clock.start();
        m_last = ownMs();
        m_timer.start(tickMs);
    }

    double longestMs() const { return m_longest; }

private:
    /// Read again when the processor was taken away between the two clocks.
    double ownMs() const
    {
        double before = readyMs();
        for (;;) {
            const double wall = double(m_clock.nsecsElapsed()) / 1e6;
            const double after = readyMs();
            if (after - before < 1)
                return wall - after;
            before = after;
        }
    }

    /// Second field of schedstat: nanoseconds in the run queue.
    static double readyMs()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return file.readAll().split(' ').value(1).toDouble() / 1e6;
    }

    void tick()
    {
        const double now = ownMs();
        m_longest = std::max(m_longest, now - m_last - tickMs);
        m_last = now;
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
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
    // Every batch of facts arrives as a new state while the page is used; all of them take too long here.
    QTRY_VERIFY_WITH_TIMEOUT(workspace.state()->facts.size() > 2000, 240000);
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
    QVERIFY2(
        watchdog.longestMs() < longestBlockMs * crowd(), qPrintable(QString::number(watchdog.longestMs())));
}

QTEST_MAIN(WatchdogTest)
#include "tst_watchdog.moc"

#include "ui/help/helpbrowser.h"
#include "ui/help/helpwindow.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>

using namespace stillroom;

class TestHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPageIsListedAndEveryLinkLeadsSomewhere()
    {
        QStringList listed;
        for (const HelpBrowser::Entry &entry : HelpBrowser::contents())
            listed.append(entry.page);
        const QStringList pages = QDir(QStringLiteral(":/help")).entryList({QStringLiteral("*.md")});
        QVERIFY(pages.size() > 5);
        static const QRegularExpression link(QStringLiteral(R"(\]\(([^)]+)\))"));
        for (const QString &page : pages) {
            QVERIFY2(listed.contains(page), qPrintable(page + QStringLiteral(" is not in the index")));
            QFile file(QStringLiteral(":/help/") + page);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto it = link.globalMatch(text); it.hasNext();) {
                const QString target = it.next().captured(1);
                QVERIFY2(pages.contains(target), qPrintable(page + QStringLiteral(" links to ") + target));
            }
        }
    }

    void choosingAnEntryShowsItsPageAndALinkSelectsItsEntry()
    {
        Theme theme(qApp);
        HelpWindow window(theme);
        window.contents()->setCurrentRow(2);
        const QString page = window.contents()->item(2)->data(Qt::UserRole).toString();
        QCOMPARE(window.browser()->page(), page);
        window.showPage(QStringLiteral("upgrade.md"));
        QCOMPARE(
            window.contents()->currentItem()->data(Qt::UserRole).toString(), QStringLiteral("upgrade.md"));
        QVERIFY(window.browser()->toPlainText().startsWith(QStringLiteral("Upgrade and downgrade")));
    }

    void anUnknownPageShowsTheIndex()
    {
        Theme theme(qApp);
        HelpBrowser browser(theme);
        browser.showPage(QStringLiteral("nowhere.md"));
        QCOMPARE(browser.page(), QStringLiteral("index.md"));
    }

    /// With STILLROOM_PICTURES set, writes what a person would look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("STILLROOM_PICTURES");
        if (folder.isEmpty())
            QSKIP("STILLROOM_PICTURES is not set");
        Theme theme(qApp);
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            theme.setMode(mode);
            HelpWindow window(theme);
            for (const HelpBrowser::Entry &entry : HelpBrowser::contents()) {
                window.showPage(entry.page);
                window.show();
                QVERIFY(QTest::qWaitForWindowExposed(&window));
                QVERIFY(window.grab().save(
                    QStringLiteral("%1/help-%2-%3.png")
                        .arg(folder, entry.page.section(u'.', 0, 0),
                            mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))));
            }
        }
    }
};

QTEST_MAIN(TestHelp)
#include "tst_help.moc"

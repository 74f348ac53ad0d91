#pragma once

#include "tests/support/fakeworkspace.h"
#include "ui/connect/recentprojects.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

// The window with pages that only write down what reaches them.
namespace stillroom::test
{

/// Writes down what the shell forwards.
class StubPage : public Page // no Q_OBJECT: no signals of its own
{
public:
    explicit StubPage()
        : m_edit(new QLineEdit(this))
    {
    }
    QString title() const override { return QStringLiteral("Timeline"); }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }
    void focusSearch() override { heard << QStringLiteral("search"); }
    void goToCurrent() override { heard << QStringLiteral("current"); }
    void chooseTab(int tab) override { heard << QStringLiteral("tab %1").arg(tab); }
    bool escape() override
    {
        heard << QStringLiteral("escape");
        return true;
    }
    std::pair<QString, QString> copyText() const override
    {
        return {QStringLiteral("r03"), QStringLiteral("revision id")};
    }
    QString copySql() const override { return QStringLiteral("SELECT 1;"); }
    RevisionId selectedRevision() const override { return selected; }

    QStringList heard;
    RevisionId selected;

private:
    QLineEdit *m_edit;
};

class StubFlow : public FlowPage
{
public:
    QString title() const override { return QStringLiteral("Timeline"); }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }
    void open(const PlanRequest &request, Opening opening) override
    {
        opened << (request.direction == Direction::Upgrade ? QStringLiteral("up ") : QStringLiteral("down "))
                + request.target + (opening == Opening::PreviewSql ? QStringLiteral(" sql") : QString());
    }
    bool isOccupied() const override { return !opened.isEmpty(); }

    QStringList opened;
};

/// A window with everything it needs, on settings of its own.
struct Rig {
    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("test.conf")), QSettings::IniFormat};
    Settings settings{store};
    Theme theme{qApp};
    FakeWorkspace workspace;
    RecentProjects recent{store};
    MainWindow window{{workspace, settings, theme, recent}};
    StubPage *page = new StubPage;
    StubFlow *flow = new StubFlow;

    Rig()
    {
        window.addPage(page);
        window.setFlowPage(flow);
    }
    void show()
    {
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }
    void open(const WorkspaceState &state)
    {
        workspace.setState(state);
        Q_EMIT workspace.projectOpened();
    }
    QAction *action(const char *name) { return window.findChild<QAction *>(QLatin1String(name)); }
    template<typename T> T *child(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
};

/// What an icon-only control is called, for each that has no name.
inline QStringList namelessControls(QWidget &root)
{
    QStringList nameless;
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        if (button->text().isEmpty() && button->accessibleName().isEmpty()
            && !button->objectName().startsWith(QLatin1String("qt_")))
            nameless << QLatin1String(button->metaObject()->className()) + QLatin1Char(' ')
                    + button->objectName();
    }
    for (const QLineEdit *edit : root.findChildren<QLineEdit *>()) {
        if (edit->accessibleName().isEmpty() && !qobject_cast<QSpinBox *>(edit->parentWidget())
            && !dynamic_cast<StubPage *>(edit->parentWidget()))
            nameless << QStringLiteral("QLineEdit ") + edit->objectName();
    }
    return nameless;
}

/// Every visible label and button whose text does not fit, except those that elide on purpose.
inline QStringList clippedTexts(QWidget &root)
{
    QStringList clipped;
    const auto report = [&clipped](const QWidget *widget, const QString &text, QSize needed) {
        if (widget->width() < needed.width() - 1 || widget->height() < needed.height() - 1) {
            clipped << QStringLiteral("%1: %2×%3 of %4×%5")
                           .arg(text)
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(needed.width())
                           .arg(needed.height());
        }
    };
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || qobject_cast<const ElidingLabel *>(label))
            continue;
        report(label, label->text(),
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint());
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        const bool insideField = qobject_cast<QLineEdit *>(button->parentWidget()); // icon only
        if (button->isVisible() && !button->text().isEmpty() && !insideField)
            report(button, button->text(), button->fontMetrics().size(Qt::TextShowMnemonic, button->text()));
    }
    return clipped;
}

} // namespace stillroom::test

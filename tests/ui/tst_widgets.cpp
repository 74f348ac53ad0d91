// The parts several pages share.

#include "ui/timeline/revisioncode.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/riskbadge.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/stepper.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace stillroom;

namespace
{

/// Whether a widget draws one of its pixels in exactly this colour.
bool shows(QWidget &widget, const QColor &colour)
{
    const QImage image = widget.grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksWhatOnlyPythonKnows();
    void init()
    {
        m_theme.setMode(ThemeMode::Light);
        m_theme.setFontScale(1.0);
    }

    void segmentsAreExclusiveAndArrowKeysMove()
    {
        SegmentedControl control;
        QSignalSpy changed(&control, &SegmentedControl::currentChanged);
        for (const QString &text :
            {QStringLiteral("All"), QStringLiteral("Pending"), QStringLiteral("Applied")})
            control.addSegment(text);
        QCOMPARE(control.current(), 0);
        control.show();
        QVERIFY(QTest::qWaitForWindowExposed(&control));
        const auto buttons = control.findChildren<QToolButton *>();
        buttons[0]->setFocus();
        QTest::keyClick(buttons[0], Qt::Key_Right);
        QCOMPARE(control.current(), 1);
        control.setSegmentEnabled(0, false);
        QTest::keyClick(buttons[1], Qt::Key_Left); // nothing to go to
        QCOMPARE(control.current(), 1);
        control.setSegmentEnabled(0, true);
        control.setSegmentEnabled(1, false);
        control.setCurrent(2);
        QTest::keyClick(buttons[2], Qt::Key_Left); // over the disabled one
        QCOMPARE(control.current(), 0);
        QCOMPARE(changed.count(), 4); // the first segment added, right, setCurrent, left
        QVERIFY(!buttons[2]->isChecked());
    }

    void chipsKeepTheirWordAtEverySize_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 1.5, 2.0})
            QTest::addRow("%.0f %%", scale * 100) << scale;
    }
    void chipsKeepTheirWordAtEverySize()
    {
        QFETCH(double, scale);
        m_theme.setFontScale(scale);
        for (const ChipKind kind : {ChipKind::Applied, ChipKind::Current, ChipKind::Pending, ChipKind::Head,
                 ChipKind::MissingScript}) {
            const QSize size = chipSize(kind, m_theme);
            QCOMPARE(size.height(), m_theme.px(18));
            QVERIFY(
                size.width() > QFontMetrics(m_theme.font(TextRole::Chip)).horizontalAdvance(chipText(kind)));
            const Chip chip(kind, m_theme);
            QCOMPARE(chip.accessibleName(), chipText(kind));
        }
    }

    void pendingChipOnASelectedRowTakesTheSurface()
    {
        const QSize size = chipSize(ChipKind::Pending, m_theme);
        const auto fill = [&](ChipGround ground) {
            QImage image(size, QImage::Format_ARGB32_Premultiplied);
            image.fill(m_theme.tokens().sel);
            QPainter painter(&image);
            paintChip(&painter, {0, 0}, ChipKind::Pending, m_theme, ground);
            painter.end();
            return image.pixelColor(4, size.height() / 2);
        };
        QCOMPARE(fill(ChipGround::Plain), m_theme.tokens().accentSoft);
        QCOMPARE(fill(ChipGround::SelectedRow), m_theme.tokens().surface);
    }

    void resultIconsDifferByShapeToo()
    {
        QList<QImage> shapes;
        for (const ResultKind kind : {ResultKind::Passed, ResultKind::Warning, ResultKind::Failed,
                 ResultKind::Skipped, ResultKind::NotStarted, ResultKind::Running, ResultKind::RolledBack,
                 ResultKind::Cancelled, ResultKind::Note}) {
            QVERIFY(!resultText(kind).isEmpty());
            const QImage shape
                = resultIcon(kind, m_theme).pixmap(16, 16).toImage().convertToFormat(QImage::Format_Alpha8);
            QVERIFY2(!shapes.contains(shape), qPrintable(resultText(kind)));
            shapes.append(shape);
        }
    }

    void iconOnlyButtonsAreNamed()
    {
        const IconButton button(QStringLiteral("edit-copy"), QStringLiteral("Copy the id"), m_theme);
        QCOMPARE(button.accessibleName(), QStringLiteral("Copy the id"));
        QCOMPARE(button.toolTip(), button.accessibleName());
        QVERIFY(button.width() >= 24 && button.height() >= 24);
    }

    void elidingLabelGivesWayAndKeepsTheText()
    {
        ElidingLabel label(TextRole::Body);
        label.setFullText(QStringLiteral("a finding that is far too long for the place it gets"));
        QVERIFY(label.minimumSizeHint().width() < 100);
        label.resize(120, 20);
        label.show();
        QVERIFY(label.text().endsWith(QChar(0x2026)));
        QCOMPARE(label.toolTip(), label.fullText());
        QCOMPARE(label.accessibleName(), label.fullText());
        label.resize(label.sizeHint());
        QCOMPARE(label.text(), label.fullText());
        QVERIFY(label.toolTip().isEmpty());
    }

    void inlineMessageReplacesEverything()
    {
        InlineMessage message(m_theme);
        message.setMessage(
            MessageKind::Warn, QStringLiteral("Waiting for a lock"), QStringLiteral("Blocked by PID 51877."));
        QSignalSpy clicked(message.addButton(QStringLiteral("Show")), &QPushButton::clicked);
        QCOMPARE(message.property("msg").toString(), QStringLiteral("warn"));
        message.setMessage(MessageKind::Bad, QStringLiteral("Cannot reach db-prod-2:5432"));
        QCOMPARE(message.property("msg").toString(), QStringLiteral("bad"));
        QCOMPARE(message.accessibleName(), QStringLiteral("Cannot reach db-prod-2:5432"));
        QVERIFY(message.body().isEmpty());
        message.show();
        for (const QPushButton *button : message.findChildren<QPushButton *>())
            QVERIFY(!button->isVisible());
    }

    void emptyStateLoadsQuietlyAtFirst()
    {
        EmptyState state(m_theme);
        state.resize(600, 400);
        state.show();
        state.showLoading(QStringLiteral("Reading migrations"));
        const auto icons = state.findChildren<ResultIcon *>();
        QCOMPARE(icons.size(), 1);
        QVERIFY(!icons.front()->isVisible());
        QTRY_VERIFY(icons.front()->isVisible());
        state.showError(
            QStringLiteral("Changes could not be read"), QStringLiteral("42501: permission denied"));
        QCOMPARE(icons.front()->kind(), ResultKind::Failed);
        QVERIFY(state.addButton(QStringLiteral("Try again"))->isEnabled());
    }

    void noButtonIsADefaultButton()
    {
        for (const ButtonKind kind : {ButtonKind::Default, ButtonKind::Primary, ButtonKind::Danger}) {
            const std::unique_ptr<QPushButton> button(textButton(QStringLiteral("Upgrade"), kind, nullptr));
            QVERIFY(!button->autoDefault() && !button->isDefault());
        }
    }

    void codeViewColoursPostgresWords()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme.setMode(mode);
            CodeView view(CodeLanguage::Sql, m_theme);
            view.resize(400, 120);
            view.setText(QStringLiteral("CREATE INDEX i ON t (a);\n-- note\n"));
            view.show();
            QVERIFY(QTest::qWaitForWindowExposed(&view));
            QVERIFY(shows(view, m_theme.tokens().code));
            QVERIFY(shows(view, m_theme.tokens().codeMargin));
            QCOMPARE(view.text(), QStringLiteral("CREATE INDEX i ON t (a);\n-- note\n"));
        }
    }

    void codeViewMarksTheErrorInBothThemes()
    {
        CodeView view(CodeLanguage::Sql, m_theme);
        view.resize(400, 160);
        view.setText(QStringLiteral("SELECT 1;\nSELECT nothing;\nSELECT 2;\n"));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(!shows(view, m_theme.tokens().badSoft));
        view.showError(2, 8, 7, QStringLiteral("column \"nothing\" does not exist"));
        QVERIFY(shows(view, m_theme.tokens().badSoft));
        m_theme.setMode(ThemeMode::Dark);
        QVERIFY(shows(view, m_theme.tokens().badSoft));
        view.clearError();
        QVERIFY(!shows(view, m_theme.tokens().badSoft));
        view.showError(2, 8, 7, QStringLiteral("again"));
        view.setText(QStringLiteral("SELECT 3;\n"));
        QVERIFY(!shows(view, m_theme.tokens().badSoft));
    }

    void codeViewWritesNothing()
    {
        CodeView view(CodeLanguage::Python, m_theme);
        view.setText(QStringLiteral("def upgrade():\n    pass\n"));
        view.show();
        QTest::keyClick(view.focusProxy(), Qt::Key_X);
        QCOMPARE(view.text(), QStringLiteral("def upgrade():\n    pass\n"));
    }

    void stepperSaysWhereOneStands()
    {
        Stepper stepper({QStringLiteral("Review"), QStringLiteral("Run"), QStringLiteral("Result")}, m_theme);
        QCOMPARE(stepper.accessibleName(), QStringLiteral("Step 1 of 3: Review"));
        stepper.setCurrent(2);
        QCOMPARE(stepper.accessibleName(), QStringLiteral("Step 3 of 3: Result"));
        const int width = stepper.sizeHint().width();
        m_theme.setFontScale(2.0);
        QVERIFY(stepper.sizeHint().width() > width * 3 / 2);
    }

    void riskBadgeNamesItsLevel()
    {
        RiskBadge badge(RiskLevel::Low, m_theme);
        badge.setLevel(RiskLevel::High);
        QCOMPARE(badge.accessibleName(), QStringLiteral("Risk High"));
        badge.resize(badge.sizeHint());
        QVERIFY(shows(badge, m_theme.tokens().bad));
    }

    void toastStandsInTheCornerOfItsParent()
    {
        QWidget window;
        window.resize(800, 600);
        Toast toast(m_theme, &window);
        window.show();
        toast.showText(QStringLiteral("Copied revision id"));
        QVERIFY(toast.isVisible());
        QVERIFY(window.rect().contains(toast.geometry()));
        QVERIFY(toast.geometry().right() > 700 && toast.geometry().bottom() > 500);
        window.resize(600, 400);
        QVERIFY(window.rect().contains(toast.geometry()));
    }

private:
    Theme m_theme{qApp};
};

/// The lines that made a revision Project Python, each once, those of other files left out.
void TestWidgets::marksWhatOnlyPythonKnows()
{
    Theme theme(qApp);
    RevisionCode code(CodeLanguage::Python, theme);
    code.resize(620, 260);
    code.show();
    QVERIFY(QTest::qWaitForWindowExposed(&code));
    const QString path = QStringLiteral("/srv/v/51d8_backfill.py");
    const auto reason = [&path](int line, const char *text) {
        return EngineReason{{path, line, 0},
            QStringLiteral("line %1 %2; only the project's Python knows the result")
                .arg(line)
                .arg(QLatin1String(text))};
    };
    code.showScript(path,
        QStringLiteral(
            "def upgrade():\n    connection = op.get_bind()\n    rows = connection.execute(query)\n"
            "    for row in rows:\n        print(row)\n"),
        {reason(3, "reads rows"), reason(4, "walks the rows of a query"), reason(3, "reads rows"),
            {{QStringLiteral("/srv/v/other.py"), 1, 0}, QStringLiteral("elsewhere")},
            {{path, 0, 0}, QStringLiteral("no line")}});
    QCOMPARE(code.notes(),
        QStringList({QStringLiteral("3: Project Python: reads rows"),
            QStringLiteral("4: Project Python: walks the rows of a query")}));
    const QImage marked = code.grab().toImage();
    if (qEnvironmentVariableIsSet("STILLROOM_PICTURES"))
        QVERIFY(
            marked.save(qEnvironmentVariable("STILLROOM_PICTURES") + QStringLiteral("/script-marks.png")));
    int rows = 0;
    for (int y = 0; y < marked.height(); ++y)
        rows += marked.pixelColor(marked.width() - 60, y) == theme.tokens().warnSoft ? 1 : 0;
    QVERIFY2(rows > 20, qPrintable(QString::number(rows)));
    code.showScript(path, QStringLiteral("pass\n"));
    QVERIFY(code.notes().isEmpty());
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"

// Colours, fonts and the style sheet: what the design guide promises of them.

#include "ui/shell/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace stillroom;

namespace
{

struct Pair {
    const char *name;
    Token front;
    Token ground;
};

/// Text: at least 4.5 in both themes (ui-guide 3 and what stands on what in the components).
const Pair textPairs[] = {
    {"text on surface", &Tokens::text, &Tokens::surface},
    {"text on canvas", &Tokens::text, &Tokens::canvas},
    {"text on sel", &Tokens::text, &Tokens::sel},
    {"text on raised", &Tokens::text, &Tokens::raised},
    {"text on envProdSoft", &Tokens::text, &Tokens::envProdSoft},
    {"muted on surface", &Tokens::muted, &Tokens::surface},
    {"muted on canvas", &Tokens::muted, &Tokens::canvas},
    {"muted on sunken", &Tokens::muted, &Tokens::sunken},
    {"muted on rail", &Tokens::muted, &Tokens::rail},
    {"muted on neutralSoft", &Tokens::muted, &Tokens::neutralSoft},
    {"muted on envProdSoft", &Tokens::muted, &Tokens::envProdSoft},
    {"muted on sel", &Tokens::muted, &Tokens::sel},
    {"muted on accentSoft", &Tokens::muted, &Tokens::accentSoft},
    {"muted on warnSoft", &Tokens::muted, &Tokens::warnSoft},
    {"muted on badSoft", &Tokens::muted, &Tokens::badSoft},
    {"faint on surface", &Tokens::faint, &Tokens::surface},
    {"faint on sel", &Tokens::faint, &Tokens::sel},
    {"faint on codeMargin", &Tokens::faint, &Tokens::codeMargin},
    {"accentText on surface", &Tokens::accentText, &Tokens::surface},
    {"accentText on accentSoft", &Tokens::accentText, &Tokens::accentSoft},
    {"accentText on envProdSoft", &Tokens::accentText, &Tokens::envProdSoft},
    {"onAccent on accent", &Tokens::onAccent, &Tokens::accent},
    {"onAccent on accentHover", &Tokens::onAccent, &Tokens::accentHover},
    {"onAccent on accentPress", &Tokens::onAccent, &Tokens::accentPress},
    {"ok on surface", &Tokens::ok, &Tokens::surface},
    {"ok on okSoft", &Tokens::ok, &Tokens::okSoft},
    {"text on okSoft", &Tokens::text, &Tokens::okSoft},
    {"warn on surface", &Tokens::warn, &Tokens::surface},
    {"warn on warnSoft", &Tokens::warn, &Tokens::warnSoft},
    {"text on warnSoft", &Tokens::text, &Tokens::warnSoft},
    {"bad on surface", &Tokens::bad, &Tokens::surface},
    {"bad on badSoft", &Tokens::bad, &Tokens::badSoft},
    {"bad on envProdSoft", &Tokens::bad, &Tokens::envProdSoft},
    {"text on badSoft", &Tokens::text, &Tokens::badSoft},
    {"onBad on badSolid", &Tokens::onBad, &Tokens::badSolid},
    {"onBad on badHover", &Tokens::onBad, &Tokens::badHover},
    {"development pill", &Tokens::envDev, &Tokens::envDevSoft},
    {"staging pill", &Tokens::envStgText, &Tokens::envStg},
    {"production pill", &Tokens::envProdText, &Tokens::envProd},
    {"comment on code", &Tokens::comment, &Tokens::code},
    {"comment on badSoft", &Tokens::comment, &Tokens::badSoft},
    {"keyword on code", &Tokens::keyword, &Tokens::code},
    {"string on code", &Tokens::string, &Tokens::code},
    {"number on code", &Tokens::number, &Tokens::code},
    {"type on code", &Tokens::type, &Tokens::code},
};

/// Outlines and bars: at least 3.0.
const Pair linePairs[] = {
    {"borderStrong on surface", &Tokens::borderStrong, &Tokens::surface},
    {"borderStrong on canvas", &Tokens::borderStrong, &Tokens::canvas},
    {"okLine on surface", &Tokens::okLine, &Tokens::surface},
    {"warnLine on surface", &Tokens::warnLine, &Tokens::surface},
    {"badLine on surface", &Tokens::badLine, &Tokens::surface},
    {"disabled on surface", &Tokens::disabled, &Tokens::surface},
    {"focus ring on surface", &Tokens::accentText, &Tokens::surface},
    {"focus ring on canvas", &Tokens::accentText, &Tokens::canvas},
};

/// The figures the design guide states, light and dark: a changed colour shows here first.
struct Stated {
    const char *name;
    Token front;
    Token ground;
    double light;
    double dark;
};
const Stated stated[] = {
    {"text on surface", &Tokens::text, &Tokens::surface, 16.7, 13.9},
    {"text on sel", &Tokens::text, &Tokens::sel, 13.2, 10.0},
    {"muted on surface", &Tokens::muted, &Tokens::surface, 6.9, 7.8},
    {"faint on sel", &Tokens::faint, &Tokens::sel, 4.7, 4.8},
    {"onAccent on accent", &Tokens::onAccent, &Tokens::accent, 7.4, 4.9},
    {"production pill", &Tokens::envProdText, &Tokens::envProd, 6.5, 5.4},
    {"borderStrong on surface", &Tokens::borderStrong, &Tokens::surface, 3.6, 3.9},
};

const std::pair<const char *, const Tokens *> themes[] = {{"light", &lightTokens()}, {"dark", &darkTokens()}};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastOfText_data()
    {
        QTest::addColumn<double>("ratio");
        for (const auto &[theme, tokens] : themes) {
            for (const Pair &pair : textPairs)
                QTest::addRow("%s, %s", pair.name, theme)
                    << contrastRatio(tokens->*pair.front, tokens->*pair.ground);
        }
    }
    void contrastOfText()
    {
        QFETCH(double, ratio);
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }

    void contrastOfLines_data()
    {
        QTest::addColumn<double>("ratio");
        for (const auto &[theme, tokens] : themes) {
            for (const Pair &pair : linePairs)
                QTest::addRow("%s, %s", pair.name, theme)
                    << contrastRatio(tokens->*pair.front, tokens->*pair.ground);
            for (size_t lane = 0; lane < tokens->lanes.size(); ++lane) {
                QTest::addRow("lane %d on surface, %s", int(lane), theme)
                    << contrastRatio(tokens->lanes[lane], tokens->surface);
                QTest::addRow("lane %d on sel, %s", int(lane), theme)
                    << contrastRatio(tokens->lanes[lane], tokens->sel);
            }
        }
    }
    void contrastOfLines()
    {
        QFETCH(double, ratio);
        QVERIFY2(ratio >= 3.0, qPrintable(QString::number(ratio)));
    }

    void contrastIsTheGuides()
    {
        for (const Stated &pair : stated) {
            const double light = contrastRatio(lightTokens().*pair.front, lightTokens().*pair.ground);
            const double dark = contrastRatio(darkTokens().*pair.front, darkTokens().*pair.ground);
            QVERIFY2(qAbs(light - pair.light) < 0.06 && qAbs(dark - pair.dark) < 0.06,
                qPrintable(QStringLiteral("%1: %2 / %3").arg(QLatin1String(pair.name)).arg(light).arg(dark)));
        }
    }

    void everyTokenHasAColour()
    {
        for (const auto &[name, token] : namedTokens()) {
            QVERIFY2((lightTokens().*token).isValid(), name);
            QVERIFY2((darkTokens().*token).isValid(), name);
        }
        QCOMPARE(namedTokens().size() + lightTokens().lanes.size(), sizeof(Tokens) / sizeof(QColor));
    }

    void highContrastDropsFillsAndRaisesOutlines()
    {
        const Tokens tokens = highContrast(lightTokens());
        QCOMPARE(tokens.warnSoft, tokens.surface);
        QCOMPARE(tokens.borderStrong, tokens.text);
        QCOMPARE(tokens.accent, lightTokens().accent);
    }

    void switchingThemeReachesPaletteAndWidgets()
    {
        Theme theme(qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(ThemeMode::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().canvas);
        QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), darkTokens().faint);
        QLabel label(QStringLiteral("text"));
        label.setProperty("tone", QStringLiteral("bad"));
        label.ensurePolished();
        QCOMPARE(label.palette().color(label.foregroundRole()), darkTokens().bad);
        theme.setMode(ThemeMode::Light);
        label.ensurePolished();
        QCOMPARE(label.palette().color(label.foregroundRole()), lightTokens().bad);
        theme.setMode(ThemeMode::Light);
        QCOMPARE(changed.count(), 2);
    }

    void styleSheetIsComplete()
    {
        Theme theme(qApp);
        const QString sheet = qApp->styleSheet();
        QVERIFY(!sheet.isEmpty());
        QVERIFY2(!sheet.contains(QLatin1Char('@')), "a name without a value");
        QVERIFY2(!sheet.contains(QStringLiteral("url(\"\")")), "an image without a file");
        QVERIFY2(!sheet.contains(QStringLiteral(": ;")), "an unknown token");
    }

    void lengthsGrowWithTheFontButHairlinesDoNot()
    {
        Theme theme(qApp);
        theme.setFontScale(2.0);
        QCOMPARE(theme.px(28), 56);
        QCOMPARE(theme.font(TextRole::Body).pixelSize(), 26);
        QCOMPARE(theme.font(TextRole::Note).pixelSize(), 22);
        QVERIFY(qApp->styleSheet().contains(QStringLiteral("font-size: 40px")));
        QVERIFY(qApp->styleSheet().contains(QStringLiteral("border: 1px solid")));
    }

    void fontsAreTheGuides()
    {
        const Theme theme(nullptr);
        QCOMPARE(theme.font(TextRole::Page).pixelSize(), 20);
        QCOMPARE(theme.font(TextRole::Page).weight(), QFont::DemiBold);
        QCOMPARE(theme.font(TextRole::Body).families().first(), QStringLiteral("Inter"));
        for (const auto role : {TextRole::Page, TextRole::Section, TextRole::Label, TextRole::Body,
                 TextRole::Meta, TextRole::Code, TextRole::Chip, TextRole::Note, TextRole::Overline}) {
            QVERIFY(theme.font(role).pixelSize() >= 11);
        }
        // Ligatures of plain JetBrains Mono redraw operators.
        const QStringList mono = theme.font(TextRole::Code).families();
        QCOMPARE(mono.first(), QStringLiteral("JetBrains Mono NL"));
        QVERIFY(!mono.contains(QStringLiteral("JetBrains Mono")));
        QVERIFY(QFontInfo(theme.font(TextRole::Code)).family() != QStringLiteral("JetBrains Mono"));
        QCOMPARE(theme.editorFont().pointSizeF(), 9.0);
    }

    void iconsTakeTheTokenOfTheTheme()
    {
        Theme theme(qApp);
        theme.setMode(ThemeMode::Light);
        const QIcon icon = theme.icon(QStringLiteral("passed"), &Tokens::ok);
        QVERIFY(!icon.isNull());
        const QPoint inside(8, 3); // of the disc, above the check
        QCOMPARE(QColor(icon.pixmap(16, 16).toImage().pixel(inside)), lightTokens().ok);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(QColor(icon.pixmap(16, 16).toImage().pixel(inside)), darkTokens().ok);
        QCOMPARE(QColor(icon.pixmap(QSize(16, 16), QIcon::Disabled).toImage().pixel(inside)),
            darkTokens().disabled);
        QVERIFY(theme.icon(QStringLiteral("no-such-icon")).isNull());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

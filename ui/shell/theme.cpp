#include "ui/shell/theme.h"

#include "ui/shell/stylesheet.h"
#include "ui/shell/tintedicon.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QPalette>
#include <QScopedValueRollback>
#include <QStyleFactory>
#include <QTemporaryDir>

#include <algorithm>

namespace stillroom
{
namespace
{

constexpr double highContrastRatio = 20.0; // ordinary desktops stay below, black on white is 21

const QStringList sansFamilies{QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
    QStringLiteral("Segoe UI"), QStringLiteral("SF Pro Text"), QStringLiteral("DejaVu Sans")};
// Never plain JetBrains Mono: its ligatures redraw operators and cannot be switched off in Qt 6.4.
const QStringList monoFamilies{QStringLiteral("JetBrains Mono NL"), QStringLiteral("Noto Sans Mono"),
    QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Menlo"), QStringLiteral("Consolas")};

struct RoleFont {
    const char *name;
    int pixels;
    QFont::Weight weight;
};

RoleFont roleFont(TextRole role)
{
    switch (role) {
    case TextRole::Page:
        return {"page", 20, QFont::DemiBold};
    case TextRole::Section:
        return {"section", 15, QFont::DemiBold};
    case TextRole::Label:
        return {"label", 13, QFont::DemiBold};
    case TextRole::Body:
        return {"body", 13, QFont::Normal};
    case TextRole::Meta:
        return {"meta", 12, QFont::Normal};
    case TextRole::Code:
        return {"code", 12, QFont::Normal};
    case TextRole::Chip:
        return {"chip", 11, QFont::DemiBold};
    case TextRole::Note:
        return {"note", 11, QFont::Normal};
    case TextRole::Overline:
        return {"overline", 11, QFont::DemiBold};
    }
    return {"body", 13, QFont::Normal};
}

QPalette paletteOf(const Tokens &t)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &colour) {
        palette.setColor(QPalette::All, role, colour);
    };
    set(QPalette::Window, t.canvas);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.surface);
    set(QPalette::AlternateBase, t.sunken);
    set(QPalette::Text, t.text);
    set(QPalette::Button, t.surface);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.onBad);
    set(QPalette::Highlight, t.sel);
    set(QPalette::HighlightedText, t.text);
    set(QPalette::Link, t.accentText);
    set(QPalette::LinkVisited, t.accentText);
    set(QPalette::ToolTipBase, t.raised);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::PlaceholderText, t.faint);
    set(QPalette::Light, t.raised);
    set(QPalette::Midlight, t.grid);
    set(QPalette::Mid, t.border);
    set(QPalette::Dark, t.borderStrong);
    set(QPalette::Shadow, t.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.disabled);
    return palette;
}

} // namespace

QString textRoleName(TextRole role)
{
    return QLatin1String(roleFont(role).name);
}

Theme::Theme(QApplication *application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_tinted(std::make_unique<QTemporaryDir>())
    , m_tokens(lightTokens())
{
    if (!m_application)
        return;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    readDesktop();
    apply();
    m_application->installEventFilter(this);
}

Theme::~Theme() = default;

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setFontScale(qreal scale)
{
    m_scaleForced = true;
    m_fontScale = scale;
    apply();
}

/// Palette and font of the desktop are only visible while none of ours is set.
void Theme::readDesktop()
{
    const QScopedValueRollback guard(m_applying, true);
    QApplication::setPalette(QPalette());
    QApplication::setFont(QFont());
    const QPalette desktop = QApplication::palette();
    const QColor window = desktop.color(QPalette::Window);
    const QColor text = desktop.color(QPalette::WindowText);
    m_desktopDark = window.lightness() < text.lightness();
    m_desktopHighContrast = contrastRatio(window, text) >= highContrastRatio;
    // Platforms without a desktop report a font size of their own making.
    const QString platform = QGuiApplication::platformName();
    const bool hasDesktop = platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
    // Nothing gets smaller than the guide's sizes: the smallest is 11 px.
    if (!m_scaleForced)
        m_fontScale = hasDesktop ? std::clamp(QApplication::font().pointSizeF() / 10.0, 1.0, 3.0) : 1.0;
}

void Theme::apply()
{
    m_dark = m_mode == ThemeMode::System ? m_desktopDark : m_mode == ThemeMode::Dark;
    m_tokens = m_dark ? darkTokens() : lightTokens();
    if (m_desktopHighContrast)
        m_tokens = highContrast(m_tokens);
    if (m_application) {
        const QScopedValueRollback guard(m_applying, true);
        QApplication::setPalette(paletteOf(m_tokens));
        QApplication::setFont(font(TextRole::Body));
        const StyleImages images{
            iconFile(QStringLiteral("own/chevron-down"), &Tokens::text),
            iconFile(QStringLiteral("own/chevron-down"), &Tokens::onAccent),
            iconFile(QStringLiteral("own/chevron-down"), &Tokens::disabled),
            iconFile(QStringLiteral("own/chevron-up"), &Tokens::text),
            iconFile(QStringLiteral("own/chevron-right"), &Tokens::muted),
            iconFile(QStringLiteral("own/check"), &Tokens::onAccent),
            iconFile(QStringLiteral("own/radio"), &Tokens::onAccent),
        };
        m_application->setStyleSheet(styleSheet(m_tokens, m_fontScale, images));
    }
    Q_EMIT changed();
}

/// Style sheets take images from files only, so the few they need are written in today's colour.
QString Theme::iconFile(const QString &name, Token colour)
{
    QFile source(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const QByteArray hex = (m_tokens.*colour).name().toLatin1();
    const QString path = m_tinted->filePath(
        QStringLiteral("%1-%2.svg").arg(name.section(QLatin1Char('/'), -1), QLatin1String(hex.mid(1))));
    QFile target(path);
    if (!target.open(QIODevice::WriteOnly))
        return {};
    target.write(source.readAll().replace("#000", hex).replace("<svg ", "<svg fill=\"" + hex + "\" "));
    return path;
}

QFont Theme::font(TextRole role) const
{
    const RoleFont wanted = roleFont(role);
    QFont font;
    font.setFamilies(role == TextRole::Code ? monoFamilies : sansFamilies);
    if (role == TextRole::Code)
        font.setStyleHint(QFont::Monospace);
    font.setPixelSize(px(wanted.pixels));
    font.setWeight(wanted.weight);
    return font;
}

QFont Theme::editorFont() const
{
    QFont font = this->font(TextRole::Code);
    // Scintilla takes the first family alone, so it has to be one that is installed.
    font.setFamilies({QFontInfo(font).family()});
    font.setPointSizeF(roleFont(TextRole::Code).pixels * m_fontScale * 0.75);
    return font;
}

QIcon Theme::icon(const QString &name, Token colour, Token onColour) const
{
    for (const auto *folder : {"own", "breeze", "result"}) {
        const QString file = QStringLiteral(":/icons/%1/%2.svg").arg(QLatin1String(folder), name);
        if (QFile::exists(file))
            return QIcon(new TintedIconEngine(file, *this, colour, onColour));
    }
    return {};
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool desktopChanged = type == QEvent::ThemeChange
        || (watched == m_application
            && (type == QEvent::ApplicationPaletteChange || type == QEvent::ApplicationFontChange));
    if (desktopChanged && !m_applying) {
        readDesktop();
        apply();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace stillroom

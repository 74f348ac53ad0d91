#pragma once

#include "ui/shell/tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>

#include <memory>

class QApplication;
class QTemporaryDir;

namespace stillroom
{

enum class ThemeMode { System, Light, Dark };

/// Type of the guide, in px at 100 %: page 20/600, section 15/600, label 13/600, body 13/400,
/// meta 12/400, code 12/400 mono, chip 11/600, note 11/400, overline 11/600.
enum class TextRole { Page, Section, Label, Body, Meta, Code, Chip, Note, Overline };

/// "page", "section", …: the value of the dynamic property `textRole` the style sheet knows.
QString textRoleName(TextRole role);

/// Light or dark, fonts and sizes. Feeds QPalette and the style sheet of the application and tells
/// delegates by changed(). Follows the desktop unless a mode is forced.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// `application` gets palette, font and style sheet. Null (tests): only the values are computed.
    explicit Theme(QApplication *application, QObject *parent = nullptr);
    ~Theme() override;

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    bool isDark() const { return m_dark; }
    const Tokens &tokens() const { return m_tokens; }

    /// Desktop font size / 10 pt.
    qreal fontScale() const { return m_fontScale; }
    /// Forces a scale; tests and the pictures of 200 % use it.
    void setFontScale(qreal scale);
    /// A length of the guide (px at 100 %) at the present font scale.
    int px(int length) const { return qRound(length * m_fontScale); }

    QFont font(TextRole role) const;
    /// As font(TextRole::Code) in points: QScintilla renders pixel sizes 1 px high.
    QFont editorFont() const;

    /// A file of resources/icons by name, drawn in `colour` at paint time: follows the theme.
    /// Disabled mode is drawn in Tokens::disabled, selected/on state in `onColour` when given.
    QIcon icon(const QString &name, Token colour = &Tokens::text, Token onColour = nullptr) const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readDesktop();
    void apply();
    QString iconFile(const QString &name, Token colour);

    QApplication *m_application;
    std::unique_ptr<QTemporaryDir> m_tinted; ///< images the style sheet needs, in today's colours
    Tokens m_tokens;
    ThemeMode m_mode = ThemeMode::System;
    bool m_desktopDark = false;
    bool m_desktopHighContrast = false;
    bool m_dark = false;
    bool m_applying = false;
    bool m_scaleForced = false;
    qreal m_fontScale = 1.0;
};

} // namespace stillroom

#pragma once

#include <initializer_list>

#include "ui/shell/theme.h"

#include <QLabel>
#include <QPushButton>

class QHBoxLayout;

namespace stillroom
{

enum class Tone { Normal, Muted, Faint, Accent, Ok, Warn, Bad };
enum class ButtonKind { Default, Primary, Danger, DangerOutline, Link };

/// A label styled by the one style sheet. Wraps when `wraps`.
QLabel *textLabel(const QString &text, TextRole role, QWidget *parent, Tone tone = Tone::Normal);
QLabel *wrappedLabel(const QString &text, TextRole role, QWidget *parent, Tone tone = Tone::Normal);
void setTone(QWidget *widget, Tone tone);

/// 28 high. No button of the program is ever a default button: Enter never starts anything.
QPushButton *textButton(const QString &text, ButtonKind kind, QWidget *parent);
void setCompact(QPushButton *button);

/// Sets a dynamic property the style sheet selects on and polishes again when it changed.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);

/// A 1 px line between parts, in the colour of borders.
QWidget *horizontalRule(QWidget *parent);
QWidget *verticalRule(QWidget *parent);

/// A section's title on the left, what belongs to it on the right.
QHBoxLayout *sectionRow(QWidget *title, std::initializer_list<QWidget *> rest);

} // namespace stillroom

#include "ui/widgets/text.h"

#include <QHBoxLayout>

#include <QFrame>
#include <QStyle>
#include <QVariant>

namespace stillroom
{
namespace
{

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Normal:
        return {};
    case Tone::Muted:
        return QStringLiteral("muted");
    case Tone::Faint:
        return QStringLiteral("faint");
    case Tone::Accent:
        return QStringLiteral("accent");
    case Tone::Ok:
        return QStringLiteral("ok");
    case Tone::Warn:
        return QStringLiteral("warn");
    case Tone::Bad:
        return QStringLiteral("bad");
    }
    return {};
}

QString kindName(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Default:
        return QStringLiteral("default");
    case ButtonKind::Primary:
        return QStringLiteral("primary");
    case ButtonKind::Danger:
        return QStringLiteral("danger");
    case ButtonKind::DangerOutline:
        return QStringLiteral("dangerOutline");
    case ButtonKind::Link:
        return QStringLiteral("link");
    }
    return {};
}

QFrame *rule(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("panel", QStringLiteral("rule"));
    return line;
}

} // namespace

QLabel *textLabel(const QString &text, TextRole role, QWidget *parent, Tone tone)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("textRole", textRoleName(role));
    label->setProperty("tone", toneName(tone));
    return label;
}

QLabel *wrappedLabel(const QString &text, TextRole role, QWidget *parent, Tone tone)
{
    QLabel *label = textLabel(text, role, parent, tone);
    label->setWordWrap(true);
    return label;
}

void setTone(QWidget *widget, Tone tone)
{
    setStyleProperty(widget, "tone", toneName(tone));
}

QPushButton *textButton(const QString &text, ButtonKind kind, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setProperty("kind", kindName(kind));
    if (kind == ButtonKind::Link)
        button->setCursor(Qt::PointingHandCursor);
    return button;
}

void setCompact(QPushButton *button)
{
    setStyleProperty(button, "compact", true);
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QWidget *horizontalRule(QWidget *parent)
{
    QFrame *line = rule(parent);
    line->setFixedHeight(1);
    return line;
}

QWidget *verticalRule(QWidget *parent)
{
    QFrame *line = rule(parent);
    line->setFixedWidth(1);
    return line;
}

QHBoxLayout *sectionRow(QWidget *title, std::initializer_list<QWidget *> rest)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(title);
    row->addStretch(1);
    for (QWidget *widget : rest)
        row->addWidget(widget);
    return row;
}

} // namespace stillroom

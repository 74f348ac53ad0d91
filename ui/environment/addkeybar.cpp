#include "ui/environment/addkeybar.h"

#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>

namespace stillroom
{

AddKeyBar::AddKeyBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_key(new QLineEdit(this))
    , m_value(new QLineEdit(this))
    , m_source(new QComboBox(this))
    , m_why(wrappedLabel({}, TextRole::Meta, this, Tone::Bad))
    , m_add(textButton(tr("Add"), ButtonKind::Default, this))
{
    setProperty("panel", QStringLiteral("bar"));
    m_key->setObjectName(QStringLiteral("newKey"));
    m_key->setPlaceholderText(tr("KEY"));
    m_key->setAccessibleName(tr("New key"));
    m_key->setProperty("textRole", QStringLiteral("code"));
    m_key->setFixedWidth(theme.px(260));
    m_value->setObjectName(QStringLiteral("newValue"));
    m_value->setPlaceholderText(tr("value"));
    m_value->setAccessibleName(tr("Value of the new key"));
    m_value->setProperty("textRole", QStringLiteral("code"));
    m_source->setObjectName(QStringLiteral("newSource"));
    m_source->setAccessibleName(tr("Add to"));
    m_add->setObjectName(QStringLiteral("newAdd"));
    QPushButton *cancel = textButton(tr("Cancel"), ButtonKind::Link, this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_key);
    layout->addWidget(textLabel(QStringLiteral("="), TextRole::Code, this, Tone::Muted));
    layout->addWidget(m_value, 1);
    layout->addWidget(textLabel(tr("in"), TextRole::Body, this, Tone::Muted));
    layout->addWidget(m_source);
    layout->addWidget(m_add);
    layout->addWidget(cancel);
    layout->addWidget(m_why, 1);
    m_why->hide();
    connect(m_add, &QPushButton::clicked, this, &AddKeyBar::submit);
    connect(m_key, &QLineEdit::returnPressed, this, &AddKeyBar::submit);
    connect(m_value, &QLineEdit::returnPressed, this, &AddKeyBar::submit);
    connect(cancel, &QPushButton::clicked, this, &AddKeyBar::closed);
    connect(
        new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
        &QShortcut::activated, this, &AddKeyBar::closed);
    hide();
}

void AddKeyBar::open(const QStringList &sources, const QString &chosen)
{
    m_source->clear();
    m_source->addItems(sources);
    m_source->setCurrentIndex(std::max(0, int(sources.indexOf(chosen))));
    m_key->clear();
    m_value->clear();
    m_why->hide();
    show();
    m_key->setFocus();
}

void AddKeyBar::refuse(const QString &why)
{
    m_why->setText(why);
    m_why->show();
}

void AddKeyBar::submit()
{
    m_why->hide();
    if (m_key->text().trimmed().isEmpty())
        return refuse(tr("A key needs a name"));
    Q_EMIT added(m_source->currentText(), m_key->text().trimmed(), m_value->text());
}

} // namespace stillroom

#include "ui/environment/flagcard.h"

#include "ui/widgets/iconlabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stillroom
{

FlagCard::FlagCard(const QString &key, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_key(key)
    , m_wish(textLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_values(new SegmentedControl(this))
    , m_icon(new IconLabel(QStringLiteral("document-edit"), &Tokens::accentText, 14, theme, this))
    , m_effect(wrappedLabel({}, TextRole::Meta, this, Tone::Muted))
{
    setProperty("panel", QStringLiteral("card"));
    setObjectName(QStringLiteral("flagCard:") + key);
    m_values->setAccessibleName(key);
    for (const QString &word : flagWords(key))
        m_values->addSegment(word);
    m_effect->setObjectName(QStringLiteral("flagEffect"));
    m_effect->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_effect->setMinimumHeight(theme.px(34)); // two lines, so that a sentence more moves nothing
    auto *head = new QHBoxLayout;
    head->addWidget(textLabel(key, TextRole::Code, this));
    head->addStretch(1);
    head->addWidget(m_wish);
    auto *effect = new QHBoxLayout;
    effect->setSpacing(6);
    effect->addWidget(m_icon, 0, Qt::AlignTop);
    effect->addWidget(m_effect, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 9, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_values, 0, Qt::AlignLeft);
    layout->addLayout(effect, 1);
    connect(m_values, &SegmentedControl::currentChanged, this,
        [this](int index) { Q_EMIT chosen(flagValues(m_key)[size_t(index)]); });
}

void FlagCard::setFacts(const FlagFacts &facts)
{
    const QSignalBlocker quiet(m_values);
    if (facts.segment < 0)
        m_values->clearCurrent();
    else
        m_values->setCurrent(facts.segment);
    m_values->setEnabled(facts.editable);
    m_effect->setText(facts.effect);
    m_icon->setVisible(facts.icon != FlagFacts::Icon::None);
    if (facts.icon == FlagFacts::Icon::Changed)
        m_icon->setIcon(QStringLiteral("document-edit"), &Tokens::accentText);
    else if (facts.icon == FlagFacts::Icon::Warning)
        m_icon->setIcon(QStringLiteral("warning"), &Tokens::warn);
}

void FlagCard::setWish(const QString &text)
{
    m_wish->setText(text.isEmpty() ? QString() : tr("preset: %1").arg(text));
}

} // namespace stillroom

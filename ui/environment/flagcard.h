#pragma once

#include "ui/environment/flagtext.h"
#include "ui/shell/theme.h"

#include <QFrame>

class QLabel;

namespace stillroom
{

class IconLabel;
class SegmentedControl;

/// One of the three variables that decide about a start, for one source, with its effect in a sentence.
class FlagCard final : public QFrame
{
    Q_OBJECT

public:
    FlagCard(const QString &key, const Theme &theme, QWidget *parent = nullptr);

    void setFacts(const FlagFacts &facts);
    /// "preset: false"; empty: nothing.
    void setWish(const QString &text);

Q_SIGNALS:
    /// By a person: a value of flagValues().
    void chosen(const std::optional<QString> &value);

private:
    QString m_key;
    QLabel *m_wish;
    SegmentedControl *m_values;
    IconLabel *m_icon;
    QLabel *m_effect;
};

} // namespace stillroom

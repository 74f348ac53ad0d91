#pragma once

#include <QFrame>

class QButtonGroup;
class QHBoxLayout;

namespace stillroom
{

/// One of two to five exclusive choices. The arrow keys move the choice.
class SegmentedControl : public QFrame
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// Returns the index of the new segment; the first one added is chosen.
    int addSegment(const QString &text);
    void setSegmentText(int index, const QString &text);
    void setSegmentEnabled(int index, bool enabled);
    void clear();
    int count() const;

    int current() const;
    void setCurrent(int index);
    /// Nothing is chosen, until a person or setCurrent() chooses. Tells nobody.
    void clearCurrent();

Q_SIGNALS:
    /// By a person or by setCurrent().
    void currentChanged(int index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void move(int step);

    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
    int m_current = -1;
};

} // namespace stillroom

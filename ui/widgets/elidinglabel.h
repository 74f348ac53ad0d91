#pragma once

#include "ui/shell/theme.h"

#include <QLabel>

namespace stillroom
{

/// One line that gives way: elided to the width it gets, the full text as tooltip. Its minimum width
/// is a few characters, so a long text never widens the window.
class ElidingLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidingLabel(TextRole role, QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    QString fullText() const { return m_text; }
    void setFullText(const QString &text);
    /// How much of the text stays when space is short; 6 characters unless told.
    void setMinimumCharacters(int count);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_text;
    Qt::TextElideMode m_mode;
    int m_minimumCharacters = 6;
};

} // namespace stillroom

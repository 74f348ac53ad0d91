#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stillroom
{

/// One line to give a source a key it does not have.
class AddKeyBar final : public QFrame
{
    Q_OBJECT

public:
    explicit AddKeyBar(const Theme &theme, QWidget *parent = nullptr);

    /// Titles of the sources that take a key; \a chosen is in front.
    void open(const QStringList &sources, const QString &chosen);
    /// Says under the fields why it was not taken.
    void refuse(const QString &why);

Q_SIGNALS:
    void added(const QString &source, const QString &key, const QString &value);
    void closed();

private:
    void submit();

    QLineEdit *m_key;
    QLineEdit *m_value;
    QComboBox *m_source;
    QLabel *m_why;
    QPushButton *m_add;
};

} // namespace stillroom

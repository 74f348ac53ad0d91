#pragma once

#include "app/services/workspacestate.h"

#include <QWidget>

class QLabel;

namespace stillroom
{

class InlineMessage;
class Theme;

/// Which Python the steps of a plan would be run with, or what is missing and how to mend it. Hidden until it
/// is asked for.
class PythonCheck final : public QWidget
{
    Q_OBJECT

public:
    explicit PythonCheck(const Theme &theme, QWidget *parent = nullptr);

    void clear();
    void setLooking();
    void setFound(const PythonAnswer &python);
    void setMissing(const Error &error, const QString &projectFolder);
    bool isMissing() const { return m_missing; }

Q_SIGNALS:
    void againRequested();
    void changed();

private:
    QLabel *m_line;
    InlineMessage *m_message;
    bool m_missing = false;
};

} // namespace stillroom

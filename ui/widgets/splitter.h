#pragma once

#include <QSplitter>

namespace stillroom
{

class Settings;

/// A splitter with a 1 px line to see and 5 px to grab. Remembers its sizes under `name` when given.
class Splitter : public QSplitter
{
    Q_OBJECT

public:
    explicit Splitter(Qt::Orientation orientation, QWidget *parent = nullptr);
    /// Restores the sizes kept under `name` ("timeline/splitter") and keeps every change there. Call
    /// after all parts were added.
    void remember(Settings &settings, const QString &name);

protected:
    QSplitterHandle *createHandle() override;
};

} // namespace stillroom

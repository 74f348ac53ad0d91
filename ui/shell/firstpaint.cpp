#include "ui/shell/firstpaint.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace stillroom
{

namespace
{

class FirstPaint final : public QObject
{
public:
    FirstPaint(QWidget *window, std::vector<std::function<void()>> parts)
        : QObject(window)
        , m_parts(std::move(parts))
    {
        window->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            later(); // the picture goes to the screen first
        }
        return false;
    }

private:
    void later()
    {
        QTimer::singleShot(0, this, [this] { runNext(); });
    }

    void runNext()
    {
        if (m_next == m_parts.size()) {
            deleteLater();
            return;
        }
        m_parts[m_next++]();
        later();
    }

    std::vector<std::function<void()>> m_parts;
    size_t m_next = 0;
};

} // namespace

void afterFirstPaint(QWidget *window, std::vector<std::function<void()>> parts)
{
    new FirstPaint(window, std::move(parts));
}

} // namespace stillroom

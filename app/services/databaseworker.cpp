#include "app/services/databaseworker.h"

#include <QDeadlineTimer>

#include <chrono>

namespace stillroom
{

namespace
{

constexpr std::chrono::milliseconds closingPatience{4000};

} // namespace

DatabaseWorker::DatabaseWorker()
    : m_session(std::make_shared<DatabaseSession>())
    , m_thread(new QThread)
    , m_context(new QObject)
{
    m_thread->setObjectName(QStringLiteral("database"));
    m_context->moveToThread(m_thread);
    QObject::connect(m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread->start();
}

DatabaseWorker::~DatabaseWorker()
{
    // A connection may only be closed on the thread that opened it.
    post([](DatabaseSession &session) {
        session.disconnect();
        session.server.reset();
    });
    QMetaObject::invokeMethod(
        m_context, [thread = m_thread] { thread->quit(); }, Qt::QueuedConnection);
    if (m_thread->wait(QDeadlineTimer(closingPatience)))
        delete m_thread;
}

} // namespace stillroom

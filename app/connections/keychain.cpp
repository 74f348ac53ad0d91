#include "app/connections/keychain.h"

#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

namespace stillroom
{

namespace
{

QString serviceName()
{
    return QStringLiteral("Stillroom");
}

/// QtKeychain never says NoBackendAvailable where no Secret Service runs: everything but success and an
/// absent entry means that there is no keychain to work with.
bool answered(const QKeychain::Job &job)
{
    return job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
}

Error notTaken(const QString &reason)
{
    return {ErrorKind::Unreadable, QStringLiteral("The system keychain did not take the password."), reason};
}

/// Runs the job; `done(job)` once, or `late()` when it does not answer in time. The job deletes itself.
template<typename Job, typename Done, typename Late>
void run(Job *job, QObject *guard, std::chrono::milliseconds patience, Done done, Late late)
{
    job->setInsecureFallback(false);
    auto *timer = new QTimer(job);
    timer->setSingleShot(true);
    const auto isOver = std::make_shared<bool>(false);
    QObject::connect(job, &QKeychain::Job::finished, guard, [job, isOver, done = std::move(done)] {
        if (!std::exchange(*isOver, true))
            done(*job);
    });
    QObject::connect(timer, &QTimer::timeout, guard, [isOver, late = std::move(late)] {
        if (!std::exchange(*isOver, true))
            late();
    });
    timer->start(patience);
    job->start();
}

} // namespace

Keychain::Keychain(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
}

void Keychain::read(const QString &key, QObject *guard, Read done)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName());
    job->setKey(key);
    run(
        job, guard, m_patience,
        [done](const QKeychain::ReadPasswordJob &read) {
            if (!answered(read))
                done({SecretOutcome::NoKeychain, {}, read.errorString()});
            else if (read.error() == QKeychain::EntryNotFound)
                done({SecretOutcome::Absent, {}, {}});
            else
                done({SecretOutcome::Found, read.textData(), {}});
        },
        [done] {
            done({SecretOutcome::NoKeychain, {}, QStringLiteral("it did not answer in time")});
        });
}

void Keychain::write(const QString &key, const QString &secret, QObject *guard, Written done)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setKey(key);
    job->setTextData(secret);
    run(
        job, guard, m_patience,
        [done](const QKeychain::WritePasswordJob &write) {
            done(
                write.error() == QKeychain::NoError ? Status(Done{}) : Status(notTaken(write.errorString())));
        },
        [done] { done(notTaken(QStringLiteral("It did not answer in time."))); });
}

void Keychain::remove(const QString &key, QObject *guard, Written done)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName());
    job->setKey(key);
    run(
        job, guard, m_patience,
        [done](const QKeychain::DeletePasswordJob &removal) {
            done(answered(removal) ? Status(Done{}) : Status(notTaken(removal.errorString())));
        },
        [done] { done(notTaken(QStringLiteral("It did not answer in time."))); });
}

SecretAnswer readSecretNow(SecretStore &store, const QString &key)
{
    QObject guard;
    QEventLoop loop;
    SecretAnswer result;
    bool isThere = false;
    store.read(key, &guard, [&](const SecretAnswer &answer) {
        result = answer;
        isThere = true;
        loop.quit();
    });
    if (!isThere)
        loop.exec();
    return result;
}

} // namespace stillroom

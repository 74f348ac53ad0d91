#pragma once

#include "migrations/base/result.h"

#include <QString>

#include <functional>

class QObject;

namespace stillroom
{

enum class SecretOutcome {
    Found,
    Absent, ///< the keychain answers and has no such entry
    NoKeychain, ///< none is running, it is locked and stays so, or it did not answer
};

struct SecretAnswer {
    SecretOutcome outcome = SecretOutcome::NoKeychain;
    QString secret;
    QString reason; ///< of NoKeychain: its own words
};

/// Where passwords are kept between starts. Every call returns at once; the answer comes on the thread of
/// the guard, from the event loop, or never once the guard is gone.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    using Read = std::function<void(const SecretAnswer &)>;
    using Written = std::function<void(const Status &)>;

    virtual void read(const QString &key, QObject *guard, Read done) = 0;
    /// Errors: Unreadable with the keychain's own words; the secret is in none of them.
    virtual void write(const QString &key, const QString &secret, QObject *guard, Written done) = 0;
    /// An entry that is not there counts as removed.
    virtual void remove(const QString &key, QObject *guard, Written done) = 0;
};

} // namespace stillroom

#pragma once

#include "app/connections/secretstore.h"

#include <QObject>

#include <chrono>

namespace stillroom
{

/// The desktop's keychain (Secret Service, KWallet) through QtKeychain. Its insecure fallback, a plain file,
/// is off. To be used on a thread with an event loop, the program's main thread.
class Keychain final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    /// A locked keychain asks the person for its own password: that long it may take.
    explicit Keychain(
        std::chrono::milliseconds patience = std::chrono::seconds{60}, QObject *parent = nullptr);

    void read(const QString &key, QObject *guard, Read done) override;
    void write(const QString &key, const QString &secret, QObject *guard, Written done) override;
    void remove(const QString &key, QObject *guard, Written done) override;

private:
    std::chrono::milliseconds m_patience;
};

/// Waits for the answer in an event loop of its own: for the command line, never for a window.
SecretAnswer readSecretNow(SecretStore &store, const QString &key);

} // namespace stillroom

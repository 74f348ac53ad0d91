#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <optional>

namespace stillroom::cli
{

/// Writes one JSON document as it goes, keys in the order given. Strings as UTF-8; a lone surrogate
/// becomes U+FFFD.
class JsonWriter
{
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginList() { open('['); }
    void endList() { close(']'); }
    void key(const char *name); ///< of ours: nothing in it needs escaping
    void key(QStringView name);

    void text(QStringView value);
    void textOrNull(const QString &value); ///< empty: null
    void number(qint64 value);
    void number(double value);
    void boolean(bool value);
    void null();

    void field(const char *name, QStringView value);
    void field(const char *name, bool value);
    void field(const char *name, qint64 value);
    void field(const char *name, int value) { field(name, qint64(value)); }

    /// The document, ended by a newline.
    QByteArray take();

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void quote(QStringView value);

    QByteArray m_bytes;
    bool m_needsComma = false;
};

} // namespace stillroom::cli

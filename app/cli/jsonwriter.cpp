#include "app/cli/jsonwriter.h"

#include <cmath>

namespace stillroom::cli
{

void JsonWriter::key(const char *name)
{
    separate();
    m_bytes += '"';
    m_bytes += name;
    m_bytes += "\": ";
    m_needsComma = false;
}

void JsonWriter::key(QStringView name)
{
    separate();
    quote(name);
    m_bytes += ": ";
    m_needsComma = false;
}

void JsonWriter::text(QStringView value)
{
    separate();
    quote(value);
    m_needsComma = true;
}

void JsonWriter::textOrNull(const QString &value)
{
    if (value.isEmpty())
        null();
    else
        text(value);
}

void JsonWriter::number(qint64 value)
{
    separate();
    m_bytes += QByteArray::number(value);
    m_needsComma = true;
}

void JsonWriter::number(double value)
{
    separate();
    // Durations in milliseconds: three digits say all a clock knows.
    m_bytes += QByteArray::number(std::round(value * 1000) / 1000, 'g', 15);
    m_needsComma = true;
}

void JsonWriter::boolean(bool value)
{
    separate();
    m_bytes += value ? "true" : "false";
    m_needsComma = true;
}

void JsonWriter::null()
{
    separate();
    m_bytes += "null";
    m_needsComma = true;
}

void JsonWriter::field(const char *name, QStringView value)
{
    key(name);
    text(value);
}

void JsonWriter::field(const char *name, bool value)
{
    key(name);
    boolean(value);
}

void JsonWriter::field(const char *name, qint64 value)
{
    key(name);
    number(value);
}

QByteArray JsonWriter::take()
{
    m_bytes += '\n';
    return std::move(m_bytes);
}

void JsonWriter::open(char bracket)
{
    separate();
    m_bytes += bracket;
    m_needsComma = false;
}

void JsonWriter::close(char bracket)
{
    m_bytes += bracket;
    m_needsComma = true;
}

void JsonWriter::separate()
{
    if (m_needsComma)
        m_bytes += ", ";
}

void JsonWriter::quote(QStringView value)
{
    m_bytes += '"';
    for (const char c : value.toUtf8()) {
        switch (c) {
        case '"':
            m_bytes += "\\\"";
            break;
        case '\\':
            m_bytes += "\\\\";
            break;
        case '\n':
            m_bytes += "\\n";
            break;
        case '\t':
            m_bytes += "\\t";
            break;
        case '\r':
            m_bytes += "\\r";
            break;
        default:
            if (uchar(c) < 0x20)
                m_bytes += "\\u00" + QByteArray::number(int(c), 16).rightJustified(2, '0');
            else
                m_bytes += c;
        }
    }
    m_bytes += '"';
}

} // namespace stillroom::cli

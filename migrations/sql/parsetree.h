#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

#include <pg_query/pg_query.pb-c.h>

namespace stillroom
{

/// libpg_query's tree of one text, owned.
struct ParseTree {
    struct Free {
        void operator()(PgQuery__ParseResult *result) const;
    };
    std::unique_ptr<PgQuery__ParseResult, Free> result; ///< null when not understood
    QString error;
    int errorPosition = 0; ///< character from 1; 0: none
};

/// Parses with PostgreSQL 15's grammar. Parsing, walking and freeing the tree recurse: call it and drop the
/// tree inside onParserStack().
ParseTree parseSql(const QByteArray &sql);

/// Runs \a work where the parser may recurse as deeply as \a sql can make it. libpg_query has no stack guard
/// and some 40,000 chained operators end an 8 MB stack: short texts run here, longer ones on a thread whose
/// stack is sized from the number of words and operators in them. False, without running it, for a text
/// that would need more than a gigabyte, or seconds because one statement is deeper than 50,000 levels.
bool onParserStack(const QByteArray &sql, const std::function<void()> &work);

/// Calls \a visit for every message below and including \a message, parents first; children of a message
/// are skipped when it returns false.
using MessageVisitor = std::function<bool(const ProtobufCMessage &)>;
void walkMessages(const ProtobufCMessage &message, const MessageVisitor &visit);

/// The message when it is of that type, or null.
template<typename T>
const T *messageAs(const ProtobufCMessage &message, const ProtobufCMessageDescriptor &type)
{
    return message.descriptor == &type ? reinterpret_cast<const T *>(&message) : nullptr;
}

} // namespace stillroom

#include "app/verify/checkbuilder.h"
#include "app/verify/pythonfiles.h"

namespace stillroom
{

namespace
{

/// Default data is made for a database without users; one that is in use for long has more.
constexpr qint64 mostDefaultUsers = 10;
constexpr qint64 accessRoleCount = 4;

QString countText(const TableRows &table)
{
    return QStringLiteral("%1 %2%3")
        .arg(table.name)
        .arg(table.rows)
        .arg(table.more ? QStringLiteral(" or more") : QString());
}

Check &add(CheckBuilder &b, const char *id, const QString &label, const QString &finding,
    const QString &evidence, const QString &remedy)
{
    Check &check = b.add(id, label, CheckOutcome::Warn, finding);
    check.evidence = evidence;
    check.mirrored = unseen;
    check.remedy = remedy;
    return check;
}

/// Users are committed before what refers to them: when that fails, no later start repairs it.
void halfDone(CheckBuilder &b, const DefaultDataFacts &data)
{
    const TableRows &users = *data.users();
    if (users.rows == 0 || users.rows > mostDefaultUsers)
        return;
    QStringList empty;
    for (const TableRows &table : data.tables) {
        if (table.refersToUsers && table.rows == 0)
            empty += table.name;
    }
    if (empty.isEmpty())
        return;
    add(b, "database.data-half", QStringLiteral("Default data, half done"),
        QStringLiteral("%1 users and no row in %2: a start that made the users and then failed leaves this, "
                       "and no later start repairs it, because users exist now")
            .arg(users.rows)
            .arg(empty.join(QStringLiteral(", "))),
        QStringLiteral("%1; %2 0").arg(countText(users), empty.join(QStringLiteral(" 0, "))),
        QStringLiteral(
            "Look for the first D5 message in the log, repair its cause, and add the missing rows by "
            "hand or empty the users table."));
}

/// The file of the project that says it creates master data; empty: none, so that nothing is to be missed.
QString masterDataFile(const QString &root)
{
    for (const QString &path : projectPythonFiles(root)) {
        const std::optional<QByteArray> bytes = fileBytes(path);
        if (bytes && bytes->contains("Default master data created successfully!"))
            return path;
    }
    return {};
}

/// The access roles share a table with the job roles, so that it is not empty when the job roles are looked
/// for.
void rolesOnly(CheckBuilder &b, const DefaultDataFacts &data)
{
    if (data.users()->rows == 0 || data.users()->rows > mostDefaultUsers)
        return; // an application in use has the roles it needs
    const QString creator = masterDataFile(b.v.root);
    if (creator.isEmpty())
        return;
    for (const TableRows &table : data.tables) {
        if (!table.isReferredTo || table.rows != accessRoleCount || table.accessRoles != accessRoleCount)
            continue;
        add(b, "database.data-roles", QStringLiteral("Default roles"),
            QStringLiteral(
                "%1 holds the four access roles and nothing else: default job roles are made only in an "
                "empty table, so they never will be")
                .arg(table.name),
            QStringLiteral("%1; %2").arg(countText(table), shownPath(creator, b.v.root)),
            QStringLiteral("Add the job roles by hand, if the application has any."));
    }
}

void repeated(CheckBuilder &b, const DefaultDataFacts &data)
{
    QStringList found;
    for (const TableRows &table : data.tables) {
        if (table.repeatedNames > 0 && &table != data.users())
            found += QStringLiteral("%1 (%2)").arg(table.name).arg(table.repeatedNames);
    }
    if (found.isEmpty())
        return;
    add(b, "database.data-repeated", QStringLiteral("Repeated rows"),
        QStringLiteral(
            "Names stand more than once in %1: two processes that start at once both find an empty "
            "table and fill it")
            .arg(found.join(QStringLiteral(", "))),
        QStringLiteral("count(name) - count(DISTINCT name)"),
        QStringLiteral("Remove the repeated rows; fill tables with seed scripts, which run under a lock."));
}

void knownPassword(CheckBuilder &b, const DefaultDataFacts &data)
{
    if (data.mustChangeOld == 0)
        return;
    add(b, "database.data-password", QStringLiteral("Default passwords"),
        QStringLiteral(
            "%1 of %2 users created more than a week ago still have to change their password: it may "
            "be the default one, which is known")
            .arg(data.mustChangeOld)
            .arg(data.users()->rows),
        QStringLiteral("%1.%2").arg(data.users()->name, data.mustChangeColumn),
        QStringLiteral("Change these passwords or lock the accounts."));
}

} // namespace

void checkData(CheckBuilder &b)
{
    if (!b.v.facts || !b.v.facts->data.users())
        return;
    const DefaultDataFacts &data = b.v.facts->data;
    QStringList counts;
    for (const TableRows &table : data.tables)
        counts += countText(table);
    Check &check = b.add("database.data", QStringLiteral("Rows of the required tables"), CheckOutcome::Pass,
        counts.join(QStringLiteral(", ")));
    check.evidence = QStringLiteral("count(*)");
    check.mirrored = unseen;
    halfDone(b, data);
    rolesOnly(b, data);
    repeated(b, data);
    knownPassword(b, data);
}

} // namespace stillroom

// Prints what scanScripts() reads from folders, one JSON list; run by headeroracle.py.

#include "migrations/scripts/scriptdirectory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace stillroom;

namespace
{

QJsonArray toJson(const std::vector<RevisionId> &ids)
{
    QJsonArray array;
    for (const RevisionId &id : ids)
        array.append(id.text());
    return array;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList folders;
    for (int i = 1; i < argc; ++i)
        folders.append(QString::fromLocal8Bit(argv[i]));
    const ScriptScan scan = scanScripts(folders, false);
    QJsonArray revisions;
    for (const Revision &revision : scan.revisions) {
        revisions.append(QJsonObject{{QStringLiteral("revision"), revision.id.text()},
            {QStringLiteral("down_revision"), toJson(revision.downRevisions)},
            {QStringLiteral("depends_on"), toJson(revision.dependsOn)},
            {QStringLiteral("branch_labels"), QJsonArray::fromStringList(revision.branchLabels)},
            {QStringLiteral("doc"), revision.doc}, {QStringLiteral("path"), revision.place.path}});
    }
    for (const Error &problem : scan.problems)
        std::fprintf(stderr, "%s: %s\n", qPrintable(problem.place.toString()), qPrintable(problem.message));
    std::fputs(QJsonDocument(revisions).toJson().constData(), stdout);
    return 0;
}

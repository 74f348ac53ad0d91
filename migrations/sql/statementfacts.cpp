#include "migrations/sql/statementfacts.h"

#include "migrations/sql/statementjudge.h"

namespace stillroom
{

namespace
{

void judgeText(const QByteArray &sql, StatementFacts &facts)
{
    const ParseTree tree = parseSql(sql);
    if (!tree.result) {
        facts.syntaxError = tree.error;
        facts.syntaxErrorPosition = tree.errorPosition;
        return;
    }
    facts.kind = StatementClass::Empty;
    facts.statementCount = int(tree.result->n_stmts);
    facts.locksKnown = true;
    facts.rewrite = false;
    facts.scan = false;
    StatementJudge judge(facts);
    for (size_t i = 0; i < tree.result->n_stmts; ++i)
        judge.judge(*tree.result->stmts[i]->stmt);
}

} // namespace

StatementFacts factsOf(const QString &sql)
{
    StatementFacts facts;
    if (sql.contains(QChar(u'\0'))) {
        facts.syntaxError = QStringLiteral("the text holds a NUL character");
        return facts;
    }
    const QByteArray utf8 = sql.toUtf8();
    if (!onParserStack(utf8, [&] { judgeText(utf8, facts); }))
        facts.syntaxError = QStringLiteral("the text is too large to be judged");
    return facts;
}

} // namespace stillroom

#include "migrations/scripts/scripttraits.h"

#include <QTest>

#include <limits>

using namespace stillroom;

class TestScriptTraits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowances();
    void imports();
    void notPython();
};

void TestScriptTraits::allowances()
{
    const Result<ScriptTraits> traits = readTraits(R"(revision = 'a'
# stillroom: allow one-transaction because nobody is connected at night


def upgrade():
    # stillroom: allow drop-table because it was empty
    op.drop_table(
        'a')
    op.drop_table('b')  # stillroom: allow drop-table because copied
    op.drop_table('c')
    with op.batch_alter_table('d') as batch_op:
        # stillroom: allow drop-column
        batch_op.drop_column('e')
)",
        QStringLiteral("a.py"));
    QVERIFY(traits.ok());
    const auto text = [](const Allowance &allowance) {
        return QStringLiteral("%1 (%2) %3-%4")
            .arg(allowance.rule, allowance.reason)
            .arg(allowance.firstLine)
            .arg(allowance.lastLine);
    };
    QCOMPARE(traits->allowances.size(), size_t(4));
    QCOMPARE(text(traits->allowances[0]),
        QStringLiteral("one-transaction (nobody is connected at night) 1-%1")
            .arg(std::numeric_limits<int>::max()));
    QCOMPARE(text(traits->allowances[1]), QStringLiteral("drop-table (it was empty) 6-8"));
    QCOMPARE(text(traits->allowances[2]), QStringLiteral("drop-table (copied) 9-9"));
    QVERIFY(traits->allowances[3].reason.isEmpty());
}

void TestScriptTraits::imports()
{
    const Result<ScriptTraits> traits = readTraits(R"(from app.models import User as Person, Role
import app.types
from .helpers import helper
from sqlalchemy import Column
import models


def upgrade():
    from app import db
    Person, helper, db, Column, app.types.Money
)",
        QStringLiteral("a.py"), {QStringLiteral("app"), QStringLiteral("models")});
    QVERIFY(traits.ok());
    QStringList modules;
    for (const auto &[module, place] : traits->applicationImports)
        modules << QStringLiteral("%1:%2").arg(module).arg(place.line);
    QCOMPARE(modules.join(u' '), QStringLiteral("app.models:1 app.types:2 helpers:3 app:9"));
}

void TestScriptTraits::notPython()
{
    const Result<ScriptTraits> traits = readTraits("def upgrade(:\n", QStringLiteral("a.py"));
    QVERIFY(!traits.ok());
    QCOMPARE(traits.error().place.line, 1);
}

QTEST_GUILESS_MAIN(TestScriptTraits)
#include "tst_scripttraits.moc"

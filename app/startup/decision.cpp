#include "app/startup/decision.h"

#include "app/environment/flags.h"

namespace stillroom
{

namespace
{

QString revisionCount(const QStringList &revisions)
{
    return revisions.size() == 1 ? QStringLiteral("1 revision")
                                 : QStringLiteral("%1 revisions").arg(revisions.size());
}

/// One walk down the decision table.
class Walk
{
public:
    Walk(const StartupSituation &situation, bool strict)
        : m_s(situation)
        , m_strict(strict)
    {
    }

    StartupDecision take()
    {
        pass(StartupNode::Start, {}, {});
        if (!m_s.refusal.isEmpty())
            refuse();
        else if (skipsDatabase(m_s.skip.value_or(QString())))
            skip();
        else
            procedure();
        return m_d;
    }

private:
    void pass(StartupNode node, QString answer, QString reason)
    {
        m_d.path.push_back({node, std::move(answer), std::move(reason)});
    }
    void say(MessageKey key, QString detail = {}) { m_d.messages.push_back({key, std::move(detail)}); }

    void end(StartupOutcome outcome, StartupNode state, const QString &reason)
    {
        m_d.outcome = outcome;
        m_d.finalState = state;
        m_d.exitStatus = outcome == StartupOutcome::Failed ? 1 : 0;
        pass(state, {}, reason);
    }

    void refuse()
    {
        m_d.row = 0;
        m_d.standardError = m_s.refusal;
        end(StartupOutcome::Failed, StartupNode::Stopped, m_s.refusal);
    }

    void skip()
    {
        m_d.row = 1;
        pass(StartupNode::Skip, QStringLiteral("yes"), variable::skip + u' ' + skipEffect(m_s.skip));
        const bool tablesMissing = m_s.looked && !m_s.missing.isEmpty();
        end(StartupOutcome::Skipped, tablesMissing ? StartupNode::Limited : StartupNode::Ready,
            tablesMissing
                ? QStringLiteral("The check is skipped and tables are missing: %1").arg(list(m_s.missing))
                : QStringLiteral("Neither the check nor default data runs"));
    }

    void procedure()
    {
        pass(StartupNode::Skip, QStringLiteral("no"), variable::skip + u' ' + skipEffect(m_s.skip));
        if (m_s.markSet) {
            m_d.row = 2;
            pass(StartupNode::AlreadyRun, QStringLiteral("yes"),
                QStringLiteral("The check ran in this process before; it is not repeated, not even after a "
                               "failure"));
            return defaultData(StartupOutcome::Ready, StartupNode::Ready, {});
        }
        pass(StartupNode::AlreadyRun, QStringLiteral("no"), QStringLiteral("A new process has not run it"));
        if (!m_s.looked) {
            m_d.need = StartupNeed::LookAtDatabase;
            return;
        }
        if (!m_s.connectError.isEmpty())
            return unreachable();
        pass(StartupNode::Connect, QStringLiteral("reachable"), QStringLiteral("The server answered"));
        if (m_s.mode == StartupMode::Reference)
            reference();
        else
            pendingMode();
    }

    void unreachable()
    {
        m_d.row = 3;
        pass(StartupNode::Connect, QStringLiteral("unreachable"), m_s.connectError);
        say(MessageKey::CheckFailed, m_s.connectError);
        end(StartupOutcome::Failed, StartupNode::Stopped,
            QStringLiteral("The database cannot be reached: the application does not start"));
    }

    void reference()
    {
        if (m_s.missing.isEmpty()) {
            m_d.row = 4;
            pass(StartupNode::Tables, QStringLiteral("all present"),
                QStringLiteral("%1: all there; the flag is not looked at").arg(list(m_s.required)));
            say(MessageKey::TablesExist);
            if (m_s.pending.isEmpty())
                return defaultData(StartupOutcome::Ready, StartupNode::Ready, {});
            return defaultData(StartupOutcome::Ready, StartupNode::ReadyNotVerified,
                QStringLiteral("%1 pending: the procedure does not apply them, because the required "
                               "tables exist")
                    .arg(revisionCount(m_s.pending)));
        }
        pass(StartupNode::Tables,
            QStringLiteral("%1 of %2 missing").arg(m_s.missing.size()).arg(m_s.required.size()),
            QStringLiteral("Missing: %1").arg(list(m_s.missing)));
        if (isTruthy(m_s.flag.value_or(QString())))
            return upgrade(MessageKey::RunningMigrations, {});
        limited(MessageKey::TablesMissing, {});
    }

    void pendingMode()
    {
        const QString count = revisionCount(m_s.pending);
        if (m_s.pending.isEmpty()) {
            m_d.row = 4;
            pass(StartupNode::Tables, QStringLiteral("nothing pending"),
                QStringLiteral("The database is at head; the flag is not looked at"));
            say(MessageKey::NothingPending);
            const bool all = m_s.missing.isEmpty();
            return defaultData(StartupOutcome::Ready,
                all ? StartupNode::Ready : StartupNode::ReadyNotVerified,
                all ? QString() : QStringLiteral("At head, and yet missing: %1").arg(list(m_s.missing)));
        }
        pass(StartupNode::Tables, QStringLiteral("pending"), QStringLiteral("%1 pending").arg(count));
        if (isTruthy(m_s.flag.value_or(QString())))
            return upgrade(MessageKey::RunningPending, count);
        limited(MessageKey::PendingNotRun, count);
    }

    void limited(MessageKey first, const QString &detail)
    {
        m_d.row = 5;
        pass(StartupNode::Flag, QStringLiteral("off"), variable::autoMigrate + u' ' + flagEffect(m_s.flag));
        say(first, detail);
        say(MessageKey::HintFlag);
        say(MessageKey::HintManual);
        if (m_strict) {
            end(StartupOutcome::WaitingForManualUpgrade, StartupNode::Stopped,
                QStringLiteral("--strict: a start that would be limited is stopped"));
            m_d.exitStatus = 1;
            return;
        }
        defaultData(StartupOutcome::WaitingForManualUpgrade, StartupNode::Limited,
            QStringLiteral("The application runs and fails where it needs what is missing"));
    }

    void upgrade(MessageKey first, const QString &detail)
    {
        m_d.row = 6;
        pass(StartupNode::Flag, QStringLiteral("on"), variable::autoMigrate + u' ' + flagEffect(m_s.flag));
        say(first, detail);
        if (!m_s.upgrade) {
            m_d.need = StartupNeed::Upgrade;
            return;
        }
        const QString text = m_s.upgrade->text;
        switch (m_s.upgrade->kind) {
        case UpgradeResult::Kind::Success:
            return upgraded();
        case UpgradeResult::Kind::Failed:
            m_d.row = 7;
            pass(StartupNode::Upgrade, QStringLiteral("fails"), text);
            say(MessageKey::MigrationFailed, text);
            say(MessageKey::CheckFailed, text);
            break;
        case UpgradeResult::Kind::CommandError:
            m_d.row = 8;
            pass(StartupNode::Upgrade, QStringLiteral("command error"), text);
            m_d.standardError = QStringLiteral("Error: ") + text;
            break;
        }
        end(StartupOutcome::Failed, StartupNode::Stopped, QStringLiteral("The application does not start"));
    }

    void upgraded()
    {
        m_upgraded = true;
        pass(StartupNode::Upgrade, QStringLiteral("succeeds"),
            m_s.pending.isEmpty() ? QStringLiteral("Nothing is pending: the upgrade does nothing")
                                  : QStringLiteral("%1 applied").arg(revisionCount(m_s.pending)));
        say(MessageKey::MigrationsCompleted);
        if (!m_s.missingAfter) {
            m_d.need = StartupNeed::LookAgain;
            return;
        }
        if (m_s.missingAfter->isEmpty())
            return defaultData(StartupOutcome::Migrated, StartupNode::Ready, {});
        defaultData(StartupOutcome::Migrated, StartupNode::ReadyNotVerified,
            QStringLiteral("The upgrade succeeded, and yet missing: %1. The tables are not looked at again.")
                .arg(list(*m_s.missingAfter)));
    }

    /// Section 2: decided by the first required table alone.
    void defaultData(StartupOutcome outcome, StartupNode state, const QString &reason)
    {
        const QStringList &missing = m_upgraded && m_s.missingAfter ? *m_s.missingAfter : m_s.missing;
        if (!m_s.required.isEmpty() && missing.contains(m_s.required.front())) {
            pass(StartupNode::DefaultData, QStringLiteral("skipped"),
                QStringLiteral("The first required table, %1, is missing").arg(m_s.required.front()));
            say(MessageKey::DataSkipped);
            say(MessageKey::DataHint);
            return end(outcome, state, reason);
        }
        m_d.defaultData = true;
        if (!m_s.seeds) {
            m_d.need = StartupNeed::Seeds;
            pass(StartupNode::DefaultData, QStringLiteral("tried"), {});
            return end(outcome, state, reason);
        }
        QStringList done;
        QStringList failed;
        for (const SeedOutcome &seed : *m_s.seeds) {
            if (seed.kind == SeedOutcome::Kind::Done)
                done += seed.name;
            if (seed.kind == SeedOutcome::Kind::Done && !seed.message.isEmpty())
                say(MessageKey::SeedDone, seed.message);
            if (seed.kind != SeedOutcome::Kind::Failed)
                continue;
            failed += seed.name;
            say(MessageKey::DataWarning, seed.failure);
            say(MessageKey::DataNormal);
        }
        const QString ran = done.isEmpty() ? QStringLiteral("No seed script had to run")
                                           : QStringLiteral("Ran %1").arg(list(done));
        pass(StartupNode::DefaultData, failed.isEmpty() ? QStringLiteral("done") : QStringLiteral("failed"),
            failed.isEmpty() ? ran : QStringLiteral("Failed and rolled back: %1").arg(list(failed)));
        end(outcome, state, reason);
    }

    static QString list(const QStringList &names) { return names.join(QStringLiteral(", ")); }

    const StartupSituation &m_s;
    bool m_strict;
    bool m_upgraded = false; ///< what the tables are after an upgrade counts only then
    StartupDecision m_d;
};

} // namespace

QString startupNodeName(StartupNode node)
{
    switch (node) {
    case StartupNode::Start:
        return QStringLiteral("start");
    case StartupNode::Skip:
        return QStringLiteral("skip?");
    case StartupNode::AlreadyRun:
        return QStringLiteral("already run?");
    case StartupNode::Connect:
        return QStringLiteral("connect");
    case StartupNode::Tables:
        return QStringLiteral("tables?");
    case StartupNode::Flag:
        return QStringLiteral("flag?");
    case StartupNode::Upgrade:
        return QStringLiteral("upgrade");
    case StartupNode::DefaultData:
        return QStringLiteral("default data?");
    case StartupNode::Ready:
        return QStringLiteral("ready");
    case StartupNode::ReadyNotVerified:
        return QStringLiteral("ready, not verified");
    case StartupNode::Limited:
        return QStringLiteral("limited");
    case StartupNode::Stopped:
        return QStringLiteral("stopped");
    }
    Q_UNREACHABLE();
}

QString startupOutcomeName(StartupOutcome outcome)
{
    switch (outcome) {
    case StartupOutcome::Skipped:
        return QStringLiteral("skipped");
    case StartupOutcome::Ready:
        return QStringLiteral("ready");
    case StartupOutcome::Migrated:
        return QStringLiteral("migrated");
    case StartupOutcome::WaitingForManualUpgrade:
        return QStringLiteral("waiting-for-manual-upgrade");
    case StartupOutcome::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

StartupDecision decideStartup(const StartupSituation &situation, bool strict)
{
    return Walk(situation, strict).take();
}

} // namespace stillroom

#include "ui/startup/startupflow.h"

#include <QCoreApplication>

#include <algorithm>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("StartupFlow", text);
}

const PathStep *stepOf(const StartupDecision &decision, StartupNode node)
{
    const auto found = std::find_if(decision.path.begin(), decision.path.end(),
        [node](const PathStep &step) { return step.node == node; });
    return found == decision.path.end() ? nullptr : &*found;
}

QString shown(const std::optional<QString> &value)
{
    return value ? QStringLiteral("\"%1\"").arg(*value) : tr("not set");
}

QString withSource(const QString &text, const QString &source)
{
    return source.isEmpty() ? text : QStringLiteral("%1, %2").arg(text, source);
}

QString endTitle(StartupNode state)
{
    switch (state) {
    case StartupNode::Ready:
        return tr("The application accepts requests");
    case StartupNode::ReadyNotVerified:
        return tr("The application starts, not verified");
    case StartupNode::Limited:
        return tr("The application starts, limited");
    default:
        return tr("The start is stopped");
    }
}

} // namespace

std::vector<FlowNode> startupFlow(const StartupForecast &forecast, const StartupDecision &decision)
{
    const StartupSituation &s = forecast.situation;
    using Shape = FlowNode::Shape;
    std::vector<FlowNode> nodes;
    const auto add
        = [&](StartupNode node, Shape shape, const QString &title, const QString &note) -> FlowNode & {
        FlowNode made;
        made.node = node;
        made.shape = shape;
        made.title = title;
        made.note = note;
        made.lit = stepOf(decision, node) != nullptr;
        return nodes.emplace_back(made);
    };
    const auto side = [&](FlowNode &node, const char *down, const char *label, const char *title,
                          const char *note, const QString &answer) {
        node.down = tr(down);
        node.side = tr(label);
        node.sideTitle = tr(title);
        node.sideNote = tr(note);
        const PathStep *step = stepOf(decision, node.node);
        node.sideLit = step && step->answer == answer;
    };
    add(StartupNode::Start, Shape::End, tr("The application starts"), tr("its module is imported"));
    side(add(StartupNode::Skip, Shape::Question, tr("FLASK_SKIP_DB_INIT is 1?"),
             withSource(shown(s.skip), forecast.skipSource)),
        "no", "yes", "Skip all database work", "Neither check nor default data", QStringLiteral("yes"));
    side(add(StartupNode::Connect, Shape::Question, tr("Database reachable?"),
             s.connectError.isEmpty() ? forecast.database : s.connectError),
        "yes", "no", "Stop the start", "Exit status 1", QStringLiteral("unreachable"));
    FlowNode &tables = add(StartupNode::Tables, Shape::Question, tr("Required tables missing?"),
        s.required.isEmpty()      ? tr("the list is not known")
            : s.missing.isEmpty() ? tr("all %1 are there").arg(s.required.size())
                                  : tr("missing: %1").arg(s.missing.join(QStringLiteral(", "))));
    side(tables, "some", "none", "Skip migrations", "Pending ones are not applied",
        QStringLiteral("all present"));
    side(add(StartupNode::Flag, Shape::Question, tr("AUTO_MIGRATE_ON_STARTUP?"),
             withSource(shown(s.flag), forecast.flagSource)),
        "on", "off", "Check only", "Warn, and start limited", QStringLiteral("off"));
    FlowNode &upgrade = add(StartupNode::Upgrade, Shape::Action, tr("Upgrade to head"),
        s.pending.size() == 1 ? tr("1 revision") : tr("%1 revisions").arg(s.pending.size()));
    side(upgrade, "done", "fails", "Roll back, stop the start", "Exit status 1", QStringLiteral("fails"));
    upgrade.changes = true;
    if (const PathStep *step = stepOf(decision, StartupNode::Upgrade))
        upgrade.sideLit = step->answer != u"succeeds";
    side(add(StartupNode::DefaultData, Shape::Question, tr("First required table there?"),
             s.required.isEmpty() ? QString() : s.required.front()),
        "yes", "no", "Skip default data", "Until the tables exist", QStringLiteral("skipped"));
    FlowNode &end = add(decision.finalState, Shape::End, endTitle(decision.finalState), {});
    end.note = decision.path.empty() ? QString() : decision.path.back().reason;
    end.lit = true;
    int number = 0;
    for (FlowNode &node : nodes) {
        if (node.lit && node.node != StartupNode::Start)
            node.number = ++number;
    }
    return nodes;
}

QString startupHeadline(const StartupForecast &forecast, const StartupDecision &decision)
{
    const qsizetype pending = forecast.situation.pending.size();
    switch (decision.row) {
    case 1:
        return tr("The next start does nothing with the database");
    case 3:
        return tr("The next start will stop: the database cannot be reached");
    case 4:
        return pending == 0 ? tr("The next start will find everything in place")
                            : tr("The next start will not apply the %1 pending revisions").arg(pending);
    case 5:
        return tr("The next start will only warn: tables are missing and the flag is off");
    case 6:
        return pending == 1
            ? tr("The next start will run 1 migration on %1").arg(forecast.database)
            : tr("The next start will run %1 migrations on %2").arg(pending).arg(forecast.database);
    case 7:
    case 8:
        return tr("The next start will fail and stop");
    default:
        return tr("The next start");
    }
}

} // namespace stillroom

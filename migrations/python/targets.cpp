#include "migrations/python/treeparser.h"

namespace stillroom::python
{

namespace
{

QString describeTarget(const Expression &target)
{
    return visit(target,
        Overloaded{
            [](const Call &) { return QStringLiteral("a call"); },
            [](const Lambda &) { return QStringLiteral("a lambda"); },
            [](const Conditional &) { return QStringLiteral("a conditional expression"); },
            [](const Comparison &) { return QStringLiteral("a comparison"); },
            [](const NoneLiteral &) { return QStringLiteral("None"); },
            [](const BoolLiteral &) { return QStringLiteral("True or False"); },
            [](const FormattedString &) { return QStringLiteral("an f-string"); },
            [](const StringLiteral &) { return QStringLiteral("a string"); },
            [](const IntLiteral &) { return QStringLiteral("a number"); },
            [](const Tuple &) { return QStringLiteral("a tuple"); },
            [](const List &) { return QStringLiteral("a list"); },
            [](const Starred &) { return QStringLiteral("a value with *"); },
            [](const auto &) { return QStringLiteral("this expression"); },
        });
}

} // namespace

// Whether the expression may be assigned to, or deleted. The grammar that CPython writes as rules of
// their own (star_targets, del_targets, single_target) is the expression grammar, narrowed.
bool TreeParser::checkTarget(const Expression *target, TargetUse use)
{
    if (m_isRefused || !target)
        return false;
    Nodes<Expression> elements;
    switch (target->kind) {
    case ExpressionKind::Name:
    case ExpressionKind::Attribute:
    case ExpressionKind::Subscript:
        return true;
    case ExpressionKind::Tuple:
        elements = target->as<Tuple>()->elements;
        break;
    case ExpressionKind::List:
        elements = target->as<List>()->elements;
        break;
    case ExpressionKind::Starred: {
        const Expression *value = target->as<Starred>()->value;
        if (use == TargetUse::Assign && !value->is<Starred>())
            return checkTarget(value, use);
        refuseTarget(target, use);
        return false;
    }
    default:
        refuseTarget(target, use);
        return false;
    }
    if (use == TargetUse::Single) {
        refuseTarget(target, use);
        return false;
    }
    return std::all_of(elements.begin(), elements.end(),
        [&](const Expression *element) { return checkTarget(element, use); });
}

void TreeParser::refuseTarget(const Expression *target, TargetUse use)
{
    const QString what = describeTarget(*target);
    switch (use) {
    case TargetUse::Assign:
        refuseAt(target->extent.begin, QStringLiteral("%1 cannot be assigned to").arg(what));
        break;
    case TargetUse::Single:
        refuseAt(target->extent.begin, QStringLiteral("%1 cannot stand left of this assignment").arg(what));
        break;
    case TargetUse::Delete:
        refuseAt(target->extent.begin, QStringLiteral("%1 cannot be deleted").arg(what));
        break;
    }
}

} // namespace stillroom::python

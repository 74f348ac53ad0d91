#include "migrations/operations/expression.h"

#include <algorithm>

namespace stillroom
{

namespace
{

std::vector<Expression> inside(const FunctionExpression &node)
{
    return node.arguments;
}

std::vector<Expression> inside(const BinaryExpression &node)
{
    return node.sides;
}

std::vector<Expression> inside(const BooleanExpression &node)
{
    return node.operands;
}

std::vector<Expression> inside(const UnaryExpression &node)
{
    return node.operand;
}

std::vector<Expression> inside(const InExpression &node)
{
    std::vector<Expression> all = node.subject;
    all.insert(all.end(), node.members.begin(), node.members.end());
    return all;
}

std::vector<Expression> inside(const CastExpression &node)
{
    return node.subject;
}

std::vector<Expression> inside(const CollateExpression &node)
{
    return node.subject;
}

std::vector<Expression> inside(const GroupExpression &node)
{
    return node.subject;
}

std::vector<Expression> inside(const CaseExpression &node)
{
    std::vector<Expression> all = node.subject;
    for (size_t i = 0; i < node.conditions.size() && i < node.results.size(); ++i) {
        all.push_back(node.conditions[i]);
        all.push_back(node.results[i]);
    }
    all.insert(all.end(), node.otherwise.begin(), node.otherwise.end());
    return all;
}

std::vector<Expression> inside(const LabelExpression &node)
{
    return node.subject;
}

/// Texts, columns, literals, constants and queries hold nothing.
template<typename Leaf> std::vector<Expression> inside(const Leaf &)
{
    return {};
}

} // namespace

std::vector<Expression> operandsOf(const Expression &expression)
{
    return std::visit([](const auto &node) { return inside(node); }, expression.node);
}

Expression joinedBy(bool conjunction, std::vector<Expression> operands)
{
    const SqlConstant silent = conjunction ? SqlConstant::True : SqlConstant::False;
    std::erase_if(operands, [silent](const Expression &operand) {
        const auto *constant = std::get_if<SqlConstant>(&operand.node);
        return constant && *constant == silent;
    });
    return operands.size() == 1 ? operands.front()
                                : Expression{BooleanExpression{conjunction, std::move(operands)}};
}

} // namespace stillroom

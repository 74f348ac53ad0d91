#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

/// JSON().with_variant(Own(), "sqlite"): what the type is elsewhere does not matter here.
bool isVariantForOthers(const Call &node, const QString &method)
{
    const auto isOther = [](const Expression *argument) {
        const auto *dialect = argument->as<StringLiteral>();
        return dialect && dialect->value != "postgresql";
    };
    return method == QLatin1String("with_variant") && node.arguments.size() > 1 && node.keywords.empty()
        && std::all_of(node.arguments.begin() + 1, node.arguments.end(), isOther);
}

constexpr int deepestCall = 40;

/// `default=` and `onupdate=` of a column run in the client: DDL never shows them, so what they call
/// does not matter. Only None or not decides something.
bool isClientSide(const Value &callee, std::string_view keyword)
{
    return callee.entry() && callee.entry()->name == QLatin1String("sa.Column")
        && (keyword == "default" || keyword == "onupdate" || keyword == "info" || keyword == "doc");
}

/// A value that joins a row as it stands.
bool isPlainLiteral(const Expression &node)
{
    return node.is<StringLiteral>() || node.is<IntLiteral>() || node.is<BoolLiteral>();
}

Value clientSide(const Expression &node)
{
    if (node.is<NoneLiteral>())
        return Value();
    const bool certain = !node.is<Name>() && !node.is<Attribute>() && !node.is<Call>()
        && !node.is<Subscript>() && !node.is<Conditional>() && !node.is<BooleanOperation>()
        && !node.is<Assignment>();
    // Something, whatever it is.
    return certain ? Value::tuple({}) : Value::unknown(QStringLiteral("uses a default of a column"));
}

/// logger.info(…), logging.info(…): what they print does not matter.
bool isIgnored(const Value &self, const QString &name)
{
    if (const auto *context = self.context())
        return context->kind == ContextObject::Kind::Logger;
    const auto *module = self.module();
    if (!module)
        return false;
    const auto entry = module->entries.constFind(name);
    return entry != module->entries.cend() && entry->kind == CatalogueEntry::Kind::Ignored;
}

} // namespace

Value Interpreter::callNode(const Call &node)
{
    // A method is called without making an object of it first.
    if (const auto *member = node.function->as<Attribute>()) {
        const Value holder = evaluate(*member->value);
        const QString name = fromUtf8(member->name);
        const auto declared = declaredMember(holder, name);
        if (declared && sqlAs<DeclaredTypeObject>(*declared)) {
            ignoredCall(node);
            return *declared;
        }
        const Value self = known(holder, member->extent);
        if (isIgnored(self, name))
            return ignoredCall(node);
        if (sqlAs<SqlType>(self) && isVariantForOthers(node, name))
            return self;
        if (!self.isPoison() && !self.module() && !self.entry() && hasMethod(self, name)) {
            Arguments given;
            if (!arguments(node, Value(), given))
                return Value::poison();
            CallSite site{*this, self.typeName() + u'.' + name, given, node.extent};
            return callMethod(site, self, name);
        }
        const Value callee = attribute(self, name, member->extent);
        Arguments given;
        return arguments(node, callee, given) ? call(callee, std::move(given), node.extent) : Value::poison();
    }
    const Value callee = evaluate(*node.function);
    if (callee.entry() && callee.entry()->kind == CatalogueEntry::Kind::Ignored)
        return ignoredCall(node);
    if (sqlAs<DeclaredTypeObject>(callee)) {
        ignoredCall(node);
        return callee;
    }
    Arguments given;
    return arguments(node, callee, given) ? call(callee, std::move(given), node.extent) : Value::poison();
}

Value Interpreter::ignoredCall(const Call &node)
{
    const size_t reasons = m_refusals.count();
    const size_t operations = m_operations.size();
    Arguments unused;
    arguments(node, Value(), unused);
    // What is printed does not matter, unless working it out fails.
    if (m_operations.size() == operations && !m_refusals.raisedSince(reasons))
        m_refusals.rollBack(reasons);
    return Value();
}

bool Interpreter::arguments(const Call &node, const Value &callee, Arguments &out)
{
    if (callee.unknown() && !node.arguments.empty()) {
        // The call itself is the reason; its arguments would only repeat it.
        known(callee, node.extent);
        return false;
    }
    auto positional = elements(node.arguments);
    bool sound = positional.has_value();
    if (positional)
        out.positional = std::move(*positional);
    out.keywords.reserve(node.keywords.size());
    for (const Keyword &keyword : node.keywords) {
        if (isClientSide(callee, keyword.name)) {
            const auto *value = keyword.value->as<Name>();
            out.keywords.emplace_back(fromUtf8(keyword.name),
                value                                ? clientSideName(*value)
                    : isPlainLiteral(*keyword.value) ? evaluate(*keyword.value)
                                                     : clientSide(*keyword.value));
            continue;
        }
        Value value = evaluate(*keyword.value);
        if (!keyword.name.empty()) {
            out.keywords.emplace_back(fromUtf8(keyword.name), std::move(value));
            continue;
        }
        value = known(value, keyword.value->extent);
        const auto *dict = value.dict();
        if (!dict) {
            if (!value.isPoison())
                m_refusals.raise(
                    keyword.value->extent, QStringLiteral("TypeError: ** of something else than a dict"));
            sound = false;
            continue;
        }
        for (const auto &[key, item] : dict->items) {
            if (!key.string())
                sound = !m_refusals.raise(node.extent, QStringLiteral("TypeError in **")).isPoison();
            else
                out.keywords.emplace_back(*key.string(), item);
        }
    }
    return sound && !m_stopped && keywordsDiffer(out, node.extent);
}

/// The value of a name that a column takes as its default: only None matters.
Value Interpreter::clientSideName(const Name &node)
{
    for (const Frame *frame = m_frame.get(); frame; frame = frame->enclosing.get()) {
        if (const Value *value = frame->find(node.name))
            return value->isPoison() ? Value::unknown(QStringLiteral("uses a default of a column")) : *value;
    }
    if (const Value *value = m_globals->find(node.name))
        return value->isPoison() ? Value::unknown(QStringLiteral("uses a default of a column")) : *value;
    return Value::unknown(QStringLiteral("uses a default of a column"));
}

bool Interpreter::keywordsDiffer(const Arguments &given, Extent at)
{
    for (size_t i = 0; i < given.keywords.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (given.keywords[i].first == given.keywords[j].first) {
                m_refusals.raise(
                    at, QStringLiteral("TypeError: %1 is given twice").arg(given.keywords[i].first));
                return false;
            }
        }
    }
    return true;
}

Value Interpreter::call(const Value &callee, Arguments arguments, Extent at)
{
    const Value target = known(callee, at);
    if (target.isPoison() || !spend(at))
        return Value::poison();
    if (const auto *function = target.function())
        return callFunction(*function, std::move(arguments), at);
    if (const auto *bound = target.boundMethod()) {
        CallSite site{*this, bound->self->typeName() + u'.' + bound->name, arguments, at};
        return callMethod(site, *bound->self, bound->name);
    }
    const auto *entry = target.entry();
    if (!entry) {
        if (auto *names = sqlAs<FunctionNamespace>(target); names && !names->path.isEmpty()) {
            CallSite site{*this, QStringLiteral("sa.func.") + names->path, arguments, at};
            return callSqlFunction(site, names->path);
        }
        if (const auto *type = sqlAs<TypeClassObject>(target))
            return makeScriptType(*type, std::move(arguments), at);
        return m_refusals.handOver(at, QStringLiteral("calls %1").arg(target.typeName()));
    }
    CallSite site{*this, entry->name, arguments, at, entry};
    switch (entry->kind) {
    case CatalogueEntry::Kind::Function:
    case CatalogueEntry::Kind::Type:
        return entry->handler(site);
    case CatalogueEntry::Kind::Refused:
        return m_refusals.handOver(at, entry->why);
    case CatalogueEntry::Kind::Ignored:
        return Value();
    case CatalogueEntry::Kind::Constant:
        break;
    }
    return m_refusals.handOver(at, QStringLiteral("calls %1").arg(entry->name));
}

std::shared_ptr<FunctionObject> Interpreter::function(
    Values<Parameter> parameters, QString name, Extent extent)
{
    auto made = std::make_shared<FunctionObject>();
    made->name = std::move(name);
    made->extent = extent;
    made->parameters = parameters;
    if (m_frame != m_globals) {
        made->closure = m_frame;
        m_captured.push_back(m_frame);
    }
    for (const Parameter &parameter : parameters)
        made->defaults.push_back(parameter.defaultValue ? evaluate(*parameter.defaultValue) : Value());
    return made;
}

Value Interpreter::callFunction(const FunctionObject &function, Arguments arguments, Extent at)
{
    if (!function.refusal.isEmpty())
        return m_refusals.handOver(
            at, QStringLiteral("calls %1(), which %2").arg(function.name, function.refusal));
    if (m_calls >= deepestCall)
        return m_refusals.refuse(at, QStringLiteral("nests calls too deeply to be followed"));
    auto [it, isNew] = m_scans.try_emplace(scanKey(function));
    if (isNew)
        it->second = function.body ? scan(*function.body) : scan(*function.expression);
    const BodyScan &body = it->second;
    if (body.yields || body.awaits || body.rebindsOuter) {
        const char *what = body.yields ? "is a generator"
            : body.awaits              ? "is asynchronous"
                                       : "changes outer variables";
        return m_refusals.handOver(
            at, QStringLiteral("calls %1(), which %2").arg(function.name, QString::fromLatin1(what)));
    }
    auto frame = std::make_shared<Frame>();
    frame->own = function.body ? &body.bound : nullptr;
    frame->enclosing = function.closure;
    if (!bindParameters(function, arguments, *frame, at))
        return Value::poison();
    return runFunction(function, frame);
}

const void *Interpreter::scanKey(const FunctionObject &function)
{
    return function.body ? static_cast<const void *>(function.body)
                         : static_cast<const void *>(function.expression);
}

Value Interpreter::runFunction(const FunctionObject &function, const std::shared_ptr<Frame> &frame)
{
    const auto outer = std::exchange(m_frame, frame);
    ++m_calls;
    Value result;
    if (function.expression) {
        result = evaluate(*function.expression);
    } else {
        const Flow flow = execute(*function.body);
        if (flow == Flow::Return)
            result = std::exchange(m_returned, Value());
        else if (flow == Flow::Stop || m_refusals.any())
            result = Value::poison(); // the statement that returns may be one that was refused
        if (flow == Flow::Stop)
            m_stopped = true;
    }
    --m_calls;
    m_frame = outer;
    return result;
}

bool Interpreter::bindParameters(
    const FunctionObject &function, Arguments &arguments, Frame &frame, Extent at)
{
    size_t next = 0;
    std::vector<std::pair<Value, Value>> extra;
    const Parameter *rest = nullptr;
    const Parameter *keywords = nullptr;
    const auto refuse = [&](const QString &what) {
        m_refusals.raise(at, QStringLiteral("TypeError: %1() %2").arg(function.name, what));
        return false;
    };
    for (size_t i = 0; i < function.parameters.size(); ++i) {
        const Parameter &parameter = function.parameters[i];
        if (parameter.kind == ParameterKind::VarPositional) {
            rest = &parameter;
            continue;
        }
        if (parameter.kind == ParameterKind::VarKeyword) {
            keywords = &parameter;
            continue;
        }
        const bool positional = parameter.kind != ParameterKind::KeywordOnly;
        const QString name = fromUtf8(parameter.name);
        const auto given = std::find_if(arguments.keywords.begin(), arguments.keywords.end(),
            [&](const auto &entry) { return entry.first == name; });
        const bool named
            = given != arguments.keywords.end() && parameter.kind != ParameterKind::PositionalOnly;
        if (positional && next < arguments.positional.size()) {
            if (named)
                return refuse(QStringLiteral("takes %1 twice").arg(name));
            frame.set(parameter.name, arguments.positional[next++]);
        } else if (named) {
            frame.set(parameter.name, given->second);
            arguments.keywords.erase(given);
        } else if (parameter.defaultValue) {
            frame.set(parameter.name, function.defaults[i]);
        } else {
            return refuse(QStringLiteral("misses the argument %1").arg(name));
        }
    }
    if (next < arguments.positional.size() && !rest)
        return refuse(QStringLiteral("takes fewer arguments"));
    if (!arguments.keywords.empty() && !keywords)
        return refuse(QStringLiteral("does not take %1").arg(arguments.keywords.front().first));
    if (rest) {
        const auto from = arguments.positional.begin() + std::ptrdiff_t(next);
        frame.set(rest->name, Value::tuple({from, arguments.positional.end()}));
    }
    if (keywords) {
        for (auto &[name, value] : arguments.keywords)
            extra.emplace_back(Value::string(name), std::move(value));
        frame.set(keywords->name, Value::dict(std::move(extra)));
    }
    return true;
}

Value Interpreter::attribute(const Value &value, const QString &name, Extent at)
{
    if (auto declared = declaredMember(value, name))
        return *declared;
    const Value self = known(value, at);
    if (self.isPoison())
        return self;
    if (const auto *module = self.module())
        return moduleMember(*module, name);
    if (const auto *entry = self.entry())
        return entry->members ? moduleMember(*entry->members, name)
                              : Value::unknown(QStringLiteral("uses %1.%2").arg(entry->name, name));
    if (const auto *type = self.classObject()) {
        for (const auto &[member, held] : type->attributes) {
            if (member == name)
                return held;
        }
        return m_refusals.handOver(at, QStringLiteral("uses %1.%2").arg(type->name, name));
    }
    if (const auto *member = self.enumMember()) {
        if (name == QLatin1String("value"))
            return *member->value;
        if (name == QLatin1String("name"))
            return Value::string(member->name);
    }
    if (self.sql())
        return sqlAttribute(*this, self, name, at);
    if (self.context())
        return contextAttribute(*this, self, name, at);
    if (hasMethod(self, name))
        return Value::method(self, name);
    if (self.function())
        return m_refusals.handOver(at, QStringLiteral("uses an attribute of a function"));
    return m_refusals.raise(at, QStringLiteral("AttributeError: %1 has no %2").arg(self.typeName(), name));
}

std::optional<Value> Interpreter::declaredType(const QString &path) const
{
    const auto found = m_options.types.constFind(path);
    if (found == m_options.types.cend())
        return std::nullopt;
    return sqlValue(DeclaredTypeObject{declaredSqlType(*found)});
}

std::optional<Value> Interpreter::declaredMember(const Value &holder, const QString &name) const
{
    const auto *unknown = holder.unknown();
    const auto *module = holder.module();
    const QString parent = unknown ? unknown->path : module ? module->name : QString();
    if (parent.isEmpty() || m_options.types.isEmpty())
        return std::nullopt;
    const QString path = parent + u'.' + name;
    if (module && !moduleMember(*module, name).unknown())
        return std::nullopt;
    if (auto type = declaredType(path))
        return type;
    const auto next = m_options.types.lowerBound(path + u'.');
    const bool leads = next != m_options.types.cend() && next.key().startsWith(path + u'.');
    return leads ? std::optional(Value::unknown(QStringLiteral("uses ") + path, path)) : std::nullopt;
}

Value Interpreter::moduleMember(const CatalogueModule &module, const QString &name)
{
    const auto entry = module.entries.constFind(name);
    if (entry != module.entries.cend())
        return entry->kind == CatalogueEntry::Kind::Constant ? entry->constant
                                                             : Value(Value::Data(EntryValue(&*entry)));
    if (const auto *inner = module.modules.value(name))
        return Value(Value::Data(ModuleValue(inner)));
    const QString path = module.name + u'.' + name;
    return Value::unknown(QStringLiteral("uses ") + path, path);
}

} // namespace stillroom::evaluation

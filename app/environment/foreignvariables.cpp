#include "app/environment/foreignvariables.h"

#include "app/environment/yamltree.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

/// An instruction with its continuation lines joined.
struct Instruction {
    QString text;
    int line = 0;
};

std::vector<Instruction> instructionsOf(const QByteArray &bytes)
{
    std::vector<Instruction> all;
    bool continued = false;
    int number = 0;
    for (QString line : QString::fromUtf8(bytes).split(u'\n')) {
        ++number;
        if (line.endsWith(u'\r'))
            line.chop(1);
        const QString trimmed = line.trimmed();
        // Comments and empty lines inside a continued instruction are dropped.
        if (trimmed.startsWith(u'#') || (continued && trimmed.isEmpty()))
            continue;
        if (!continued)
            all.push_back({QString(), number});
        continued = trimmed.endsWith(u'\\');
        all.back().text += continued ? trimmed.left(trimmed.size() - 1) + u' ' : trimmed;
    }
    return all;
}

/// A word of a Dockerfile or a shell: quotes removed; unset when something would be expanded.
std::optional<QString> unquotedWord(const QString &word, const QString &expands)
{
    QString value;
    QChar quote;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar c = word[i];
        if (quote != u'\'' && c == u'\\' && i + 1 < word.size()) {
            const QChar next = word[++i];
            // Inside double quotes a backslash stays before anything it does not protect.
            if (quote == u'"' && next != u'"' && next != u'\\' && next != u'$' && next != u'`')
                value += c;
            value += next;
        } else if ((c == u'"' || c == u'\'') && (quote.isNull() || quote == c)) {
            quote = quote.isNull() ? c : QChar();
        } else if (quote != u'\'' && expands.contains(c)) {
            return {};
        } else {
            value += c;
        }
    }
    return quote.isNull() ? std::optional(value) : std::nullopt;
}

/// Splits at blanks outside quotes.
QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && quote != u'\'' && i + 1 < text.size()) {
            word += c;
            word += text[++i];
        } else if (quote.isNull() && c.isSpace()) {
            if (!word.isEmpty())
                words += std::exchange(word, QString());
        } else {
            if (c == u'"' || c == u'\'')
                quote = quote.isNull() ? c : quote == c ? QChar() : quote;
            word += c;
        }
    }
    if (!word.isEmpty())
        words += word;
    return words;
}

void set(std::vector<ForeignVariable> &variables, ForeignVariable variable)
{
    const auto same = std::find_if(variables.begin(), variables.end(),
        [&](const ForeignVariable &each) { return each.key == variable.key; });
    if (same == variables.end())
        variables.push_back(std::move(variable));
    else
        *same = std::move(variable);
}

void readEnv(const QString &arguments, int line, std::vector<ForeignVariable> &variables)
{
    const QStringList words = wordsOf(arguments);
    if (words.isEmpty())
        return;
    if (!words.front().contains(u'=')) { // the old form: the rest of the line is the value
        const QString rest = arguments.trimmed().mid(words.front().size()).trimmed();
        set(variables, {words.front(), rest, unquotedWord(rest, QStringLiteral("$")), line});
        return;
    }
    for (const QString &word : words) {
        const qsizetype at = word.indexOf(u'=');
        if (at <= 0)
            continue;
        const QString written = word.mid(at + 1);
        set(variables, {word.left(at), written, unquotedWord(written, QStringLiteral("$")), line});
    }
}

/// A value of a compose file: `$$` is a dollar, any other `$` is replaced by compose.
std::optional<QString> composeValue(const QString &text)
{
    QString value = text;
    value.replace(QLatin1String("$$"), QString(QChar::Null));
    if (value.contains(u'$'))
        return {};
    return value.replace(QChar::Null, u'$');
}

void readEnvironment(const YamlNode &node, std::vector<ForeignVariable> &variables)
{
    if (node.kind == YamlNode::Kind::Mapping) {
        for (size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const YamlNode &key = node.children[i];
            const YamlNode &value = node.children[i + 1];
            const bool literal
                = value.kind == YamlNode::Kind::Scalar && !value.absent && value.text != u"null";
            set(variables,
                {key.text, value.text, literal ? composeValue(value.text) : std::nullopt, key.line});
        }
    }
    if (node.kind != YamlNode::Kind::Sequence)
        return;
    for (const YamlNode &each : node.children) {
        const qsizetype at = each.text.indexOf(u'=');
        if (at < 0)
            set(variables, {each.text, QString(), std::nullopt, each.line});
        else
            set(variables,
                {each.text.left(at), each.text.mid(at + 1), composeValue(each.text.mid(at + 1)), each.line});
    }
}

QStringList envFilesOf(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Scalar)
        return {node.text};
    QStringList files;
    for (const YamlNode &each : node.children) {
        const YamlNode *path = each.kind == YamlNode::Kind::Mapping ? each.find(u"path") : &each;
        if (path && path->kind == YamlNode::Kind::Scalar)
            files += path->text;
    }
    return files;
}

} // namespace

std::vector<ForeignVariable> dockerfileVariables(const QByteArray &bytes)
{
    static const QRegularExpression from(
        QStringLiteral("^FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression env(
        QStringLiteral("^ENV\\s+(.+)$"), QRegularExpression::CaseInsensitiveOption);
    QMap<QString, std::vector<ForeignVariable>> stages;
    std::vector<ForeignVariable> variables;
    QString stage;
    for (const Instruction &instruction : instructionsOf(bytes)) {
        if (const auto match = from.match(instruction.text); match.hasMatch()) {
            if (!stage.isEmpty())
                stages[stage] = variables;
            variables = stages.value(match.captured(1).toLower());
            stage = match.captured(2).toLower();
        } else if (const auto set = env.match(instruction.text); set.hasMatch()) {
            readEnv(set.captured(1), instruction.line, variables);
        }
    }
    return variables;
}

Result<std::vector<ComposeService>> composeServices(const QByteArray &bytes, const QString &path)
{
    const Result<YamlNode> root = parseYaml(bytes, path);
    if (!root)
        return root.error();
    std::vector<ComposeService> services;
    const YamlNode *list = root->find(u"services");
    for (size_t i = 0; list && i + 1 < list->children.size(); i += 2) {
        ComposeService service{list->children[i].text, {}, {}, list->children[i].line};
        const YamlNode &body = list->children[i + 1];
        if (const YamlNode *environment = body.find(u"environment"))
            readEnvironment(*environment, service.variables);
        if (const YamlNode *files = body.find(u"env_file"))
            service.envFiles = envFilesOf(*files);
        services.push_back(std::move(service));
    }
    return services;
}

std::vector<ForeignVariable> shellExports(const QByteArray &bytes)
{
    static const QRegularExpression exported(QStringLiteral("^export\\s+([A-Za-z_]\\w*)=(.*)$"));
    static const QRegularExpression removed(QStringLiteral("^unset\\s+(?:-v\\s+)?([A-Za-z_]\\w*)\\s*$"));
    std::vector<ForeignVariable> variables;
    int number = 0;
    for (const QString &raw : QString::fromUtf8(bytes).split(u'\n')) {
        ++number;
        const QString line = raw.trimmed();
        if (const auto gone = removed.match(line); gone.hasMatch()) {
            std::erase_if(
                variables, [&](const ForeignVariable &each) { return each.key == gone.captured(1); });
            continue;
        }
        const auto match = exported.match(line);
        if (!match.hasMatch())
            continue;
        const QStringList words = wordsOf(match.captured(2));
        const QString written = words.value(0);
        // More words are a comment, or a command that this reading does not follow.
        const bool simple = words.size() <= 1 || words[1].startsWith(u'#');
        set(variables,
            {match.captured(1), written,
                simple ? unquotedWord(written, QStringLiteral("$`;&|<>()*?~")) : std::nullopt, number});
    }
    return variables;
}

} // namespace stillroom

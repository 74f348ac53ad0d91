#include "app/environment/sourcereading.h"

#include "app/environment/blueprint.h"
#include "app/environment/dotenv.h"
#include "app/environment/flags.h"
#include "app/environment/foreignvariables.h"
#include "app/environment/secrets.h"

#include <QDir>
#include <QFileInfo>

namespace stillroom
{

namespace
{

const QChar byteOrderMark(0xFEFF);

void put(SourceReading &reading, const QString &key, MatrixCell cell)
{
    if (!reading.cells.contains(key))
        reading.keys += key;
    reading.cells[key] = std::move(cell);
}

/// A value that does something else than a person reads in it.
void judgeEffect(const QString &key, MatrixCell &cell)
{
    const std::optional<QString> meant = meantValue(key, cell.value);
    if (cell.state != MatrixCell::State::Set || !meant)
        return;
    cell.problem = key == variable::skip ? QStringLiteral("does not skip") : QStringLiteral("counts as off");
    cell.explanation = QStringLiteral("%1 %2; write %3").arg(key, effectOf(key, cell.value), *meant);
    cell.fix = meant;
}

MatrixCell setCell(const QString &key, const QString &value, const QString &written, int line, bool example)
{
    MatrixCell cell;
    cell.state = MatrixCell::State::Set;
    cell.text = cell.value = value;
    cell.written = written;
    cell.line = line;
    cell.secret = isMasked(key, value, example) || isMasked(key, written, example);
    judgeEffect(key, cell);
    return cell;
}

/// The lines of a statement that sets nothing: comments, unreadable ones.
void addLines(const DotenvStatement &statement, const QByteArray &bytes, std::vector<MatrixRow> &rows)
{
    const QString text = QString::fromUtf8(bytes.mid(statement.start, statement.end - statement.start));
    int line = statement.line;
    for (const QString &each : text.split(u'\n')) {
        const QString trimmed = each.trimmed();
        if (statement.invalid && !trimmed.isEmpty() && !trimmed.startsWith(u'#')) {
            MatrixRow row;
            row.comment = QStringLiteral("Line %1 cannot be read and sets nothing").arg(line);
            row.invalid = true;
            rows.push_back(std::move(row));
            return; // the loader gave up on all of it
        }
        if (trimmed.startsWith(u'#')) {
            MatrixRow row;
            row.comment = maskedLine(trimmed);
            rows.push_back(std::move(row));
        }
        ++line;
    }
}

SourceReading readDotenv(const EnvironmentFile &file, const QProcessEnvironment &process)
{
    SourceReading reading{{file.kind, file.path, {}, false, file.name}};
    reading.source.exists = file.saved.has_value() || !file.working.isEmpty();
    const Result<DotenvDocument> document = DotenvDocument::parse(file.working, file.path);
    if (!document) {
        reading.source.error = document.error();
        return reading;
    }
    QHash<QString, QList<int>> lines;
    for (const DotenvStatement &statement : document->statements()) {
        if (!statement.key || statement.invalid) {
            addLines(statement, document->bytes(), reading.lines);
            continue;
        }
        if (!lines.contains(*statement.key)) {
            MatrixRow row;
            row.key = *statement.key;
            reading.lines.push_back(std::move(row));
        }
        lines[*statement.key] += statement.keyLine;
    }
    for (const auto &[key, value] : document->values(process)) {
        const DotenvStatement *statement = document->statementOf(key);
        MatrixCell cell;
        if (value && statement && statement->valueStart >= 0) {
            cell = setCell(key, *value,
                QString::fromUtf8(document->bytes().mid(
                    statement->valueStart, statement->valueEnd - statement->valueStart)),
                statement->keyLine, file.isExample());
            cell.text = statement->value.value_or(QString());
        }
        if (lines[key].size() > 1 && cell.problem.isEmpty()) {
            cell.problem = QStringLiteral("set twice");
            cell.explanation = QStringLiteral("%1 is set in lines %2 and %3; the last one counts")
                                   .arg(key)
                                   .arg(lines[key].front())
                                   .arg(lines[key].back());
        }
        if (key.startsWith(byteOrderMark)) {
            cell.problem = QStringLiteral("byte-order mark");
            cell.explanation = QStringLiteral(
                "The file begins with a byte-order mark, which becomes part of this name: the application "
                "does not find the variable");
        }
        if (file.isExample() && cell.state == MatrixCell::State::Set && isSecretValue(key, cell.value)
            && !isPlaceholderValue(cell.value)) {
            cell.problem = QStringLiteral("real secret?");
            cell.explanation = QStringLiteral(
                "An example file is shared with everybody: put a placeholder such as change-me here");
        }
        put(reading, key, std::move(cell));
    }
    return reading;
}

QString namedIn(const Blueprint &blueprint, const BlueprintEntry &entry, QStringView form)
{
    const YamlNode *node = blueprint.ownerNode(entry.path);
    const YamlNode *source = node ? node->find(form) : nullptr;
    source = source ? blueprint.resolved(*source) : nullptr;
    const YamlNode *name = source && source->kind == YamlNode::Kind::Mapping ? source->find(u"name") : source;
    return name && name->kind == YamlNode::Kind::Scalar ? name->text : QString();
}

MatrixCell blueprintCell(const Blueprint &blueprint, const BlueprintEntry &entry)
{
    const QString form = entry.form();
    if (form == u"value" && entry.value()) {
        const QByteArray written = blueprint.bytes().mid(entry.start, entry.end - entry.start);
        return setCell(entry.key, *entry.value(), QString::fromUtf8(written), entry.valueLine, false);
    }
    MatrixCell cell;
    cell.line = entry.line;
    if (form.isEmpty() || form == u"value")
        return cell;
    cell.state = MatrixCell::State::Supplied;
    cell.supplied = form == u"sync" ? QStringLiteral("entered by hand on Render")
        : form == u"generate"       ? QStringLiteral("generated by Render")
        : form == u"database"
        ? QStringLiteral("from database %1").arg(namedIn(blueprint, entry, u"fromDatabase"))
        : QStringLiteral("from service %1").arg(namedIn(blueprint, entry, u"fromService"));
    return cell;
}

struct Judgement {
    QString words;
    bool rewrite = false; ///< the same value, written again, is right
};

/// The findings that concern one entry, in a few words.
const QHash<QString, Judgement> &judgements()
{
    static const QHash<QString, Judgement> all{
        {QStringLiteral("unquoted-boolean"), {QStringLiteral("not quoted"), true}},
        {QStringLiteral("literal-secret"), {QStringLiteral("in plain text"), false}},
        {QStringLiteral("duplicate-key"), {QStringLiteral("set twice"), false}},
        {QStringLiteral("conflicting-forms"), {QStringLiteral("several sources"), false}},
        {QStringLiteral("no-form"), {QStringLiteral("no value"), false}},
        {QStringLiteral("no-value"), {QStringLiteral("empty"), false}}};
    return all;
}

void judgeEntry(const BlueprintEntry &entry, const std::vector<BlueprintFinding> &findings, MatrixCell &cell)
{
    for (const BlueprintFinding &finding : findings) {
        const auto judgement = judgements().constFind(finding.id);
        if (judgement == judgements().constEnd() || !cell.problem.isEmpty()
            || (finding.line != entry.line && finding.line != entry.valueLine))
            continue;
        cell.problem = judgement->words;
        cell.explanation = finding.message;
        if (judgement->rewrite)
            cell.fix = cell.value;
    }
}

/// What the findings say of the file, beside what its cells show.
std::vector<MatrixFinding> fileFindings(
    const EnvironmentFile &file, const QString &root, const std::vector<BlueprintFinding> &findings)
{
    std::vector<MatrixFinding> all;
    if (const std::optional<BlueprintFinding> place = placeFinding(file.path, root))
        all.push_back({file.name, place->line, place->message});
    for (const BlueprintFinding &finding : findings) {
        if (!judgements().contains(finding.id))
            all.push_back({file.name, finding.line, finding.message});
    }
    return all;
}

std::vector<SourceReading> readBlueprint(const EnvironmentFile &file, const QString &root)
{
    const Result<Blueprint> blueprint = Blueprint::parse(file.working, file.path);
    if (!blueprint) {
        SourceReading reading{{file.kind, file.path, {}, false, file.name}};
        reading.source.error = blueprint.error();
        return {reading};
    }
    const std::vector<BlueprintFinding> findings = blueprint->findings();
    std::vector<SourceReading> readings;
    for (const BlueprintOwner &owner : blueprint->owners()) {
        const QString name = owner.name.isEmpty() ? owner.path : owner.name;
        SourceReading reading{{file.kind, file.path, owner.name, owner.isGroup,
            QStringLiteral("%1 · %2").arg(
                file.name, owner.isGroup ? QStringLiteral("group ") + name : name)}};
        if (owner.name.isEmpty())
            reading.source.readOnlyBecause = QStringLiteral("the service has no name to find it by");
        for (const BlueprintEntry &entry : blueprint->entries()) {
            if (!entry.path.startsWith(owner.path + QStringLiteral(".envVars[")))
                continue;
            if (entry.key.isEmpty()) {
                if (entry.form() == u"group")
                    reading.groups += namedIn(*blueprint, entry, u"fromGroup");
                continue;
            }
            MatrixCell cell = blueprintCell(*blueprint, entry);
            judgeEntry(entry, findings, cell);
            put(reading, entry.key, std::move(cell));
        }
        readings.push_back(std::move(reading));
    }
    if (!readings.empty())
        readings.front().findings = fileFindings(file, root, findings);
    return readings;
}

void putForeign(SourceReading &reading, const std::vector<ForeignVariable> &variables, const QString &unknown)
{
    for (const ForeignVariable &variable : variables) {
        MatrixCell cell = setCell(
            variable.key, variable.value.value_or(QString()), variable.written, variable.line, false);
        if (!variable.value) {
            cell.state = MatrixCell::State::Unknown;
            cell.supplied = unknown;
        }
        put(reading, variable.key, std::move(cell));
    }
}

std::vector<SourceReading> readCompose(const EnvironmentFile &file, const EnvironmentFiles &all)
{
    const Result<std::vector<ComposeService>> services = composeServices(file.working, file.path);
    if (!services) {
        SourceReading reading{{file.kind, file.path, {}, false, file.name}};
        reading.source.error = services.error();
        return {reading};
    }
    std::vector<SourceReading> readings;
    for (const ComposeService &service : *services) {
        SourceReading reading{{file.kind, file.path, service.name, false,
            QStringLiteral("%1 · %2").arg(file.name, service.name)}};
        reading.source.readOnlyBecause = QStringLiteral("compose files are only read");
        for (const QString &name : service.envFiles) {
            const QString path = QDir(QFileInfo(file.path).path()).absoluteFilePath(name);
            const EnvironmentFile *named = all.find(QDir::cleanPath(path));
            if (!named || named->kind != EnvironmentFileKind::Dotenv)
                continue;
            const SourceReading values = readDotenv(*named, QProcessEnvironment());
            for (const QString &key : values.keys)
                put(reading, key, values.cells[key]);
        }
        putForeign(reading, service.variables, QStringLiteral("filled in by compose"));
        if (!reading.keys.isEmpty())
            readings.push_back(std::move(reading));
    }
    return readings;
}

} // namespace

std::vector<SourceReading> readSources(const EnvironmentFile &file, const EnvironmentFiles &all)
{
    switch (file.kind) {
    case EnvironmentFileKind::Dotenv:
        return {readDotenv(file, all.process)};
    case EnvironmentFileKind::Blueprint:
        return readBlueprint(file, all.root);
    case EnvironmentFileKind::Compose:
        return readCompose(file, all);
    case EnvironmentFileKind::Dockerfile:
    case EnvironmentFileKind::BuildScript:
        break;
    }
    const bool image = file.kind == EnvironmentFileKind::Dockerfile;
    SourceReading reading{{file.kind, file.path, {}, false, file.name}};
    reading.source.readOnlyBecause
        = image ? QStringLiteral("a Dockerfile is only read") : QStringLiteral("a build script is only read");
    putForeign(reading, image ? dockerfileVariables(file.working) : shellExports(file.working),
        image ? QStringLiteral("known when the image is built")
              : QStringLiteral("known when the script runs"));
    if (reading.keys.isEmpty())
        return {};
    return {reading};
}

SourceReading readProcess(const QProcessEnvironment &process, const QStringList &keys)
{
    SourceReading reading;
    reading.source.title = QStringLiteral("Process environment");
    reading.source.readOnlyBecause = QStringLiteral("the environment of this process is only read");
    for (const QString &key : keys) {
        if (process.contains(key))
            put(reading, key, setCell(key, process.value(key), process.value(key), 0, false));
    }
    return reading;
}

} // namespace stillroom

#include "app/cli/envjson.h"

#include "app/cli/jsonwriter.h"

namespace stillroom::cli
{

namespace
{

void textOrUnset(JsonWriter &json, const std::optional<QString> &value)
{
    if (value)
        json.text(*value);
    else
        json.null();
}

void textOrUnset(JsonWriter &json, const char *key, const std::optional<QString> &value)
{
    json.key(key);
    textOrUnset(json, value);
}

void numberOrUnset(JsonWriter &json, const char *key, qint64 value)
{
    json.key(key);
    if (value >= 0)
        json.number(value);
    else
        json.null();
}

void writeValues(JsonWriter &json, const char *name, const DotenvValues &values)
{
    json.key(name);
    json.beginObject();
    for (const auto &[key, value] : values) {
        json.key(QStringView(key));
        textOrUnset(json, value);
    }
    json.endObject();
}

void writeDotenv(JsonWriter &json, const DotenvDocument &document, const QProcessEnvironment &environment)
{
    writeValues(json, "values", document.values(environment));
    writeValues(json, "raw", document.rawValues());
    json.key("entries");
    json.beginList();
    for (const DotenvStatement &statement : document.statements()) {
        if (!statement.key)
            continue;
        json.beginObject();
        json.field("key", *statement.key);
        std::optional<QString> text;
        if (statement.valueStart >= 0)
            text = QString::fromUtf8(
                document.bytes().mid(statement.valueStart, statement.valueEnd - statement.valueStart));
        textOrUnset(json, "text", text);
        textOrUnset(json, "value", statement.value);
        numberOrUnset(json, "start", statement.valueStart);
        numberOrUnset(json, "end", statement.valueEnd);
        json.field("line", statement.keyLine);
        json.endObject();
    }
    json.endList();
    json.key("invalid_lines");
    json.beginList();
    for (const int line : document.invalidLines())
        json.number(qint64(line));
    json.endList();
}

void writeEntry(JsonWriter &json, const BlueprintEntry &entry)
{
    json.beginObject();
    json.field("path", entry.path);
    json.key("service");
    json.textOrNull(entry.service);
    json.key("group");
    json.textOrNull(entry.group);
    json.key("key");
    json.textOrNull(entry.key);
    json.key("form");
    json.textOrNull(entry.form());
    json.key("forms");
    json.beginList();
    for (const QString &form : entry.forms)
        json.text(form);
    json.endList();
    textOrUnset(json, "value", entry.value());
    textOrUnset(json, "text", entry.text);
    json.key("style");
    json.textOrNull(entry.text ? yamlStyleName(entry.style) : QString());
    numberOrUnset(json, "start", entry.start);
    numberOrUnset(json, "end", entry.end);
    json.field("line", entry.line);
    numberOrUnset(json, "value_line", entry.text ? entry.valueLine : -1);
    json.endObject();
}

void writeBlueprint(JsonWriter &json, const Blueprint &blueprint, const QString &service)
{
    json.key("entries");
    json.beginList();
    for (const BlueprintEntry &entry : blueprint.entries()) {
        if (service.isEmpty() || entry.service == service || entry.group == service)
            writeEntry(json, entry);
    }
    json.endList();
    json.key("findings");
    json.beginList();
    for (const BlueprintFinding &finding : blueprint.findings()) {
        json.beginObject();
        json.field("id", finding.id);
        json.field("line", finding.line);
        json.field("message", finding.message);
        json.endObject();
    }
    json.endList();
}

} // namespace

QByteArray envJson(const EnvFile &file, const QProcessEnvironment &environment, const QString &service)
{
    JsonWriter json;
    json.beginObject();
    json.field("path", pathOf(file));
    if (const auto *blueprint = std::get_if<Blueprint>(&file))
        writeBlueprint(json, *blueprint, service);
    else
        writeDotenv(json, std::get<DotenvDocument>(file), environment);
    json.endObject();
    return json.take();
}

} // namespace stillroom::cli

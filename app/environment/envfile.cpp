#include "app/environment/envfile.h"

#include "app/environment/blueprintedit.h"
#include "app/environment/dotenvedit.h"

namespace stillroom
{

namespace
{

Result<DotenvValues> blueprintValues(const Blueprint &blueprint, const QString &service)
{
    DotenvValues values;
    for (const BlueprintEntry &entry : blueprint.entries()) {
        const QString owner = entry.group.isEmpty() ? entry.service : entry.group;
        if (entry.key.isEmpty() || (!service.isEmpty() && owner != service))
            continue;
        const std::optional<QString> value = entry.form() == u"value" ? entry.value() : std::nullopt;
        const auto known = std::find_if(
            values.begin(), values.end(), [&](const auto &each) { return each.first == entry.key; });
        if (known == values.end()) {
            values.emplace_back(entry.key, value);
        } else if (service.isEmpty() && known->second != value) {
            return Error{ErrorKind::InvalidCall,
                QStringLiteral("%1 differs between services of %2. Name one with --service.")
                    .arg(entry.key, blueprint.path()),
                {}, {blueprint.path(), entry.line, 0}};
        } else {
            known->second = value;
        }
    }
    return values;
}

} // namespace

bool isBlueprintName(const QString &path)
{
    return path.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive);
}

Result<EnvFile> readEnvFile(const QString &path)
{
    if (isBlueprintName(path)) {
        Result<Blueprint> blueprint = Blueprint::read(path);
        if (!blueprint)
            return blueprint.error();
        return EnvFile(std::move(*blueprint));
    }
    Result<DotenvDocument> document = DotenvDocument::read(path);
    if (!document)
        return document.error();
    return EnvFile(std::move(*document));
}

const QByteArray &bytesOf(const EnvFile &file)
{
    return std::visit([](const auto &document) -> const QByteArray & { return document.bytes(); }, file);
}

const QString &pathOf(const EnvFile &file)
{
    return std::visit([](const auto &document) -> const QString & { return document.path(); }, file);
}

Result<DotenvValues> valuesOf(
    const EnvFile &file, const QProcessEnvironment &environment, const QString &service)
{
    if (const auto *blueprint = std::get_if<Blueprint>(&file))
        return blueprintValues(*blueprint, service);
    return std::get<DotenvDocument>(file).values(environment);
}

Result<EnvEdit> edited(
    const EnvFile &file, const QString &key, const std::optional<QString> &value, const QString &service)
{
    const auto take = [](auto edit) -> Result<EnvEdit> {
        if (!edit)
            return edit.error();
        return EnvEdit{edit->bytes, edit->warnings};
    };
    if (const auto *blueprint = std::get_if<Blueprint>(&file)) {
        return value ? take(setBlueprintValue(*blueprint, key, *value, service))
                     : take(unsetBlueprintKey(*blueprint, key, service));
    }
    const DotenvDocument &document = std::get<DotenvDocument>(file);
    return value ? take(setDotenvValue(document, key, *value)) : take(unsetDotenvKey(document, key));
}

} // namespace stillroom

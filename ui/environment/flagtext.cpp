#include "ui/environment/flagtext.h"

#include "app/environment/flags.h"

#include <QCoreApplication>

namespace stillroom
{

namespace
{

using State = MatrixCell::State;

QString tr(const char *text)
{
    return QCoreApplication::translate("Environment", text);
}

QString flagSentence(const std::optional<QString> &value)
{
    if (!value)
        return tr("Unset counts as off: the app starts without touching the schema.");
    if (isTruthy(*value))
        return tr("A start upgrades the database when tables are missing.");
    if (meantFlagValue(*value))
        return tr("Counts as off: only true, 1 and yes are on. Choose true if that is meant.");
    return tr("The app starts without touching the schema.");
}

QString skipSentence(const std::optional<QString> &value)
{
    if (value && skipsDatabase(*value))
        return tr("Start-up does not look at the database at all.");
    if (value && meantSkipValue(*value))
        return tr("Does not skip: only 1 does. Choose 1 if that is meant.");
    return tr("Start-up checks the database.");
}

QString environmentSentence(const std::optional<QString> &value)
{
    if (value && isProductionEnvironment(*value))
        return tr("The app uses PROD_DATABASE_URL.");
    if (!value)
        return tr("Unset counts as development: the app uses DEV_DATABASE_URL.");
    return value->toLower() == u"development"
        ? tr("The app uses DEV_DATABASE_URL.")
        : tr("Everything but production counts as development: the app uses DEV_DATABASE_URL.");
}

QString sentenceOf(const QString &key, const std::optional<QString> &value)
{
    return key == variable::autoMigrate ? flagSentence(value)
        : key == variable::skip         ? skipSentence(value)
                                        : environmentSentence(value);
}

/// The terminal wins over a dotenv file, so what it has must be known here.
QString terminalSentence(const EnvironmentMatrix &matrix, const MatrixRow &row, int source)
{
    const MatrixCell &process = row.cells.back();
    const MatrixCell &own = row.cells[size_t(source)];
    if (process.state != State::Set || matrix.sources[size_t(source)].kind != EnvironmentFileKind::Dotenv
        || (own.state == State::Set && own.value == process.value))
        return {};
    if (row.key == variable::skip && skipsDatabase(process.value))
        return tr("This terminal has 1, which skips the check here.");
    return tr("This terminal has \"%1\", which wins here.").arg(process.value);
}

} // namespace

std::vector<std::optional<QString>> flagValues(const QString &key)
{
    if (key == variable::autoMigrate)
        return {QStringLiteral("true"), QStringLiteral("false"), std::nullopt};
    if (key == variable::skip)
        return {QStringLiteral("1"), QStringLiteral("0"), std::nullopt};
    return {
        QStringLiteral("development"), QStringLiteral("staging"), QStringLiteral("production"), std::nullopt};
}

QStringList flagWords(const QString &key)
{
    QStringList words;
    for (const std::optional<QString> &value : flagValues(key))
        words += value.value_or(tr("unset"));
    return words;
}

FlagFacts flagFacts(const EnvironmentMatrix &matrix, const QString &key, int source)
{
    FlagFacts facts;
    const MatrixRow *row = matrix.row(key);
    if (!row || source < 0 || size_t(source) >= row->cells.size()) {
        facts.editable = false;
        return facts;
    }
    const MatrixCell &cell = row->cells[size_t(source)];
    if (cell.state == State::Supplied || cell.state == State::Unknown) {
        facts.editable = false;
        facts.effect = tr("Its value is %1: it is not in the file.").arg(cell.supplied);
        return facts;
    }
    facts.editable = matrix.sources[size_t(source)].isEditable();
    const std::optional<QString> value = cell.state == State::Set ? std::optional(cell.value) : std::nullopt;
    const std::vector<std::optional<QString>> values = flagValues(key);
    for (size_t i = 0; i < values.size(); ++i) {
        if (values[i] == value)
            facts.segment = int(i);
    }
    facts.effect = sentenceOf(key, value);
    if (cell.changed) {
        facts.icon = FlagFacts::Icon::Changed;
        const QString change = !cell.savedText ? tr("Was not set.")
            : *cell.savedText == cell.text     ? tr("Now in quotes.")
                                               : tr("Changed from %1.").arg(*cell.savedText);
        facts.effect = QStringLiteral("%1 %2").arg(change, facts.effect);
    }
    const QString terminal = terminalSentence(matrix, *row, source);
    if (!terminal.isEmpty()) {
        facts.icon = FlagFacts::Icon::Warning;
        facts.effect += u' ' + terminal;
    }
    if (!cell.problem.isEmpty()) {
        facts.icon = FlagFacts::Icon::Warning;
        if (!meantValue(key, cell.value))
            facts.effect = QStringLiteral("%1. %2").arg(cell.explanation, facts.effect);
    }
    return facts;
}

QString presetWish(Preset preset, const QString &key, bool severalInstances)
{
    const QString any = tr("any");
    const QString unset = tr("unset");
    const QString on = QStringLiteral("true");
    const QString off = QStringLiteral("false");
    const QString production = QStringLiteral("production");
    const bool flag = key == variable::autoMigrate;
    const bool skip = key == variable::skip;
    switch (preset) {
    case Preset::Development:
        return flag ? on : skip ? unset : QStringLiteral("development");
    case Preset::Staging:
        return flag ? on : skip ? unset : any;
    case Preset::ProductionSingle:
        return flag ? on : skip ? unset : production;
    case Preset::ProductionHa:
        return flag ? off : skip ? tr("unset or 1") : production;
    case Preset::Docker:
        return flag ? on : any;
    case Preset::Render:
        return flag ? (severalInstances ? off : on) : skip ? unset : production;
    case Preset::Manual:
        return skip ? QStringLiteral("1") : any;
    }
    Q_UNREACHABLE();
}

} // namespace stillroom

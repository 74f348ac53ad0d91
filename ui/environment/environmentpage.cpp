#include "ui/environment/environmentpage.h"

#include "app/environment/flags.h"
#include "app/environment/secrets.h"
#include "ui/environment/addkeybar.h"
#include "ui/environment/environmentedit.h"
#include "ui/environment/environmentview.h"
#include "ui/environment/flagcard.h"
#include "ui/environment/savepane.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace stillroom
{

namespace
{

using State = MatrixCell::State;

void fill(QComboBox *combo, const QStringList &texts, const QString &current)
{
    const QSignalBlocker quiet(combo);
    QStringList present;
    for (int i = 0; i < combo->count(); ++i)
        present << combo->itemText(i);
    if (present != texts) {
        combo->clear();
        combo->addItems(texts);
    }
    combo->setCurrentIndex(int(texts.indexOf(current)));
}

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

} // namespace

void EnvironmentPage::activate()
{
    m_session.readAgain();
}

void EnvironmentPage::onStateChanged()
{
    const WorkspaceState &state = *m_workspace.state();
    const QString root = state.project ? state.project->root : QString();
    if (root == m_session.files().root)
        return;
    m_undo.clear();
    m_notice.reset();
    m_preset.reset();
    m_flagsFor.clear();
    m_choice = MatrixChoice();
    m_situation->setCurrentIndex(0);
    m_addBar->hide();
    m_empty->showLoading(tr("Reading the environment files…"));
    m_content->setCurrentWidget(m_empty);
    m_session.open(root);
}

void EnvironmentPage::onLoaded(bool replaced)
{
    if (replaced)
        m_undo.clear(); // its steps hold bytes that are no longer the file's
    if (m_session.files().root.isEmpty())
        return;
    refresh();
    m_content->setCurrentIndex(1);
    if (!m_wanted.isEmpty())
        showVariable(std::exchange(m_wanted, QString()));
}

FileBytes EnvironmentPage::bytesOf(bool saved) const
{
    return [this, saved](const QString &path) -> std::optional<QByteArray> {
        const EnvironmentFile *file = m_session.files().find(path);
        if (!file || (!file->saved && (saved || file->working.isEmpty())))
            return {};
        return saved ? file->saved : std::optional(file->working);
    };
}

int EnvironmentPage::flagSource() const
{
    return m_model.matrix().sourceOf(m_flagsFor);
}

void EnvironmentPage::refresh()
{
    if (m_session.files().root.isEmpty())
        return;
    m_model.setMatrix(environmentMatrix(m_session.files(), m_choice));
    fillSources();
    showPreset();
    showCards();
    showDetail();
    m_save->setChanges(m_session.files().changes(), m_session.files().root, m_session.conflicts());
    showMessage();
    Q_EMIT offersChanged();
}

/// What can be compared with, and where the cards can write.
void EnvironmentPage::fillSources()
{
    const EnvironmentMatrix &matrix = m_model.matrix();
    QStringList all;
    QStringList writable;
    for (const MatrixSource &source : matrix.sources) {
        if (!source.error)
            all << source.title;
        if (source.isEditable())
            writable << source.title;
    }
    if (!writable.contains(m_flagsFor))
        m_flagsFor = writable.value(0);
    fill(m_reference, all, matrix.sources[size_t(matrix.reference)].title);
    fill(m_flags, writable, m_flagsFor);
    m_add->setEnabled(!writable.isEmpty());
}

void EnvironmentPage::showPreset()
{
    const int source = flagSource();
    const MatrixSource *shown = source < 0 ? nullptr : &m_model.matrix().sources[size_t(source)];
    const QString service = shown && shown->kind == EnvironmentFileKind::Blueprint ? shown->owner : QString();
    const QString root = m_session.files().root;
    const std::vector<Preset> now = matchingPresets(root, service, bytesOf(false));
    const std::vector<Preset> saved = matchingPresets(root, service, bytesOf(true));
    const auto holds = [](const std::vector<Preset> &presets, Preset preset) {
        return std::find(presets.begin(), presets.end(), preset) != presets.end();
    };
    // Of several that match the one chosen, else the first for the file the cards are about.
    std::optional<Preset> front = m_preset && holds(now, *m_preset) ? m_preset : std::nullopt;
    for (const Preset preset : now) {
        if (!front && shown && presetFileName(preset) == nameOf(shown->path))
            front = preset;
    }
    const auto &all = allPresets();
    const qsizetype index = front ? std::find(all.begin(), all.end(), *front) - all.begin() : -1;
    const QSignalBlocker quiet(m_presets);
    if (index >= 0 && index < m_presets->count())
        m_presets->setCurrent(int(index));
    else
        m_presets->clearCurrent();
    m_morePresets->setText(front && index >= m_presets->count() ? presetTitle(*front) : tr("More"));
    m_presetIcon->setVisible(front.has_value());
    m_presetState->setText(!front  ? tr("No preset matches")
            : holds(saved, *front) ? tr("matches")
                                   : tr("matches once saved"));
    bool several = false;
    if (const Result<PresetPlan> plan = planPreset(Preset::Render, root, service, bytesOf(false)))
        several = plan->severalInstances;
    const QString keys[] = {variable::autoMigrate, variable::skip, variable::environment};
    for (size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setWish(front ? presetWish(*front, keys[i], several) : QString());
}

void EnvironmentPage::showCards()
{
    const QString keys[] = {variable::autoMigrate, variable::skip, variable::environment};
    for (size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setFacts(flagFacts(m_model.matrix(), keys[i], flagSource()));
}

/// The cell in front, in one line: as written, what a process gets, what that does.
void EnvironmentPage::showDetail()
{
    const QModelIndex index = m_view->currentIndex();
    const MatrixCell *cell = m_model.cellAt(index);
    const bool canReveal = cell && cell->secret && cell->state == State::Set && !m_model.isRevealed(index);
    m_reveal->setVisible(canReveal);
    const bool fixes = cell && cell->fix && m_model.flags(index).testFlag(Qt::ItemIsEditable);
    m_fix->setVisible(fixes);
    if (fixes)
        m_fix->setText(tr("Write %1").arg(*cell->fix));
    if (!index.isValid() || m_model.rowAt(index.row()).key.isEmpty()) {
        m_detail->setFullText(
            tr("Choose a cell to see what a process gets from it. F2 edits, Delete unsets, Ctrl+Z undoes."));
        return;
    }
    const MatrixRow &row = m_model.rowAt(index.row());
    if (!cell) {
        const EffectiveValue &effective = row.effective;
        QStringList parts{
            tr("%1 in a %2").arg(row.key, situationName(m_choice.situation).toLower()), effective.reason};
        const QString effect = effective.state == State::Set || effective.state == State::NotSet
            ? effectOf(row.key, effective.state == State::Set ? std::optional(effective.value) : std::nullopt)
            : QString();
        if (!effect.isEmpty())
            parts << effect;
        m_detail->setFullText(parts.join(QStringLiteral(" · ")));
        return;
    }
    const MatrixSource &source = m_model.matrix().sources[size_t(m_model.sourceAt(index.column()))];
    QStringList parts{cell->line > 0 ? tr("%1, line %2").arg(source.title).arg(cell->line) : source.title};
    if (cell->state == State::Set && !source.isProcess())
        parts << tr("written %1").arg(cell->secret ? shownValue(row.key, cell->written) : cell->written);
    if (cell->state == State::Set && !cell->secret)
        parts << tr("a process gets \"%1\"").arg(cell->value);
    if (!cell->explanation.isEmpty())
        parts << cell->explanation;
    else if (const QString effect = cell->state == State::Set ? effectOf(row.key, cell->value) : QString();
             !effect.isEmpty())
        parts << effect;
    if (!source.readOnlyBecause.isEmpty())
        parts << source.readOnlyBecause;
    m_detail->setFullText(parts.join(QStringLiteral(" · ")).simplified());
}

bool EnvironmentPage::push(int source, const QString &key, const std::optional<QString> &value, QString *why)
{
    if (source < 0)
        return false;
    const MatrixSource &column = m_model.matrix().sources[size_t(source)];
    const EnvironmentFile *file = m_session.files().find(column.path);
    if (!file)
        return false;
    const Result<CellEdit> edit = editCell(*file, column.owner, key, value);
    if (!edit) {
        *why = edit.error().message;
        return false;
    }
    m_notice.reset();
    if (!edit->warnings.isEmpty())
        m_notice
            = Notice{false, tr("Not every program reads %1 the same").arg(key), edit->warnings.join(u'\n')};
    if (edit->bytes == file->working)
        return true;
    m_undo.push(new EnvironmentEdit(m_session, value ? tr("Set %1").arg(key) : tr("Unset %1").arg(key),
        {{file->path, file->working, edit->bytes}}));
    return true;
}

void EnvironmentPage::change(int source, const QString &key, const std::optional<QString> &value)
{
    QString why;
    if (!push(source, key, value, &why) && !why.isEmpty())
        m_notice = Notice{true, tr("%1 was not changed").arg(key), why};
    refresh();
}

void EnvironmentPage::addKey(const QString &source, const QString &key, const QString &value)
{
    const int column = m_model.matrix().sourceOf(source);
    const MatrixRow *row = m_model.matrix().row(key);
    if (row && column >= 0 && row->cells[size_t(column)].state != State::NotSet)
        return m_addBar->refuse(tr("%1 has %2 already").arg(source, key));
    QString why;
    if (!push(column, key, value, &why))
        return m_addBar->refuse(why);
    m_addBar->hide();
    m_search->clear();
    refresh();
    m_view->show(m_model.indexOf(key, column));
}

/// Every change of a preset is one step; nothing is written before Save.
void EnvironmentPage::applyPreset(Preset preset)
{
    const int source = flagSource();
    const MatrixSource *shown = source < 0 ? nullptr : &m_model.matrix().sources[size_t(source)];
    const bool blueprint = shown && shown->kind == EnvironmentFileKind::Blueprint;
    const Result<PresetPlan> plan
        = planPreset(preset, m_session.files().root, blueprint ? shown->owner : QString(), bytesOf(false));
    if (!plan) {
        QString why = plan.error().message;
        m_notice = Notice{true, tr("%1 was not applied").arg(presetTitle(preset)),
            why.replace(QStringLiteral("Name one with --service."), tr("Choose one under Flags for."))};
        refresh();
        return;
    }
    m_preset = preset;
    std::vector<EnvironmentEdit::File> files;
    for (const FileChange &change : plan->changes) {
        if (const EnvironmentFile *file = m_session.files().find(change.path))
            files.push_back({file->path, file->working, change.after});
    }
    m_notice.reset();
    if (!plan->notes.isEmpty())
        m_notice = Notice{false, presetTitle(preset), plan->notes.join(QStringLiteral(". ")) + u'.'};
    // The cards follow to the file the preset is about.
    if (!shown || nameOf(shown->path) != presetFileName(preset)) {
        for (const MatrixSource &each : m_model.matrix().sources) {
            if (nameOf(each.path) != presetFileName(preset) || !each.isEditable() || each.isGroup)
                continue;
            m_flagsFor = each.title;
            break;
        }
    }
    if (!files.empty())
        m_undo.push(
            new EnvironmentEdit(m_session, tr("Preset %1").arg(presetTitle(preset)), std::move(files)));
    refresh();
}

void EnvironmentPage::save()
{
    std::vector<FileChange> changes = m_session.files().changes();
    if (!m_session.save())
        return; // nothing, or only files that changed on disk: the message above says what to do
    m_saving = std::move(changes);
    m_save->setSaving(true);
}

void EnvironmentPage::onSaved(const QStringList &names)
{
    m_undo.setClean();
    m_notice.reset();
    m_save->setSaving(false);
    refresh();
    const QString text = tr("Saved %1").arg(names.join(QStringLiteral(", ")));
    // A file that was not there before cannot be written back.
    const bool undoable = std::all_of(
        m_saving.begin(), m_saving.end(), [](const FileChange &change) { return change.before.has_value(); });
    if (undoable && !m_saving.empty())
        Q_EMIT savedToastRequested(text);
    else
        Q_EMIT toastRequested(text);
}

/// Writes the versions before; a step like any other, so that Ctrl+Z brings the edits back once more.
void EnvironmentPage::undoSaved()
{
    std::vector<EnvironmentEdit::File> files;
    for (const FileChange &change : std::exchange(m_saving, {})) {
        const EnvironmentFile *file = m_session.files().find(change.path);
        if (file && change.before && file->saved == change.after && !file->isChanged())
            files.push_back({change.path, change.after, *change.before});
    }
    if (files.empty())
        return;
    m_undo.push(new EnvironmentEdit(m_session, tr("Undo saving"), std::move(files)));
    m_save->setSaving(m_session.save());
}

/// A step like any other: Ctrl+Z brings the edits back.
void EnvironmentPage::discard()
{
    std::vector<EnvironmentEdit::File> files;
    for (const FileChange &change : m_session.files().changes())
        files.push_back({change.path, change.after, change.before.value_or(QByteArray())});
    m_notice.reset();
    if (!files.empty())
        m_undo.push(new EnvironmentEdit(m_session, tr("Discard"), std::move(files)));
    Q_EMIT toastRequested(tr("Edits discarded"));
}

void EnvironmentPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool EnvironmentPage::escape()
{
    if (m_addBar->isVisible()) {
        m_addBar->hide();
        return true;
    }
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

std::pair<QString, QString> EnvironmentPage::copyText() const
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return {};
    const MatrixRow &row = m_model.rowAt(index.row());
    const MatrixCell *cell = m_model.cellAt(index);
    if (!cell)
        return {index.column() == 0 ? m_model.shownText(index) : shownValue(row.key, row.effective.value),
            index.column() == 0 ? tr("key") : tr("value")};
    // A secret never reaches the clipboard, not even while the eye shows it.
    return {cell->secret ? shownValue(row.key, cell->text) : cell->text,
        cell->secret ? tr("value without its secret") : tr("value")};
}

QList<QWidget *> EnvironmentPage::regions()
{
    return {m_presets, m_view, m_save};
}

bool EnvironmentPage::showVariable(const QString &name)
{
    if (m_content->currentIndex() != 1) {
        m_wanted = name;
        return true;
    }
    m_search->clear();
    m_notableOnly->setChecked(false);
    const EnvironmentMatrix &matrix = m_model.matrix();
    const MatrixRow *row = matrix.row(name);
    const int winner = row ? row->effective.source : -1;
    const int source
        = winner >= 0 && matrix.sources[size_t(winner)].isEditable() ? winner : std::max(0, flagSource());
    if (!row) { // nobody sets it yet
        QStringList titles;
        for (const MatrixSource &each : matrix.sources) {
            if (each.isEditable())
                titles << each.title;
        }
        m_addBar->open(titles, m_flagsFor);
        m_addBar->findChild<QLineEdit *>(QStringLiteral("newKey"))->setText(name);
        return true;
    }
    m_view->show(m_model.indexOf(name, source));
    return true;
}

QStringList EnvironmentPage::unsavedFiles() const
{
    QStringList names;
    for (const EnvironmentFile &file : m_session.files().files) {
        if (file.isChanged())
            names << file.name;
    }
    return names;
}

} // namespace stillroom

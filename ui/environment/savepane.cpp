#include "ui/environment/savepane.h"

#include "app/environment/blueprint.h"
#include "app/environment/envfile.h"
#include "app/environment/unifieddiff.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int headSide = 44; // px at 100 %, as the one below
constexpr int leastText = 92;

/// "services / web / envVars, line 31" in place of the numbers of a hunk.
QString placeOf(const QString &header, const FileChange &change)
{
    static const QRegularExpression numbers(QStringLiteral("^@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,(\\d+))? @@"));
    const QRegularExpressionMatch match = numbers.match(header);
    if (!match.hasMatch())
        return header;
    const int line = match.captured(2).toInt();
    const int last = line + std::max(1, match.captured(3).isEmpty() ? 1 : match.captured(3).toInt()) - 1;
    QString owner;
    if (isBlueprintName(change.path)) {
        if (const Result<Blueprint> blueprint = Blueprint::parse(change.after)) {
            for (const BlueprintOwner &each : blueprint->owners()) {
                if (each.line <= last)
                    owner
                        = QStringLiteral("%1 / %2 / envVars, ")
                              .arg(each.isGroup ? QStringLiteral("envVarGroups") : QStringLiteral("services"),
                                  each.name.isEmpty() ? each.path : each.name);
            }
        }
    }
    return QStringLiteral("@@ %1line %2 @@").arg(owner).arg(std::max(1, line));
}

} // namespace

SavePane::SavePane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chips(new SegmentedControl(this))
    , m_note(textLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_discard(textButton(tr("Discard"), ButtonKind::Default, this))
    , m_save(textButton(tr("Save"), ButtonKind::Primary, this))
    , m_text(new QPlainTextEdit(this))
{
    setProperty("panel", QStringLiteral("surface"));
    m_chips->setObjectName(QStringLiteral("saveFiles"));
    m_chips->setAccessibleName(tr("Files"));
    m_note->setObjectName(QStringLiteral("saveNote"));
    m_discard->setObjectName(QStringLiteral("saveDiscard"));
    m_save->setObjectName(QStringLiteral("saveSave"));
    m_text->setObjectName(QStringLiteral("saveDiff"));
    m_text->setAccessibleName(tr("What Save will write"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme.font(TextRole::Code));
    m_text->document()->setDocumentMargin(theme.px(6));
    m_text->setProperty("code", true);
    m_text->setMinimumHeight(theme.px(leastText));
    auto *head = new QFrame(this);
    head->setProperty("panel", QStringLiteral("toolbar"));
    head->setFixedHeight(headHeight());
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(textLabel(tr("What Save will write"), TextRole::Label, head));
    row->addWidget(m_chips);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);
    connect(m_chips, &SegmentedControl::currentChanged, this, [this](int index) {
        if (index >= 0 && size_t(index) < m_files.size())
            m_path = m_files[size_t(index)].path;
        showFile();
    });
    connect(m_discard, &QPushButton::clicked, this, &SavePane::discardRequested);
    connect(m_save, &QPushButton::clicked, this, &SavePane::saveRequested);
    connect(&theme, &Theme::changed, this, &SavePane::showFile);
    setChanges({}, {}, {});
}

void SavePane::setChanges(
    const std::vector<FileChange> &changes, const QString &root, const QStringList &blocked)
{
    const bool filled = isFilled();
    m_files.clear();
    const QSignalBlocker quiet(m_chips);
    m_chips->clear();
    for (const FileChange &change : changes) {
        Shown shown;
        shown.path = change.path;
        shown.name = QDir(root).relativeFilePath(change.path);
        shown.isNew = !change.before;
        shown.blocked = blocked.contains(change.path);
        QStringList lines = unifiedDiff(change.before.value_or(QByteArray()), change.after, shown.name, 1)
                                .split(u'\n', Qt::SkipEmptyParts);
        lines.remove(0, std::min<qsizetype>(2, lines.size())); // the two lines that name the file
        for (QString &line : lines) {
            if (line.startsWith(u'+'))
                ++shown.added;
            else if (line.startsWith(u'-'))
                ++shown.removed;
            else if (line.startsWith(QLatin1String("@@")))
                line = placeOf(line, change);
        }
        shown.diff = lines.join(u'\n');
        m_chips->addSegment(
            QStringLiteral("%1  +%2 −%3").arg(shown.name).arg(shown.added).arg(shown.removed));
        m_files.push_back(std::move(shown));
    }
    int front = 0;
    for (size_t i = 0; i < m_files.size(); ++i) {
        if (m_files[i].path == m_path)
            front = int(i);
    }
    if (!m_files.empty()) {
        m_chips->setCurrent(front);
        m_path = m_files[size_t(front)].path;
    }
    m_chips->setVisible(!m_files.empty());
    showFile();
    if (filled != isFilled())
        Q_EMIT filledChanged(isFilled());
}

int SavePane::headHeight() const
{
    return m_theme.px(headSide);
}

void SavePane::setSaving(bool saving)
{
    m_saving = saving;
    showFile();
}

QString SavePane::diff() const
{
    return m_text->toPlainText();
}

void SavePane::showFile()
{
    int writable = 0;
    const Shown *front = nullptr;
    for (const Shown &file : m_files) {
        writable += file.blocked ? 0 : 1;
        if (file.path == m_path)
            front = &file;
    }
    m_discard->setEnabled(!m_files.empty() && !m_saving);
    m_save->setEnabled(writable > 0 && !m_saving);
    m_save->setText(m_saving ? tr("Saving…")
            : writable == 1  ? tr("Save 1 file")
            : writable == 0  ? tr("Save")
                             : tr("Save %1 files").arg(writable));
    m_note->setText(!front   ? tr("Nothing to save")
            : front->blocked ? tr("Not saved while the version on disk is another one.")
            : front->isNew   ? tr("A new file, readable by you alone.")
                             : tr("Nothing else in the file changes. Comments, order and line ends stay."));
    m_text->setPlainText(front ? front->diff : QString());
    // With nothing to show the room is the table's.
    m_text->setVisible(front);
    setMaximumHeight(front ? QWIDGETSIZE_MAX : headHeight());
    paintDiff();
}

/// Removed and added lines stand on their soft colours; the sign at the line's start says the same.
void SavePane::paintDiff()
{
    const Tokens &t = m_theme.tokens();
    QList<QTextEdit::ExtraSelection> grounds;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (!line.startsWith(u'+') && !line.startsWith(u'-') && !line.startsWith(QLatin1String("@@")))
            continue;
        QTextEdit::ExtraSelection ground;
        ground.cursor = QTextCursor(block);
        ground.format.setProperty(QTextFormat::FullWidthSelection, true);
        if (line.startsWith(QLatin1String("@@"))) {
            ground.cursor.select(QTextCursor::LineUnderCursor);
            ground.format.setForeground(t.muted);
        } else {
            ground.format.setBackground(line.startsWith(u'+') ? t.okSoft : t.badSoft);
        }
        grounds.append(ground);
    }
    m_text->setExtraSelections(grounds);
}

} // namespace stillroom

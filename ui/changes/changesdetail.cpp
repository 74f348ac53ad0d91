#include "ui/changes/changesdetail.h"

#include "migrations/schema/objecttext.h"
#include "ui/timeline/timelinerow.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int most = 12; ///< properties of a card
constexpr int spacing = 8; // px at 100 %

QLabel *badge(const QString &text, const QString &kind, QWidget *parent)
{
    QLabel *label = textLabel(text, TextRole::Chip, parent);
    label->setProperty("badge", kind);
    return label;
}

QString kindText(const ObjectId &id)
{
    return id.kind == ObjectKind::Comment ? ChangesDetail::tr("comment on %1").arg(objectKindName(id.subject))
                                          : objectKindName(id.kind);
}

struct Fact {
    QString name;
    QString value;
};

/// A column is shown with what people ask of it first, also when it is as usual.
std::vector<Fact> factsOf(const SchemaObject &object)
{
    std::vector<Fact> facts;
    const bool column = object.id.kind == ObjectKind::Column;
    if (column) {
        facts.push_back({ChangesDetail::tr("Type"), shortType(object.value(Property::Type))});
        facts.push_back({ChangesDetail::tr("Nullable"),
            object.has(Property::NotNull) ? ChangesDetail::tr("no") : ChangesDetail::tr("yes")});
        facts.push_back({ChangesDetail::tr("Default"),
            object.has(Property::Default) ? object.value(Property::Default) : ChangesDetail::tr("none")});
    }
    for (const PropertyValue &entry : object.properties) {
        const bool shown = column
            && (entry.property == Property::Type || entry.property == Property::NotNull
                || entry.property == Property::Default);
        if (shown || entry.property == Property::Owner || entry.property == Property::Grants)
            continue;
        QString value = entry.value;
        if (entry.property == Property::Values)
            value = enumLabels(entry.value).join(QStringLiteral(", "));
        facts.push_back({propertyName(entry.property), value.simplified()});
    }
    return facts;
}

} // namespace

QString causeSentence(const ObjectCause &cause)
{
    if (!cause.change) {
        // A copy without data says nothing about how many there will be.
        return cause.rows <= 0 ? ChangesDetail::tr("Writes rows")
                               : ChangesDetail::tr("Writes rows: %1 on the copy")
                                     .arg(QLocale(QLocale::English).toString(cause.rows));
    }
    const QString kind = kindText(cause.change->id());
    switch (cause.change->action) {
    case ChangeAction::Add:
        return ChangesDetail::tr("Adds the %1: %2").arg(kind, changeDetail(*cause.change).simplified());
    case ChangeAction::Drop:
        return ChangesDetail::tr("Removes the %1").arg(kind);
    case ChangeAction::Alter:
        return ChangesDetail::tr("Changes the %1: %2").arg(kind, changeDetail(*cause.change).simplified());
    case ChangeAction::Rename:
        return ChangesDetail::tr("Renames the %1 from %2").arg(kind, cause.change->before->id.name);
    }
    Q_UNREACHABLE();
}

ChangesDetail::ChangesDetail(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("changesDetail"));
    setAccessibleName(tr("Chosen object"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(theme.px(260));
    showNode({}, nullptr);
}

void ChangesDetail::showNode(const std::shared_ptr<const ChangesReport> &report, const ChangeNode *node)
{
    m_body = new QWidget;
    m_body->setProperty("panel", QStringLiteral("surface"));
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(16, 12, 16, 12);
    m_layout->setSpacing(spacing);
    if (!report || !node || node->objects.empty()) {
        m_layout->addWidget(wrappedLabel(
            tr("Choose an object to see what becomes of it."), TextRole::Meta, m_body, Tone::Muted));
    } else if (node->drift >= 0) {
        const Change &change = (*report->drift.changes)[size_t(node->drift)];
        addHead(*node, displayName(change.id()), kindText(change.id()));
        addCards(change.before, change.after, change.id(), true);
        m_layout->addWidget(wrappedLabel(
            tr("No migration made this. The upgrade leaves it as it is. Below is the SQL that would take it "
               "back, and the SQL a new revision would need to adopt it; nothing of it runs by itself."),
            TextRole::Body, m_body));
    } else if (node->change >= 0) {
        const ObjectChange &object = report->objects[size_t(node->change)];
        addHead(*node, displayName(object.whole.id()), kindText(object.whole.id()));
        addCards(object.whole.before, object.whole.after, object.whole.id(), false);
        addCauses(*report, object.causes);
    } else {
        addHead(*node, node->text, objectKindName(ObjectKind::Table));
        m_layout->addWidget(wrappedLabel(tr("%1 things of this table change. Now %2, after the upgrade %3.")
                                             .arg(node->children.size())
                                             .arg(node->now, node->after),
            TextRole::Body, m_body));
    }
    m_layout->addStretch(1);
    setWidget(m_body);
}

void ChangesDetail::addHead(const ChangeNode &node, const QString &name, const QString &kind)
{
    auto *title = new ElidingLabel(TextRole::Section, m_body);
    title->setObjectName(QStringLiteral("changesDetailTitle"));
    title->setFullText(name);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(new MarkLabel(node.mark, m_theme, m_body));
    row->addWidget(title, 1);
    row->addWidget(badge(kind, QStringLiteral("kind"), m_body));
    m_layout->addLayout(row);
}

void ChangesDetail::addCards(const std::optional<SchemaObject> &left,
    const std::optional<SchemaObject> &right, const ObjectId &id, bool drift)
{
    const auto word = [](bool there, const QString &otherwise) {
        return there ? otherwise : ChangesDetail::tr("absent");
    };
    const ChangeMark mark = !left ? ChangeMark::Added : !right ? ChangeMark::Removed : ChangeMark::Changed;
    auto *cards = new QHBoxLayout;
    cards->setSpacing(spacing);
    const QString before = drift ? tr("From migrations") : tr("Now");
    const QString after = drift ? tr("In the database") : tr("After upgrade");
    cards->addWidget(card(before, left, id, word(left.has_value(), QString()), ChangeMark::None));
    cards->addWidget(
        card(after, right, id, word(right.has_value(), drift ? markName(ChangeMark::Drift) : markName(mark)),
            !right      ? ChangeMark::None
                : drift ? ChangeMark::Drift
                        : mark));
    m_layout->addLayout(cards);
}

QWidget *ChangesDetail::card(const QString &title, const std::optional<SchemaObject> &object,
    const ObjectId &id, const QString &word, ChangeMark mark)
{
    auto *frame = new QFrame(m_body);
    frame->setProperty("panel", QStringLiteral("card"));
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(12, 9, 12, 10);
    layout->setSpacing(7);
    auto *head = new QHBoxLayout;
    head->addWidget(textLabel(title, TextRole::Overline, frame));
    head->addStretch(1);
    if (!word.isEmpty()) {
        // The style sheet knows the colours by these words, whatever the language of the text.
        const QString kinds[] = {QStringLiteral("kind"), QStringLiteral("added"), QStringLiteral("changed"),
            QStringLiteral("removed"), QStringLiteral("drift")};
        head->addWidget(badge(word, kinds[int(mark)], frame));
    }
    layout->addLayout(head);
    if (!object) {
        layout->addWidget(wrappedLabel(
            tr("There is no %1 %2.").arg(kindText(id), id.name), TextRole::Body, frame, Tone::Muted));
    } else {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(6);
        grid->setColumnStretch(1, 1);
        int row = 0;
        for (const Fact &fact : factsOf(*object)) {
            if (row == most)
                break;
            grid->addWidget(textLabel(fact.name, TextRole::Meta, frame, Tone::Muted), row, 0);
            auto *value = new ElidingLabel(TextRole::Code, frame);
            value->setFullText(fact.value);
            grid->addWidget(value, row++, 1);
        }
        layout->addLayout(grid);
    }
    layout->addStretch(1);
    return frame;
}

void ChangesDetail::addCauses(const ChangesReport &report, const std::vector<ObjectCause> &causes)
{
    m_layout->addSpacing(4);
    m_layout->addWidget(textLabel(tr("Caused by, in order"), TextRole::Label, m_body));
    for (const ObjectCause &cause : causes) {
        const RehearsedStep *step = report.rehearsal.step(cause.revision);
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(spacing);
        grid->setVerticalSpacing(2);
        grid->setColumnStretch(1, 1);
        grid->addWidget(textLabel(cause.revision.text(), TextRole::Code, m_body), 0, 0);
        grid->addWidget(
            textLabel(step ? engineName(step->engine) : QString(), TextRole::Meta, m_body, Tone::Muted), 0,
            1);
        QPushButton *open = textButton(tr("Open"), ButtonKind::Link, m_body);
        open->setProperty("flush", true);
        open->setAccessibleName(tr("Open %1 in the timeline").arg(cause.revision.text()));
        grid->addWidget(open, 0, 2);
        grid->addWidget(wrappedLabel(causeSentence(cause), TextRole::Body, m_body), 1, 0, 1, 3);
        m_layout->addLayout(grid);
        connect(open, &QPushButton::clicked, this,
            [this, revision = cause.revision] { Q_EMIT revisionRequested(revision); });
    }
}

} // namespace stillroom

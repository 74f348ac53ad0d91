#include "ui/changes/sqlpane.h"

#include "ui/widgets/codeview.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QClipboard>
#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int headHeight = 40; // px at 100 %

} // namespace

SqlPane::SqlPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidingLabel(TextRole::Label, this))
    , m_note(textLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_side(new SegmentedControl(this))
    , m_copy(textButton(tr("Copy"), ButtonKind::Link, this))
    , m_all(textButton(tr("Show all SQL"), ButtonKind::Link, this))
    , m_script(textButton(tr("New revision…"), ButtonKind::Link, this))
    , m_code(new CodeView(CodeLanguage::Sql, theme, this))
{
    setProperty("panel", QStringLiteral("surface"));
    m_title->setObjectName(QStringLiteral("sqlTitle"));
    m_note->setObjectName(QStringLiteral("sqlNote"));
    m_side->setObjectName(QStringLiteral("sqlSide"));
    m_side->setAccessibleName(tr("Direction"));
    m_side->addSegment(tr("Upgrade"));
    m_side->addSegment(tr("Downgrade"));
    m_code->setObjectName(QStringLiteral("sqlCode"));
    m_script->setObjectName(QStringLiteral("sqlScript"));
    m_script->setVisible(false);
    auto *head = new QWidget(this);
    head->setFixedHeight(theme.px(headHeight));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(m_side);
    row->addWidget(m_script);
    row->addWidget(m_copy);
    row->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_code, 1);
    setFocusProxy(m_code);
    connect(m_side, &SegmentedControl::currentChanged, this, &SqlPane::showSide);
    connect(m_all, &QPushButton::clicked, this, &SqlPane::allRequested);
    connect(m_script, &QPushButton::clicked, this, &SqlPane::scriptRequested);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(sql());
        Q_EMIT copied();
    });
}

void SqlPane::setContent(const QString &title, const Side &first, const Side &second, bool allOffered)
{
    m_title->setFullText(title);
    m_sides[0] = first;
    m_sides[1] = second;
    for (int i = 0; i < 2; ++i)
        m_side->setSegmentText(i, m_sides[i].name);
    m_all->setVisible(allOffered);
    m_offersScript = false;
    showSide();
}

void SqlPane::offerScript()
{
    m_offersScript = true;
    showSide();
}

QString SqlPane::sql() const
{
    return m_sides[m_side->current() == 1 ? 1 : 0].sql;
}

void SqlPane::showSide()
{
    const Side &side = m_sides[m_side->current() == 1 ? 1 : 0];
    m_note->setText(side.note);
    m_code->setText(side.sql);
    m_copy->setEnabled(!side.sql.isEmpty());
    m_script->setVisible(m_offersScript && m_side->current() == 1 && !side.sql.isEmpty());
}

} // namespace stillroom

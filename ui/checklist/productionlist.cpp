#include "ui/checklist/productionlist.h"

#include "app/verify/productionlist.h"
#include "ui/shell/settings.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QCryptographicHash>
#include <QDate>
#include <QGridLayout>
#include <QSettings>
#include <QVBoxLayout>

namespace stillroom
{

ProductionList::ProductionList(const Theme &theme, Settings &settings, QWidget *parent)
    : QFrame(parent)
    , m_settings(settings)
    , m_count(textLabel({}, TextRole::Meta, this, Tone::Muted))
{
    setObjectName(QStringLiteral("productionList"));
    setProperty("panel", QStringLiteral("card"));
    m_count->setObjectName(QStringLiteral("productionCount"));
    QPushButton *reset = textButton(tr("Untick all"), ButtonKind::Link, this);
    reset->setObjectName(QStringLiteral("productionReset"));
    setStyleProperty(reset, "flush", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(textLabel(tr("Before production"), TextRole::Label, this));
    head->addWidget(m_count);
    head->addStretch(1);
    head->addWidget(reset);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(2, theme.px(80)); // a date, so that a tick moves nothing
    int row = 0;
    for (const ProductionPoint &point : productionPoints()) {
        auto *box = new QCheckBox(point.text, this);
        box->setObjectName(QStringLiteral("production:") + point.id);
        QLabel *day = textLabel({}, TextRole::Meta, this, Tone::Muted);
        grid->addWidget(box, row, 0);
        grid->addWidget(textLabel(point.where, TextRole::Meta, this, Tone::Faint), row, 1);
        grid->addWidget(day, row, 2);
        m_boxes.insert(point.id, box);
        m_days.insert(point.id, day);
        connect(box, &QCheckBox::clicked, this, [this, id = point.id](bool on) { tick(id, on); });
        ++row;
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(
        wrappedLabel(tr("Points only a person can answer. They are kept for this project on this computer."),
            TextRole::Meta, this, Tone::Muted));
    layout->addLayout(grid);
    connect(reset, &QPushButton::clicked, this, [this] {
        for (const ProductionPoint &point : productionPoints())
            m_settings.store().remove(key(point.id));
        refresh();
    });
}

/// The folder itself is not written into a key: a key takes no slash, and a path may tell a name.
QString ProductionList::key(const QString &id) const
{
    const QByteArray hash
        = QCryptographicHash::hash(m_root.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("production/%1/%2").arg(QString::fromLatin1(hash), id);
}

void ProductionList::setProject(const QString &root)
{
    m_root = root;
    refresh();
}

void ProductionList::tick(const QString &id, bool ticked)
{
    if (ticked)
        m_settings.store().setValue(key(id), QDate::currentDate().toString(Qt::ISODate));
    else
        m_settings.store().remove(key(id));
    refresh();
}

void ProductionList::refresh()
{
    int done = 0;
    for (const ProductionPoint &point : productionPoints()) {
        const QString day = m_settings.store().value(key(point.id)).toString();
        m_boxes[point.id]->setChecked(!day.isEmpty());
        m_days[point.id]->setText(day);
        done += day.isEmpty() ? 0 : 1;
    }
    m_count->setText(tr("%1 of %2").arg(done).arg(productionPoints().size()));
}

QString ProductionList::text() const
{
    QStringList lines{tr("Before production: %1").arg(m_count->text())};
    for (const ProductionPoint &point : productionPoints()) {
        const QString day = m_settings.store().value(key(point.id)).toString();
        lines += day.isEmpty() ? QStringLiteral("[ ] %1").arg(point.text)
                               : QStringLiteral("[x] %1 (%2)").arg(point.text, day);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace stillroom

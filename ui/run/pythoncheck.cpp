#include "ui/run/pythoncheck.h"

#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillroom
{

PythonCheck::PythonCheck(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_line(wrappedLabel({}, TextRole::Meta, this, Tone::Muted))
    , m_message(new InlineMessage(theme, this))
{
    m_line->setObjectName(QStringLiteral("pythonLine"));
    m_message->setObjectName(QStringLiteral("pythonMissing"));
    m_message->setButtonsBelow(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line);
    layout->addWidget(m_message);
    clear();
}

void PythonCheck::clear()
{
    m_missing = false;
    setVisible(false);
    Q_EMIT changed();
}

void PythonCheck::setLooking()
{
    m_missing = false;
    m_line->setText(tr("Looking for the project's Python…"));
    m_line->setVisible(true);
    m_message->setVisible(false);
    setVisible(true);
    Q_EMIT changed();
}

void PythonCheck::setFound(const PythonAnswer &python)
{
    m_missing = false;
    QStringList facts{tr("Python %1").arg(python.pythonVersion), tr("alembic %1").arg(python.alembicVersion)};
    if (!python.flaskMigrateVersion.isEmpty())
        facts << tr("Flask-Migrate %1").arg(python.flaskMigrateVersion);
    m_line->setText(tr("With %1 of %2: %3").arg(python.path, python.source, facts.join(tr(", "))));
    m_line->setVisible(true);
    m_message->setVisible(false);
    setVisible(true);
    Q_EMIT changed();
}

void PythonCheck::setMissing(const Error &error, const QString &projectFolder)
{
    m_missing = true;
    const QString commands
        = QStringLiteral("cd '%1'\npython3 -m venv .venv\n.venv/bin/pip install -r requirements.txt")
              .arg(QString(projectFolder).replace(u'\'', QLatin1String("'\\''")));
    m_message->setMessage(MessageKind::Bad, tr("No Python of this project can run its steps"),
        tr("%1\n\nOne of these mends it:\n1. Make .venv in the project's folder and install its requirements "
           "there.\n"
           "2. Start Stillroom from a terminal in which the project's environment is active.\n"
           "3. Name the interpreter: python = \"…\" in [tool.stillroom] of pyproject.toml.")
            .arg(error.detail.isEmpty() ? error.message : error.detail));
    connect(m_message->addButton(tr("Copy commands")), &QPushButton::clicked, this,
        [commands] { QGuiApplication::clipboard()->setText(commands); });
    connect(
        m_message->addButton(tr("Look again")), &QPushButton::clicked, this, &PythonCheck::againRequested);
    m_line->setVisible(false);
    m_message->setVisible(true);
    setVisible(true);
    Q_EMIT changed();
}

} // namespace stillroom

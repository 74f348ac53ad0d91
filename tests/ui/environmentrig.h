#pragma once

#include "app/environment/flags.h"
#include "tests/support/fakeworkspace.h"
#include "tests/ui/projectfiles.h"
#include "ui/checklist/checklistpage.h"
#include "ui/connect/recentprojects.h"
#include "ui/environment/environmentpage.h"
#include "ui/environment/environmentview.h"
#include "ui/environment/flagcard.h"
#include "ui/environment/savepane.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace stillroom::test
{

inline constexpr auto dotenv = "# Application\nENVIRONMENT=production\nSECRET_KEY=MARKER-secret\n"
                               "DATABASE_URL=postgresql://app:MARKER-url@db/hr\n\n# Other\nWORKERS=2\n";
inline constexpr auto blueprint
    = "services:\n  - type: web\n    name: web\n    runtime: python\n    envVars:\n"
      "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"true\"\n"
      "      - key: ENVIRONMENT\n        value: production\n"
      "      - key: SECRET_KEY\n        generateValue: true\n";

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The Environment page on real files, with short names for what tests ask of it.
class EnvironmentRig
{
protected:
    /// Fresh files and settings.
    void start();
    /// The page on the files as they are now.
    void open();
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    template<typename Widget> Widget *child(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    EnvironmentView *view() const { return child<EnvironmentView>("environmentMatrix"); }
    EnvironmentModel *model() const { return static_cast<EnvironmentModel *>(view()->model()); }
    QModelIndex index(const char *key, const char *source) const
    {
        return model()->indexOf(
            QString::fromLatin1(key), model()->matrix().sourceOf(QString::fromUtf8(source)));
    }
    QString text(const char *key, const char *source) const { return index(key, source).data().toString(); }
    void set(const char *key, const char *source, const char *value) const
    {
        model()->setData(index(key, source), QString::fromUtf8(value));
    }
    SegmentedControl *card(const QString &key) const
    {
        return m_page->findChild<FlagCard *>(QStringLiteral("flagCard:") + key)
            ->findChild<SegmentedControl *>();
    }
    QString effect(const QString &key) const
    {
        return m_page->findChild<FlagCard *>(QStringLiteral("flagCard:") + key)
            ->findChild<QLabel *>(QStringLiteral("flagEffect"))
            ->text();
    }
    QString diff() const { return child<QPlainTextEdit>("saveDiff")->toPlainText(); }
    void save() const
    {
        QSignalSpy toast(m_page.get(), &Page::toastRequested);
        QSignalSpy undoable(m_page.get(), &Page::savedToastRequested);
        child<QPushButton>("saveSave")->click();
        QVERIFY(QTest::qWaitFor([&] { return toast.count() + undoable.count() > 0; }));
    }
    InlineMessage *message() const { return child<InlineMessage>("environmentMessage"); }
    void press(const QString &button) const
    {
        for (QPushButton *each : message()->findChildren<QPushButton *>()) {
            if (each->text() == button)
                return each->click();
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + button));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_store;
    std::unique_ptr<QSettings> m_ini;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    QProcessEnvironment m_process;
    std::unique_ptr<EnvironmentPage> m_page;
};

inline void EnvironmentRig::start()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QTemporaryDir>();
    m_ini = std::make_unique<QSettings>(m_store->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_ini);
    m_theme = std::make_unique<Theme>(nullptr);
    m_process = QProcessEnvironment();
    m_process.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    writeText(path(".env"), dotenv);
    writeText(path(".env.example"), "ENVIRONMENT=development\nWORKERS=2\n");
    writeText(path("render.yaml"), blueprint);
}

inline void EnvironmentRig::open()
{
    m_page.reset();
    m_workspace = std::make_unique<FakeWorkspace>();
    m_page = std::make_unique<EnvironmentPage>(*m_workspace, *m_theme, *m_settings, m_process);
    m_page->resize(1196, 700);
    m_page->show();
    WorkspaceState state;
    state.project.emplace();
    state.project->root = m_folder->path();
    m_workspace->setState(state);
    QVERIFY(QTest::qWaitFor([&] { return !m_page->isBusy(); }));
    QVERIFY(view()->isVisible());
}

} // namespace stillroom::test

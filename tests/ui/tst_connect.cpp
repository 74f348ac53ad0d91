// The connection dialog and what it is made of.

#include "tests/support/fakeworkspace.h"
#include "ui/connect/connectiondialog.h"
#include "ui/connect/connectionfields.h"
#include "ui/connect/recentmodel.h"
#include "ui/shell/settings.h"
#include "ui/shell/startoptions.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

const QString productionUrl = QStringLiteral("postgresql+psycopg2://hr_app:p%40ss@db-prod-2.internal:5433/"
                                             "hr_production?sslmode=require&application_name=hr");

Target target(const char *name, const QString &url, TargetKind kind = TargetKind::Development)
{
    Target target;
    target.name = QLatin1String(name);
    target.url = url;
    target.kind = kind;
    target.source = QStringLiteral(".env:") + target.name;
    target.place = {QStringLiteral("/srv/people-core/.env"), 4, 1};
    return target;
}

struct Rig {
    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("test.conf")), QSettings::IniFormat};
    Settings settings{store};
    Theme theme{qApp};
    FakeWorkspace workspace;
    std::unique_ptr<ConnectionDialog> dialog;

    explicit Rig(const std::vector<Target> &targets)
    {
        WorkspaceState state = projectState(3);
        state.targets = targets;
        workspace.setState(state);
        dialog = std::make_unique<ConnectionDialog>(workspace, settings, theme, nullptr);
        dialog->show();
    }
    QLineEdit *edit(const char *name) { return dialog->findChild<QLineEdit *>(QLatin1String(name)); }
    void type(const char *name, const QString &text)
    {
        edit(name)->clear();
        QTest::keyClicks(edit(name), text);
    }
    InlineMessage *message(const char *name)
    {
        return dialog->findChild<InlineMessage *>(QLatin1String(name));
    }
    bool isChosen(TargetKind kind)
    {
        return dialog->findChild<QRadioButton *>(targetKindName(kind))->isChecked();
    }
};

} // namespace

class TestConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urlBecomesFieldsAndComesBack()
    {
        const Result<ConnectionFields> fields = fieldsOf(productionUrl);
        QVERIFY(fields.ok());
        QCOMPARE(fields->host, QStringLiteral("db-prod-2.internal"));
        QCOMPARE(fields->port, QStringLiteral("5433"));
        QCOMPARE(fields->database, QStringLiteral("hr_production"));
        QCOMPARE(fields->user, QStringLiteral("hr_app"));
        QCOMPARE(fields->password, QStringLiteral("p@ss"));
        QCOMPARE(fields->tls, TlsMode::Require);
        // Driver and foreign parameters stay; the password goes its own way.
        const Result<QString> url = urlOf(*fields);
        QVERIFY(url.ok());
        QVERIFY(url->startsWith(
            QStringLiteral("postgresql+psycopg2://hr_app@db-prod-2.internal:5433/hr_production?")));
        QVERIFY(url->contains(QStringLiteral("application_name=hr")));
        QVERIFY(url->contains(QStringLiteral("sslmode=require")));
    }

    void shownUrlHidesThePasswordAndItsLength()
    {
        const QString shown = shownUrl(*fieldsOf(productionUrl));
        QVERIFY(!shown.contains(QStringLiteral("p@ss")) && !shown.contains(QStringLiteral("p%40ss")));
        QVERIFY(shown.contains(QStringLiteral("hr_app:••••••••@db-prod-2.internal")));
    }

    void socketFoldersAndPorts()
    {
        ConnectionFields fields;
        fields.host = QStringLiteral("/run/postgresql");
        fields.port = QStringLiteral("5433");
        fields.database = QStringLiteral("hr dev");
        const Result<QString> url = urlOf(fields);
        QVERIFY(url.ok());
        const Result<ConnectionFields> again = fieldsOf(*url);
        QVERIFY(again.ok());
        QCOMPARE(again->host, fields.host);
        QCOMPARE(again->port, fields.port);
        QCOMPARE(again->database, fields.database);
        fields.port = QStringLiteral("54x2");
        QVERIFY(urlOf(fields).error().message.contains(QStringLiteral("54x2")));
    }

    void otherSystemsAreNamed()
    {
        const Result<ConnectionFields> fields = fieldsOf(QStringLiteral("mysql://root:geheim@db/app"));
        QVERIFY(!fields.ok());
        QVERIFY(fields.error().message.contains(QStringLiteral("mysql")));
        QVERIFY(!fields.error().message.contains(QStringLiteral("geheim")));
    }

    void environmentIsGuessed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *name, const char *url, const char *kind) {
            QTest::newRow(url) << name << url << kind;
        };
        row("DATABASE_URL", "postgresql://a@db-prod-2/hr", "production");
        row("DATABASE_URL", "postgresql://a@db/hr_production", "production");
        row("DEV_DATABASE_URL", "postgresql://a@db-prod-2/hr", "production");
        row("DATABASE_URL", "postgresql://a@staging.example/hr", "staging");
        row("DATABASE_URL", "postgresql://a@localhost/hr", "development");
        row("DATABASE_URL", "postgresql:///hr", "development");
        row("DEV_DATABASE_URL", "postgresql://a@db.example/hr", "development");
        row("DATABASE_URL", "postgresql://a@db.example/hr", "production");
        row("DATABASE_URL", "postgresql://a@localhost/products", "development");
        row("DATABASE_URL", "postgresql://a@localhost/delivery", "development");
    }
    void environmentIsGuessed()
    {
        QFETCH(QString, name);
        QFETCH(QString, url);
        QFETCH(QString, kind);
        const EnvironmentGuess guess
            = guessEnvironment(*fieldsOf(url), target(name.toLatin1().constData(), url));
        QCOMPARE(targetKindName(guess.kind), kind);
        QVERIFY(guess.reason.startsWith(QStringLiteral("Guessed")));
    }

    void sourcesFillTheFieldsAndSayWhereTheyAre()
    {
        Rig rig({target("DEV_DATABASE_URL", QStringLiteral("postgresql://me@localhost/hr_dev")),
            target("PROD_DATABASE_URL", productionUrl, TargetKind::Production)});
        auto *sources = rig.dialog->findChild<QComboBox *>(QStringLiteral("source"));
        QCOMPARE(sources->count(), 3); // and "Another database"
        QCOMPARE(rig.edit("database")->text(), QStringLiteral("hr_dev"));
        QVERIFY(rig.isChosen(TargetKind::Development));
        QCOMPARE(rig.dialog->findChild<ElidingLabel *>(QStringLiteral("foundIn"))->fullText(),
            QStringLiteral("Found in .env, line 4"));
        sources->setFocus();
        QTest::keyClick(sources, Qt::Key_Down);
        QCOMPARE(rig.edit("database")->text(), QStringLiteral("hr_production"));
        QVERIFY(rig.isChosen(TargetKind::Production));
        QVERIFY(!rig.edit("url")->text().contains(QStringLiteral("p%40ss")));
        QCOMPARE(rig.edit("password")->echoMode(), QLineEdit::Password);
        QTest::keyClick(sources, Qt::Key_Down);
        QVERIFY(rig.edit("url")->text().isEmpty());
        QVERIFY(rig.edit("password")->text().isEmpty());
    }

    void weakTlsOnProductionWarns()
    {
        Rig rig({target("PROD_DATABASE_URL", productionUrl, TargetKind::Production)});
        QVERIFY(rig.message("tlsWarning")->isVisible());
        auto *tls = rig.dialog->findChild<QComboBox *>(QStringLiteral("tlsMode"));
        tls->setFocus();
        QTest::keyClick(tls, Qt::Key_Home); // verify-full
        QVERIFY(!rig.message("tlsWarning")->isVisible());
        QVERIFY(rig.dialog->choice()->target.url.contains(QStringLiteral("sslmode=verify-full")));
        QTest::keyClick(tls, Qt::Key_End);
        QVERIFY(rig.message("tlsWarning")->isVisible());
        rig.dialog->findChild<QRadioButton *>(QStringLiteral("development"))->click();
        QVERIFY(!rig.message("tlsWarning")->isVisible());
    }

    void chosenEnvironmentIsNotGuessedAway()
    {
        Rig rig({target("DATABASE_URL", QStringLiteral("postgresql://me@localhost/hr"))});
        rig.dialog->findChild<QRadioButton *>(QStringLiteral("staging"))->click();
        rig.type("host", QStringLiteral("db-prod-1"));
        QVERIFY(rig.isChosen(TargetKind::Staging));
        QCOMPARE(rig.dialog->choice()->target.kind, TargetKind::Staging);
    }

    void pastedUrlFillsTheFields()
    {
        Rig rig({});
        rig.type("url", QStringLiteral("postgresql://ann:s3cret@db.example:6000/shop"));
        QCOMPARE(rig.edit("host")->text(), QStringLiteral("db.example"));
        QCOMPARE(rig.edit("port")->text(), QStringLiteral("6000"));
        QCOMPARE(rig.edit("password")->text(), QStringLiteral("s3cret"));
        const Result<TargetChoice> choice = rig.dialog->choice();
        QVERIFY(choice.ok());
        QCOMPARE(choice->password, QStringLiteral("s3cret"));
        QVERIFY(!choice->target.url.contains(QStringLiteral("s3cret")));
        QCOMPARE(choice->target.name, QStringLiteral("shop"));
        QVERIFY(!choice->remember);
        // Editing a field shows dots in the URL; editing that URL keeps the password.
        rig.type("database", QStringLiteral("shop2"));
        QVERIFY(!rig.edit("url")->text().contains(QStringLiteral("s3cret")));
        rig.edit("url")->setFocus();
        rig.edit("url")->end(false);
        QTest::keyClicks(rig.edit("url"), QStringLiteral("3"));
        QCOMPARE(rig.edit("database")->text(), QStringLiteral("shop23"));
        QCOMPARE(rig.edit("password")->text(), QStringLiteral("s3cret"));
    }

    void testResultIsShownInline()
    {
        Rig rig({target("DEV_DATABASE_URL", QStringLiteral("postgresql://me@localhost/hr_dev"))});
        auto *button = rig.dialog->findChild<QPushButton *>(QStringLiteral("testConnection"));
        rig.settings.setConnectTimeout(7);
        button->click();
        QCOMPARE(rig.workspace.calls, QStringList{QStringLiteral("testConnection DEV_DATABASE_URL")});
        QCOMPARE(rig.workspace.lastTarget.connectTimeout, std::chrono::milliseconds(7000));
        QVERIFY(!button->isEnabled());
        ConnectionTest late;
        late.ok = true;
        Q_EMIT rig.workspace.connectionTested(99, late); // somebody else's answer
        QCOMPARE(rig.message("testResult")->kind(), MessageKind::Info);
        ConnectionTest answer;
        answer.error = Error{ErrorKind::LoginRefused, QStringLiteral("The password of me was refused"),
            QStringLiteral("password authentication failed"), {}, QStringLiteral("28P01")};
        Q_EMIT rig.workspace.connectionTested(1, answer);
        QVERIFY(button->isEnabled());
        QCOMPARE(rig.message("testResult")->kind(), MessageKind::Bad);
        QVERIFY(rig.message("testResult")->body().contains(QStringLiteral("28P01")));
        button->click();
        answer.ok = true;
        answer.durationMs = 11.2;
        answer.server.version = QStringLiteral("15.6");
        Q_EMIT rig.workspace.connectionTested(2, answer);
        QCOMPARE(rig.message("testResult")->title(), QStringLiteral("Connected in 11 ms"));
    }

    void reachOptionsGoWithTheChoice()
    {
        Rig rig({target("DEV_DATABASE_URL", QStringLiteral("postgresql://me@localhost/hr_dev"))});
        rig.type("sshServer", QStringLiteral("deploy@bastion:2222"));
        rig.type("role", QStringLiteral("owner"));
        rig.type("profile", QStringLiteral("Shop"));
        const Result<TargetChoice> choice = rig.dialog->choice();
        QVERIFY(choice.ok());
        QCOMPARE(choice->target.tunnel->displayName(), QStringLiteral("deploy@bastion:2222"));
        QCOMPARE(choice->target.role, QStringLiteral("owner"));
        QCOMPARE(choice->saveAs, QStringLiteral("Shop"));
        QVERIFY(choice->confirmKind);
        // No keychain behind this workspace: said, and never asked for.
        QVERIFY(!choice->remember && !choice->forget);
        QVERIFY(rig.dialog->findChild<QCheckBox *>(QStringLiteral("keepPassword"))
                    ->text()
                    .contains(QStringLiteral("kept until Stillroom closes")));
        rig.type("sshServer", {});
        QVERIFY(!rig.dialog->choice()->target.tunnel);
    }

    void connectHandsOverTheChoice()
    {
        Rig rig({target("DEV_DATABASE_URL", QStringLiteral("postgresql://me@localhost/hr_dev"))});
        QSignalSpy chosen(rig.dialog.get(), &ConnectionDialog::chosen);
        rig.type("port", QStringLiteral("99999"));
        auto *connectButton = rig.dialog->findChild<QPushButton *>(QStringLiteral("connectButton"));
        connectButton->click();
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(rig.message("testResult")->kind(), MessageKind::Bad);
        rig.type("port", QStringLiteral("5433"));
        rig.type("password", QStringLiteral("pw"));
        connectButton->click();
        QCOMPARE(chosen.count(), 1);
        const auto choice = chosen.front().front().value<TargetChoice>();
        QCOMPARE(choice.target.url, QStringLiteral("postgresql://me@localhost:5433/hr_dev"));
        QCOMPARE(choice.password, QStringLiteral("pw"));
        QVERIFY(!rig.dialog->isVisible());
    }

    void recentDatesAreShort()
    {
        const QDate today(2026, 11, 22);
        const auto at
            = [](int year, int month, int day) { return QDateTime(QDate(year, month, day), QTime(9, 0)); };
        QCOMPARE(recentDate(at(2026, 11, 22), today), QStringLiteral("Today"));
        QCOMPARE(recentDate(at(2026, 11, 21), today), QStringLiteral("Yesterday"));
        QCOMPARE(recentDate(at(2026, 11, 3), today), QStringLiteral("3 Nov"));
        QCOMPARE(recentDate(at(2025, 8, 12), today), QStringLiteral("12 Aug 2025"));
    }

    void recentModelLooksAtFoldersInTheBackground()
    {
        QTemporaryDir folder;
        QSettings store(folder.filePath(QStringLiteral("test.conf")), QSettings::IniFormat);
        RecentProjects recent(store);
        WorkspaceState state = connectedState(5, 5, TargetKind::Staging);
        state.project->root = folder.path();
        recent.note(state, QDateTime::currentDateTime());
        state.project->root = folder.filePath(QStringLiteral("gone"));
        recent.note(state, QDateTime::currentDateTime());
        RecentModel model(recent);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        const auto standing
            = [&model](int row) { return model.index(row).data(RecentModel::StandingRole).toString(); };
        QTRY_COMPARE(standing(0), QStringLiteral("Folder not found"));
        QCOMPARE(standing(1), QStringLiteral("Up to date"));
        QVERIFY(model.index(1)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("staging, hr_production, Up to date")));
        recent.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void programOptions()
    {
        QVERIFY(parseStartOptions({})->folder.isEmpty());
        QCOMPARE(parseStartOptions({QStringLiteral("/srv/x")})->folder, QStringLiteral("/srv/x"));
        const auto shots = parseStartOptions(
            {QStringLiteral("--sample"), QStringLiteral("--screenshots"), QStringLiteral("out")});
        QVERIFY(shots->sample);
        QCOMPARE(shots->screenshotFolder, QStringLiteral("out"));
        QCOMPARE(
            parseStartOptions({QStringLiteral("--version")})->action, StartOptions::Action::PrintVersion);
        for (const QStringList &wrong :
            {QStringList{QStringLiteral("--password=geheim")}, QStringList{QStringLiteral("--screenshots")},
                QStringList{QStringLiteral("a"), QStringLiteral("b")},
                QStringList{QStringLiteral("--sample"), QStringLiteral("a")}}) {
            const Result<StartOptions> result = parseStartOptions(wrong);
            QVERIFY(!result.ok());
            QVERIFY(!result.error().message.contains(QStringLiteral("geheim")));
        }
    }
};

QTEST_MAIN(TestConnect)
#include "tst_connect.moc"

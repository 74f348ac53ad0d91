#include "app/project/newrevision.h"
#include "app/project/scriptbodies.h"
#include "app/project/scripttemplate.h"
#include "app/project/writehooks.h"
#include "migrations/graph/revisiongraph.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

class Site
{
public:
    Site()
    {
        write(QStringLiteral("alembic.ini"), "[alembic]\nscript_location = migrations\n");
        write(QStringLiteral("migrations/env.py"), "from alembic import context\n");
        QFile::copy(QStringLiteral("/usr/lib/python3/dist-packages/alembic/templates/generic/script.py.mako"),
            path(QStringLiteral("migrations/script.py.mako")));
        script("aa", "None");
        script("bb", "'aa'");
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(path(name).section(u'/', 0, -2));
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    void script(const QByteArray &id, const QByteArray &down, const QByteArray &more = {}) const
    {
        write(QStringLiteral("migrations/versions/%1_x.py").arg(QString::fromLatin1(id)),
            "revision = '" + id + "'\ndown_revision = " + down + "\n" + more + "def upgrade():\n    pass\n");
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    LoadedProject loaded() const
    {
        const Result<ProjectCandidate> candidate = findProjectIn(m_folder.path());
        if (!candidate)
            qFatal("%s", qPrintable(candidate.error().message));
        return *loadProject(*candidate);
    }
    /// What Debian's Alembic writes; the new file's name and text.
    std::pair<QString, QString> byAlembic(const QStringList &arguments) const
    {
        const QDir versions(path(QStringLiteral("migrations/versions")));
        const QStringList before = versions.entryList({QStringLiteral("*.py")}, QDir::Files);
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("/usr/bin/python3"),
            QStringList{QStringLiteral("-m"), QStringLiteral("alembic.config")} + arguments);
        process.waitForFinished(30'000);
        for (const QString &name : versions.entryList({QStringLiteral("*.py")}, QDir::Files)) {
            if (before.contains(name))
                continue;
            QFile file(versions.filePath(name));
            (void)file.open(QIODevice::ReadOnly);
            const QString text = QString::fromUtf8(file.readAll());
            file.remove();
            return {name, text};
        }
        return {QStringLiteral("refused"), QString::fromUtf8(process.readAllStandardError())};
    }

private:
    QTemporaryDir m_folder;
};

QString withoutDate(QString text)
{
    static const QRegularExpression date(QStringLiteral("Create Date: [^\n]*"));
    return text.replace(date, QStringLiteral("Create Date:"));
}

} // namespace

/// `revision` and `merge` against the real Alembic: the same file name and the same text.
class TestNewRevision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsAlembic_data();
    void sameAsAlembic();
    void fileTemplates();
    void templatesThatNeedMako();
    void refusals();
    void neverOverwrites();
    void statementsSurviveTheScript();
    void wordsOfAShell();
    void hooksGoOverTheScript();
    void hooksThatCannotRun();
};

void TestNewRevision::sameAsAlembic_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QStringList>("heads");
    QTest::addColumn<bool>("splice");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QStringList>("dependsOn");
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    const QStringList none;
    QTest::newRow("plain") << none << s("Add staff table") << none << false << QString() << none;
    QTest::newRow("long")
        << none << s("A very long message that has to be cut somewhere, because file names are short") << none
        << false << QString() << none;
    QTest::newRow("letters") << none << s("Größe & \"Maß\" – naïve") << none << false << QString() << none;
    QTest::newRow("spliced") << QStringList{s("--head"), s("aa"), s("--splice")} << s("side")
                             << QStringList{s("aa")} << true << s("lane") << none;
    QTest::newRow("depends") << none << s("needs") << none << false << QString() << QStringList{s("aa")};
    QTest::newRow("base") << QStringList{s("--head"), s("base")} << s("second root") << QStringList{s("base")}
                          << false << s("other") << none;
}

void TestNewRevision::sameAsAlembic()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    QFETCH(QStringList, heads);
    QFETCH(bool, splice);
    QFETCH(QString, label);
    QFETCH(QStringList, dependsOn);
    Site site;
    QStringList call{QStringLiteral("revision"), QStringLiteral("-m"), message, QStringLiteral("--rev-id"),
        QStringLiteral("cc")};
    call += arguments;
    if (!label.isEmpty())
        call += {QStringLiteral("--branch-label"), label};
    for (const QString &each : dependsOn)
        call += {QStringLiteral("--depends-on"), each};
    const auto [name, text] = site.byAlembic(call);
    const auto made
        = composeRevision(site.loaded(), {message, heads, splice, label, dependsOn, QStringLiteral("cc")});
    QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().message));
    QCOMPARE(QFileInfo(made->path).fileName(), name);
    QCOMPARE(withoutDate(made->text), withoutDate(text));

    site.script("dd", "'aa'");
    const auto [mergeName, mergeText]
        = site.byAlembic({QStringLiteral("merge"), QStringLiteral("-m"), message, QStringLiteral("--rev-id"),
            QStringLiteral("ee"), QStringLiteral("bb"), QStringLiteral("dd")});
    const auto merge = composeRevision(site.loaded(),
        {message, {QStringLiteral("bb"), QStringLiteral("dd")}, false, {}, {}, QStringLiteral("ee")});
    QVERIFY2(merge.ok(), merge ? "" : qPrintable(merge.error().message));
    QCOMPARE(QFileInfo(merge->path).fileName(), mergeName);
    QCOMPARE(withoutDate(merge->text), withoutDate(mergeText));
}

void TestNewRevision::fileTemplates()
{
    const QDateTime at(QDate(2026, 3, 4), QTime(5, 6, 7));
    const auto name = [&](const char *text) {
        return scriptFileName(
            QString::fromLatin1(text), 12, QStringLiteral("cc"), QStringLiteral("Add the staff table"), at)
            .value();
    };
    QCOMPARE(name("%(rev)s_%(slug)s"), QStringLiteral("cc_add_the_.py"));
    QCOMPARE(name("%(year)d_%(month).2d_%(day)02d_%(hour).2d%(minute).2d-%(rev)s"),
        QStringLiteral("2026_03_04_0506-cc.py"));
    QVERIFY(!scriptFileName(QStringLiteral("%(nothing)s"), 40, QStringLiteral("cc"), {}, at));
    Site site;
    site.write(QStringLiteral("alembic.ini"),
        "[alembic]\nscript_location = migrations\nfile_template = "
        "%%(year)d-%%(slug)s_%%(rev)s\ntruncate_slug_length = 8\n");
    const auto [byAlembic, text] = site.byAlembic({QStringLiteral("revision"), QStringLiteral("-m"),
        QStringLiteral("add the staff"), QStringLiteral("--rev-id"), QStringLiteral("cc")});
    const auto made = composeRevision(
        site.loaded(), {QStringLiteral("add the staff"), {}, false, {}, {}, QStringLiteral("cc")});
    QVERIFY(made.ok());
    QCOMPARE(QFileInfo(made->path).fileName(), byAlembic);
}

void TestNewRevision::templatesThatNeedMako()
{
    ScriptTemplateValues values;
    values.message = QStringLiteral("m");
    QCOMPARE(renderScriptTemplate(QStringLiteral("## c\na ${message}\\\nb\n"), values).value(),
        QStringLiteral("a mb\n"));
    for (const char *text :
        {"a\n% for x in y:\n", "<%! import re %>\n", "${message.upper()}\n", "${unknown}\n"}) {
        const auto rendered
            = renderScriptTemplate(QString::fromLatin1(text), values, QStringLiteral("t.mako"));
        QVERIFY(!rendered);
        QCOMPARE(int(rendered.error().kind), int(ErrorKind::NeedsProjectPython));
        QVERIFY(rendered.error().place.line > 0);
    }
    QCOMPARE(pythonStringRepr(QStringLiteral("it's")), QStringLiteral("\"it's\""));
    QCOMPARE(pythonStringRepr(QStringLiteral("a\n'\"\\")), QStringLiteral("'a\\n\\'\"\\\\'"));
}

void TestNewRevision::refusals()
{
    Site site;
    const auto refusal = [&](const NewRevisionRequest &request) {
        const auto made = composeRevision(site.loaded(), request);
        return made ? QString() : made.error().message;
    };
    QVERIFY(refusal({QStringLiteral("m"), {QStringLiteral("aa")}}).contains(u"is not a head"));
    QVERIFY(
        refusal({QStringLiteral("m"), {}, false, {}, {}, QStringLiteral("a-b")}).contains(u"not allowed"));
    QVERIFY(refusal({QStringLiteral("m"), {}, false, {}, {}, QStringLiteral("bb")}).contains(u"already"));
    QVERIFY(!refusal({QStringLiteral("m"), {QStringLiteral("zz")}}).isEmpty());
    site.script("dd", "'aa'");
    QVERIFY(refusal({QStringLiteral("m")}).contains(u"Multiple heads"));
    QFile::remove(site.path(QStringLiteral("migrations/script.py.mako")));
    QVERIFY(refusal({QStringLiteral("m"), {QStringLiteral("dd")}}).contains(u"script.py.mako"));
}

void TestNewRevision::neverOverwrites()
{
    Site site;
    auto made
        = composeRevision(site.loaded(), {QStringLiteral("x"), {}, false, {}, {}, QStringLiteral("cc")});
    QVERIFY(made.ok());
    QVERIFY(writeRevision(*made).ok());
    QVERIFY(!writeRevision(*made).ok());
    QVERIFY(site.loaded().graph->contains(RevisionId(QStringLiteral("cc"))));
}

/// What a script is given to send is what it sends, whatever stands in it.
void TestNewRevision::statementsSurviveTheScript()
{
    const Site site;
    const QStringList statements{QStringLiteral("CREATE INDEX by_hand ON people (name)"),
        QStringLiteral("ALTER TABLE people ADD COLUMN at text DEFAULT 'a:b \\ \"c\" :d'::text"),
        QStringLiteral("COMMENT ON TABLE people IS 'it''s\n10:30, {x} 100%'"),
        QStringLiteral("SELECT '12:30:00'::time, ARRAY[1, 2][1:2], 'é'")};
    NewRevisionRequest request{QStringLiteral("Adopt")};
    request.upgradeSql = statements;
    request.downgradeSql = {QStringLiteral("DROP INDEX by_hand")};
    const Result<NewRevision> made = composeRevision(site.loaded(), request);
    QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().message));
    QVERIFY(writeRevision(*made).ok());
    Revision revision;
    revision.place.path = made->path;
    const auto sqlOf = [&](Direction direction) {
        EvaluatedBodies of;
        QStringList all;
        const Result<ScriptBody> body = of.body(revision, direction);
        if (!body || body->engine != Engine::NativeSql)
            return QStringList(QStringLiteral("not native"));
        for (const Statement &statement : body->statements)
            all << statement.sql;
        return all;
    };
    QCOMPARE(sqlOf(Direction::Upgrade), statements);
    QCOMPARE(sqlOf(Direction::Downgrade), request.downgradeSql);
    // SQLAlchemy reads the same out of the same text.
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
        {QStringLiteral("-c"),
            QStringLiteral(
                "import sys, types\n"
                "from sqlalchemy import text\n"
                "from sqlalchemy.dialects import postgresql\n"
                "out = []\n"
                "op = types.SimpleNamespace(execute=lambda s: out.append(str(text(s).compile("
                "dialect=postgresql.dialect(paramstyle='named')))), f=str)\n"
                "module = types.ModuleType('alembic'); module.op = op; sys.modules['alembic'] = module\n"
                "space = {}\n"
                "exec(compile(open(sys.argv[1]).read(), 'x', 'exec'), space)\n"
                "space['upgrade']()\n"
                "sys.stdout.buffer.write('\\0'.join(out).encode())"),
            made->path});
    QVERIFY(python.waitForFinished());
    const QByteArray error = python.readAllStandardError();
    QVERIFY2(python.exitCode() == 0, error.constData());
    QCOMPARE(QString::fromUtf8(python.readAllStandardOutput()).split(QChar(u'\0')), statements);
}

/// As Python's shlex takes them apart.
void TestNewRevision::wordsOfAShell()
{
    const QStringList texts{QStringLiteral("-l 79 REVISION_SCRIPT_FILENAME"),
        QStringLiteral("--a='b c' \"d \\\" e\"  f\\ g"), QStringLiteral("'' \"\" x''y"),
        QStringLiteral("\"a\\b\" 'a\\b' a\\b"), QString()};
    for (const QString &text : texts) {
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"),
                QStringLiteral("import shlex, sys; print('\\0'.join(shlex.split(sys.argv[1])) + '|' "
                               "+ str(len(shlex.split(sys.argv[1]))))"),
                text});
        QVERIFY(python.waitForFinished(30'000));
        const Result<QStringList> words = shellWords(text);
        QVERIFY(words.ok());
        QCOMPARE(words->join(QChar(u'\0')) + QStringLiteral("|%1\n").arg(words->size()),
            QString::fromUtf8(python.readAllStandardOutput()));
    }
    QVERIFY(!shellWords(QStringLiteral("an 'open end")));
}

void TestNewRevision::hooksGoOverTheScript()
{
    Site site;
    site.write(QStringLiteral("alembic.ini"),
        "[alembic]\nscript_location = migrations\n[post_write_hooks]\nhooks = mark, tool, failing\n"
        "mark.type = exec\nmark.executable = /bin/sh\n"
        "mark.options = -c 'echo \"# gone over in $(basename \"$PWD\")\" >> \"$0\"' "
        "REVISION_SCRIPT_FILENAME\n"
        "mark.cwd = migrations\n"
        "tool.type = console_scripts\ntool.entrypoint = alembic\ntool.options = --version "
        "REVISION_SCRIPT_FILENAME\n"
        "failing.type = module\nfailing.module = json.tool\n");
    const LoadedProject loaded = site.loaded();
    QCOMPARE(loaded.project.writeHooks.join(u' '), QStringLiteral("mark tool failing"));
    const auto made = composeRevision(loaded, {QStringLiteral("m"), {}, false, {}, {}, QStringLiteral("cc")});
    QVERIFY(made.ok());
    QVERIFY(writeRevision(*made).ok());
    QStringList lines;
    const Status ran = runWriteHooks(
        loaded, made->hooks, made->path, [&lines](const QString &line) { lines << line; }, {});
    QVERIFY2(ran.ok(), ran ? "" : qPrintable(ran.error().message));
    QFile file(made->path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), made->text + QStringLiteral("# gone over in migrations\n"));
    QCOMPARE(lines.filter(QStringLiteral("Running post write hook '")).size(), 3);
    QCOMPARE(lines.filter(QRegularExpression(QStringLiteral("^\\S+ \\d+\\.\\d+\\.\\d+$"))).size(),
        1); // alembic's version
    QVERIFY(lines.contains(QStringLiteral("The post write hook 'failing' ended with status 1")));
}

void TestNewRevision::hooksThatCannotRun()
{
    const auto refusal = [](const std::vector<std::pair<QString, QString>> &options) {
        const Result<QStringList> command = hookCommand(
            {QStringLiteral("h"), options}, QStringLiteral("/s.py"), QStringLiteral("/usr/bin/python3"));
        return command ? command->join(u' ') : command.error().message;
    };
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    QCOMPARE(refusal({}), s("Key h.type is required for post write hook 'h'"));
    QCOMPARE(refusal({{s("type"), s("exec")}}), s("Key h.executable is required for post write hook 'h'"));
    QCOMPARE(refusal({{s("type"), s("module")}}), s("Key h.module is required for post write hook 'h'"));
    QCOMPARE(refusal({{s("type"), s("console_scripts")}}),
        s("Key h.entrypoint is required for post write hook 'h'"));
    QVERIFY(refusal({{s("type"), s("spaces_to_tabs")}}).contains(u"the project defines itself"));
    // The file comes first when the options do not name it.
    QCOMPARE(refusal({{s("type"), s("exec")}, {s("executable"), s("ruff")}, {s("options"), s("--fix")}}),
        s("ruff /s.py --fix"));
    QVERIFY(!runWriteHooks(Site().loaded(),
        {{s("h"), {{s("type"), s("exec")}, {s("executable"), s("/no/such")}}}}, s("/s.py"),
        [](const QString &) {}, {}));
}

QTEST_GUILESS_MAIN(TestNewRevision)
#include "tst_newrevision.moc"

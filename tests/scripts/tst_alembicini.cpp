#include "migrations/scripts/alembicini.h"

#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

const QString path = QStringLiteral("/srv/app/alembic.ini");

QString valueOf(
    const QByteArray &text, const QString &key, const QString &section = QStringLiteral("alembic"))
{
    const auto ini = AlembicIni::parse(text, path);
    if (!ini)
        return QStringLiteral("error %1: %2").arg(ini.error().place.line).arg(ini.error().message);
    const auto value = ini->value(section, key);
    if (!value)
        return QStringLiteral("error %1: %2").arg(value.error().place.line).arg(value.error().message);
    return value->value_or(QStringLiteral("(absent)"));
}

} // namespace

class tst_AlembicIni : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsValues_data();
    void readsValues();
    void refuses_data();
    void refuses();
    void readsScriptSettings();
    void choosesTheSection();
    void namesTheLineOfASetting();
    void refusesUnreadableFiles();
};

// Every expectation was checked with Python's configparser.ConfigParser({"here": "/srv/app"}).
void tst_AlembicIni::readsValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const QByteArray &text, const char *value) {
        QTest::newRow(name) << text << QString::fromUtf8(value);
    };
    row("equal sign", "[alembic]\nkey = a b\n", "a b");
    row("colon", "[alembic]\nkey: a = b\n", "a = b");
    row("first delimiter wins", "[alembic]\nkey = a : b\n", "a : b");
    row("key ignores case", "[alembic]\nKeY = a\n", "a");
    row("section keeps case", "[Alembic]\nkey = a\n", "(absent)");
    row("no newline at the end", "[alembic]\nkey = a", "a");
    row("CRLF", "[alembic]\r\nkey = a\r\nb = c\r\n", "a");
    row("empty", "[alembic]\nkey =\n", "");
    row("absent", "[alembic]\nother = a\n", "(absent)");
    row("comment lines", "# x\n[alembic]\n; y\n  # z\nkey = a\n", "a");
    row("no inline comment", "[alembic]\nkey = a # b ; c\n", "a # b ; c");
    row("continuation", "[alembic]\nkey = a\n  b\n\tc\nd = e\n", "a\nb\nc");
    row("empty line in a continuation", "[alembic]\nkey = a\n\n  b\n", "a\n\nb");
    row("comment in a continuation", "[alembic]\nkey = a\n# x\n  b\n", "a\nb");
    row("value on the next line", "[alembic]\nkey =\n  a\n", "\na");
    row("indented section", "  [alembic]\nkey = a\n", "a");
    row("indented key", "[alembic]\n  key = a\n  other = b\n", "a");
    row("text after the section", "[alembic] x\nkey = a\n", "a");
    row("default section", "[DEFAULT]\nkey = d\n[alembic]\n", "d");
    row("section beats default", "[DEFAULT]\nkey = d\n[alembic]\nkey = a\n", "a");
    row("here", "[alembic]\nkey = %(here)s/migrations\n", "/srv/app/migrations");
    row("own key", "[alembic]\nbase = x\nkey = %(base)s/%(BASE)s\n", "x/x");
    row("nested", "[alembic]\na = %(here)s\nb = %(a)s/v\nkey = %(b)s!\n", "/srv/app/v!");
    row("own here wins", "[alembic]\nhere = z\nkey = %(here)s\n", "z");
    row("doubled percent", "[alembic]\nkey = %%(rev)s_%%d\n", "%(rev)s_%d");
}

void tst_AlembicIni::readsValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, value);
    QCOMPARE(valueOf(text, QStringLiteral("key")), value);
}

void tst_AlembicIni::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const QByteArray &text, int line, const char *part) {
        QTest::newRow(name) << text << line << QString::fromUtf8(part);
    };
    row("no section", "\nkey = a\n", 2, "section header");
    row("byte-order mark", "\xEF\xBB\xBF[alembic]\nkey = a\n", 1, "byte-order mark");
    row("section twice", "[alembic]\nkey = a\n[x]\n[alembic]\n", 4, "[alembic] is there twice");
    row("key twice", "[alembic]\nkey = a\nKEY : b\n", 3, "key is set twice");
    row("no setting", "[alembic]\nkey = a\nnonsense\n", 3, "neither a section nor a setting");
    row("no name", "[alembic]\n= a\n", 2, "neither a section nor a setting");
    row("not UTF-8", "[alembic]\nkey = \xE9\n", 0, "UTF-8");
    row("lone percent", "[alembic]\nx = 1\nkey = a%40b\n", 3, "doubled");
    row("percent at the end", "[alembic]\nkey = a%\n", 2, "doubled");
    row("open name", "[alembic]\nkey = %(here\n", 2, "doubled");
    row("unknown name", "[alembic]\nkey = %(nobody)s\n", 2, "nobody");
    row("circle", "[alembic]\na = %(key)s\nkey = %(a)s\n", 3, "ten levels");
}

void tst_AlembicIni::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, part);
    const QString value = valueOf(text, QStringLiteral("key"));
    QVERIFY2(
        value.startsWith(QStringLiteral("error %1: ").arg(line)) && value.contains(part), qPrintable(value));
}

void tst_AlembicIni::readsScriptSettings()
{
    const auto settings = [](const QByteArray &text) {
        const auto ini = AlembicIni::parse("[alembic]\n" + text, path);
        return readScriptSettings(*ini, QStringLiteral("alembic"));
    };
    const auto locations = [&](const QByteArray &text) { return settings(text)->versionLocations; };
    const QStringList two{QStringLiteral("/a"), QStringLiteral("/b")};

    QCOMPARE(settings("script_location = %(here)s/m\n")->scriptLocation, QStringLiteral("/srv/app/m"));
    QVERIFY(!settings("x = 1\n")->scriptLocation);
    QVERIFY(locations("script_location = m\n").isEmpty());
    QCOMPARE(locations("version_locations = /a /b\n"), two);
    QCOMPARE(locations("version_locations = /a, /b\n"), two);
    QCOMPARE(locations("version_locations = /a:/b\nversion_path_separator = os\n"), two);
    QCOMPARE(locations("version_locations = /a;/b\nversion_path_separator = ;\n"), two);
    QCOMPARE(locations("version_locations = /a /b\npath_separator = space\n"), two);
    QCOMPARE(locations("version_locations =\n  /a\n  /b\npath_separator = newline\n"), two);
    QCOMPARE(locations("version_locations = /a;/b\npath_separator = ;\nversion_path_separator = os\n"), two);

    // The trailing comment of old templates hurts only where the separator is used.
    QVERIFY(settings("version_path_separator = os  # Use os.pathsep.\n").ok());
    const auto refused = settings("version_locations = /a\nversion_path_separator = os  # Use os.pathsep.\n");
    QVERIFY(!refused);
    QCOMPARE(refused.error().place, (SourcePlace{path, 3, 0}));

    QVERIFY(settings("recursive_version_locations = true\n")->recursive);
    QVERIFY(!settings("recursive_version_locations = TRUE\n")->recursive);
    QVERIFY(settings("sourceless = true\n")->sourceless);
}

void tst_AlembicIni::choosesTheSection()
{
    const auto ini
        = AlembicIni::parse("[alembic]\nscript_location = a\n[other]\nscript_location = b\n", path);
    QVERIFY(ini.ok());
    QCOMPARE(ini->sections(), (QStringList{QStringLiteral("alembic"), QStringLiteral("other")}));
    QCOMPARE(readScriptSettings(*ini, QStringLiteral("other"))->scriptLocation, QStringLiteral("b"));
    const auto missing = readScriptSettings(*ini, QStringLiteral("third"));
    QVERIFY(!missing && missing.error().message.contains(QStringLiteral("[third]")));
}

void tst_AlembicIni::namesTheLineOfASetting()
{
    const auto ini = AlembicIni::parse("[alembic]\n\n# x\nsqlalchemy.url = a\n", path);
    QCOMPARE(ini->line(QStringLiteral("alembic"), QStringLiteral("sqlalchemy.url")), 4);
    QCOMPARE(ini->line(QStringLiteral("alembic"), QStringLiteral("absent")), 0);
}

void tst_AlembicIni::refusesUnreadableFiles()
{
    const QTemporaryDir folder;
    const auto absent = AlembicIni::read(folder.filePath(QStringLiteral("alembic.ini")));
    QVERIFY(!absent);
    QCOMPARE(absent.error().kind, ErrorKind::Unreadable);
    QCOMPARE(absent.error().place.path, folder.filePath(QStringLiteral("alembic.ini")));
    QVERIFY(!AlembicIni::read(folder.path()));
}

QTEST_APPLESS_MAIN(tst_AlembicIni)
#include "tst_alembicini.moc"

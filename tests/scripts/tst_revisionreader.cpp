#include "migrations/scripts/revisionreader.h"
#include "migrations/scripts/scriptdirectory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace stillroom;

namespace
{

QString joined(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts.append(id.text());
    return texts.join(u' ');
}

// "id <- parents | labels | dependencies @line", or "line: message".
QString headerOf(const QByteArray &text, const QString &path = QStringLiteral("script.py"))
{
    const auto revision = readRevision(text, path);
    if (!revision)
        return QStringLiteral("%1: %2").arg(revision.error().place.line).arg(revision.error().message);
    return QStringLiteral("%1 <- %2 | %3 | %4 @%5")
        .arg(revision->id.text(), joined(revision->downRevisions), revision->branchLabels.join(u' '),
            joined(revision->dependsOn))
        .arg(revision->place.line);
}

} // namespace

class tst_RevisionReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHeaders_data();
    void readsHeaders();
    void refuses_data();
    void refuses();
    void readsTheDocstring();
    void bindsEndlessSumsQuickly();
    void scansFolders();
    void scansSubfolders();
    void reportsWhatCannotBeRead();
    void readsAFileOnce();
    void stopsWhenCancelled();

private:
    static void write(const QString &path, const QByteArray &text);
    static QString idsOf(const ScriptScan &scan);
};

void tst_RevisionReader::readsHeaders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("header");
    const auto row = [](const char *name, const QByteArray &text, const char *header) {
        QTest::newRow(name) << text << QString::fromUtf8(header);
    };
    row("plain", "revision = 'b'\ndown_revision = 'a'\nbranch_labels = None\ndepends_on = None\n",
        "b <- a |  |  @1");
    row("base", "revision = 'a'\ndown_revision = None\n", "a <-  |  |  @1");
    row("annotated", "from typing import Union\nrevision: str = 'b'\ndown_revision: Union[str, None] = 'a'\n",
        "b <- a |  |  @2");
    row("merge", "revision = 'c'\ndown_revision = ('a', 'b')\n", "c <- a b |  |  @1");
    row("list", "revision = 'c'\ndown_revision = ['a', 'b']\n", "c <- a b |  |  @1");
    row("empty tuple", "revision = 'c'\ndown_revision = ()\n", "c <-  |  |  @1");
    row("empty string", "revision = 'c'\ndown_revision = ''\n", "c <-  |  |  @1");
    row("labels and dependencies",
        "revision = 'c'\ndown_revision = None\nbranch_labels = ('x', 'y')\ndepends_on = 'd'\n",
        "c <-  | x y | d @1");
    row("header comment lies",
        "\"\"\"m\n\nRevision ID: zzz\nRevises: yyy\n\"\"\"\nrevision = 'b'\ndown_revision = 'a'\n",
        "b <- a |  |  @6");
    row("last wins", "revision = 'a'\ndown_revision = None\nrevision = 'b'\n", "b <-  |  |  @3");
    row("several targets", "x = revision = 'b'\ndown_revision = None\n", "b <-  |  |  @1");
    row("unpacked", "revision, down_revision = 'b', 'a'\n", "b <- a |  |  @1");
    row("unpacked from a name", "both = ('b', 'a')\n(revision, down_revision) = both\n", "b <- a |  |  @2");
    row("through names", "PREV = 'a'\nrevision = 'b'\ndown_revision = PREV\n", "b <- a |  |  @2");
    row("name at that time", "x = 'a'\nrevision = x\nx = 'z'\ndown_revision = None\n", "a <-  |  |  @2");
    row("sum", "revision = 'b' + \"c\" 'd'\ndown_revision = ('a',) + ('b',)\n", "bcd <- a b |  |  @1");
    row("added", "revision = 'b'\nrevision += 'c'\ndown_revision = None\n", "bc <-  |  |  @2");
    row("f-string", "x = '1'\nrevision = f'b{x}'\ndown_revision = None\n", "b1 <-  |  |  @2");
    row("starred", "a = ('x', 'y')\nrevision = 'b'\ndown_revision = (*a, 'z')\n", "b <- x y z |  |  @2");
    row("under True", "if True:\n    revision = 'b'\n    down_revision = None\nelse:\n    revision = 'c'\n",
        "b <-  |  |  @2");
    row("not the main program",
        "revision = 'b'\ndown_revision = None\nif __name__ == '__main__':\n    revision = 'c'\n",
        "b <-  |  |  @1");
    row("certain in the end",
        "try:\n    revision = 'x'\nexcept E:\n    pass\nrevision = 'b'\ndown_revision = None\n",
        "b <-  |  |  @5");
    row("try around imports",
        "try:\n    import a\nexcept ImportError:\n    a = None\nrevision = 'b'\ndown_revision = None\n",
        "b <-  |  |  @5");
    row("bodies are not read",
        "revision = 'b'\ndown_revision = None\ndef upgrade():\n    revision = 'c'\n    ] = $\n",
        "b <-  |  |  @1");
    row("CRLF", "revision = 'b'\r\ndown_revision = 'a'\r\n", "b <- a |  |  @1");
    row("byte-order mark", "\xEF\xBB\xBFrevision = 'b'\ndown_revision = 'a'\n", "b <- a |  |  @1");
    row("coding cookie", "# -*- coding: latin-1 -*-\nrevision = 'caf\xE9'\ndown_revision = None\n",
        "café <-  |  |  @2");
    row("newest syntax",
        "type X = int\ndef f[T](x: T) -> T: return x\nrevision = f'{'b'}'\ndown_revision = None\n",
        "b <-  |  |  @3");
}

void tst_RevisionReader::readsHeaders()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, header);
    QCOMPARE(headerOf(text), header);
}

void tst_RevisionReader::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const QByteArray &text, int line, const char *part) {
        QTest::newRow(name) << text << line << QString::fromUtf8(part);
    };
    row("nothing", "", 1, "does not set revision");
    row("no revision", "x = 1\ndown_revision = None\n", 1, "does not set revision");
    row("no down_revision", "revision = 'a'\n", 1, "does not set down_revision");
    row("star import", "from x import *\n", 1, "import *");
    row("only annotated", "revision: str\ndown_revision = None\n", 1, "does not set revision");
    row("call", "import uuid\nrevision = str(uuid.uuid4())\ndown_revision = None\n", 2,
        "the result of a call");
    row("imported", "from base import revision\ndown_revision = None\n", 1, "it is imported");
    row("number", "revision = 12\ndown_revision = None\n", 1, "a number");
    row("None", "revision = None\ndown_revision = None\n", 1, "must be a string");
    row("empty", "revision = ''\ndown_revision = None\n", 1, "must be a string");
    row("function", "def revision():\n    pass\ndown_revision = None\n", 1, "a function");
    row("condition",
        "import os\ndown_revision = None\nif os.name:\n    revision = 'b'\nelse:\n    revision = 'c'\n", 6,
        "under a condition");
    row("later condition",
        "import os\nrevision = 'b'\ndown_revision = None\nif os.name:\n    down_revision = 'a'\n", 5,
        "under a condition");
    row("try", "down_revision = None\ntry:\n    revision = 'b'\nexcept E:\n    pass\n", 3, "in a 'try'");
    row("loop", "down_revision = None\nfor revision in 'ab': pass\n", 2, "in a loop");
    row("deleted", "revision = 'b'\ndown_revision = None\ndel revision\n", 3, "deleted");
    row("unknown name", "revision = OTHER\ndown_revision = None\n", 1, "not set in this script");
    row("mixed parents", "revision = 'b'\ndown_revision = ('a', None)\n", 2, "strings only");
    row("forbidden character", "revision = 'a-b'\ndown_revision = None\n", 1, "'-' is not allowed");
    row("syntax", "revision = 'b'\ndown_revision = = None\n", 2, "'='");
    row("unclosed", "revision = 'b'\ndown_revision = (\n", 2, "never closed");
    row("no body", "revision = 'b'\ndown_revision = None\ndef upgrade():\n\ndef downgrade():\n    pass\n", 5,
        "indented");
    row("binary", QByteArray("revision = 'b'\n\0\x01", 17), 2, "NUL");
    row("not UTF-8", "revision = 'b'\n# \xE9\n", 2, "UTF-8");
    row("conflict markers", "<<<<<<< HEAD\nrevision = 'b'\n", 1, "'<<'");
}

void tst_RevisionReader::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, part);
    const QString header = headerOf(text);
    QVERIFY2(
        header.startsWith(QStringLiteral("%1: ").arg(line)) && header.contains(part), qPrintable(header));
}

void tst_RevisionReader::readsTheDocstring()
{
    const auto revision
        = readRevision("\"\"\"Add users\nand roles\n\nRevision ID: b\nCreate Date: 2024-01-02 03:04:05.6\n\n"
                       "More.\n\"\"\"\nrevision = 'b'\ndown_revision = None\n",
            QStringLiteral("x.py"));
    QVERIFY(revision.ok());
    QCOMPARE(revision->message, QStringLiteral("Add users and roles"));
    QCOMPARE(revision->createDate, QStringLiteral("2024-01-02 03:04:05.6"));
    QVERIFY(revision->doc.startsWith(QStringLiteral("Add users\nand")));
    QVERIFY(revision->doc.endsWith(QStringLiteral("\n\nMore.")));
    QCOMPARE(revision->place.line, 9);

    const auto bare = readRevision("revision = 'b'\ndown_revision = None\n", QStringLiteral("x.py"));
    QVERIFY(bare.ok() && bare->doc.isEmpty() && bare->message.isEmpty() && bare->createDate.isEmpty());

    const QByteArray legacy = "down_revision = None\n";
    QCOMPARE(headerOf(legacy, QStringLiteral("/v/12ab.py")), QStringLiteral("12ab <-  |  |  @1"));
    QVERIFY(
        headerOf(legacy, QStringLiteral("/v/12ab_x.py")).contains(QStringLiteral("does not set revision")));
}

// Each name is twice the one before; the value would fill any memory.
void tst_RevisionReader::bindsEndlessSumsQuickly()
{
    QByteArray text = "a0 = 'x'\n";
    for (int i = 1; i < 64; ++i)
        text += QStringLiteral("a%1 = a%2 + a%2\n").arg(i).arg(i - 1).toUtf8();
    QVERIFY(
        headerOf(text + "revision = a63\ndown_revision = None\n").contains(QStringLiteral("cannot be read")));
    QByteArray chain = "revision = 'x'\ndown_revision = None\n";
    for (int i = 0; i < 20'000; ++i)
        chain += "revision += 'y'\n";
    QVERIFY(headerOf(chain).contains(QStringLiteral("cannot be read")));
}

void tst_RevisionReader::write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QString tst_RevisionReader::idsOf(const ScriptScan &scan)
{
    QStringList ids;
    for (const Revision &revision : scan.revisions)
        ids.append(revision.id.text());
    return ids.join(u' ');
}

void tst_RevisionReader::scansFolders()
{
    const QTemporaryDir folder;
    const auto script
        = [](const char *id) { return QByteArray("revision = '") + id + "'\ndown_revision = None\n"; };
    write(folder.filePath(QStringLiteral("b.py")), script("b"));
    write(folder.filePath(QStringLiteral("a.py")), script("a"));
    write(folder.filePath(QStringLiteral(".hidden.py")), script("hidden"));
    for (const char *name :
        {"__init__.py", "__init__x.py", ".#a.py", "a.py~", "a.py.orig", "#a.py#", ".a.py.swp", "x.pyc"})
        write(folder.filePath(QString::fromLatin1(name)), "no python at all");
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("sub")));
    write(folder.filePath(QStringLiteral("sub/c.py")), script("c"));

    const ScriptScan scan = scanScripts({folder.path()}, false);
    QCOMPARE(idsOf(scan), QStringLiteral("hidden a b"));
    QVERIFY(scan.problems.empty());
    QCOMPARE(scan.revisions[1].place, (SourcePlace{folder.filePath(QStringLiteral("a.py")), 1, 1}));
}

void tst_RevisionReader::scansSubfolders()
{
    const QTemporaryDir folder;
    const auto script
        = [](const char *id) { return QByteArray("revision = '") + id + "'\ndown_revision = None\n"; };
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("sub/deeper")));
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("sub/__pycache__")));
    QVERIFY(QFile::link(folder.path(), folder.filePath(QStringLiteral("sub/circle"))));
    write(folder.filePath(QStringLiteral("z.py")), script("z"));
    write(folder.filePath(QStringLiteral("sub/c.py")), script("c"));
    write(folder.filePath(QStringLiteral("sub/deeper/d.py")), script("d"));
    write(folder.filePath(QStringLiteral("sub/__pycache__/e.py")), script("e"));

    QCOMPARE(idsOf(scanScripts({folder.path()}, true)), QStringLiteral("z c d"));
    QCOMPARE(idsOf(scanScripts({folder.path()}, false)), QStringLiteral("z"));
}

void tst_RevisionReader::reportsWhatCannotBeRead()
{
    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    write(path("good.py"), "revision = 'a'\ndown_revision = None\n");
    write(path("helper.py"), "x = 1\n");
    write(path("junk.py"),
        QByteArray("\x7F"
                   "ELF\0\0\xFF",
            7));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder.py")));
    QVERIFY(QFile::link(path("loop2.py"), path("loop1.py")));
    QVERIFY(QFile::link(path("loop1.py"), path("loop2.py")));
    QVERIFY(QFile::link(path("nowhere"), path("dangling.py")));
    QCOMPARE(mkfifo(QFile::encodeName(path("pipe.py")).constData(), 0600), 0);
    write(path("huge.py"), "revision = 'b'\n");
    QVERIFY(QFile(path("huge.py")).resize(100 * 1024 * 1024));

    const ScriptScan scan = scanScripts({folder.path(), path("absent")}, false);
    QCOMPARE(idsOf(scan), QStringLiteral("a"));
    QStringList problems;
    for (const Error &problem : scan.problems) {
        QVERIFY(!problem.message.isEmpty());
        problems.append(problem.place.path.section(u'/', -1));
    }
    problems.sort();
    QCOMPARE(problems.join(u' '),
        QStringLiteral("absent dangling.py folder.py helper.py huge.py junk.py loop1.py loop2.py pipe.py"));

    if (geteuid() != 0) {
        QVERIFY(QFile::setPermissions(path("good.py"), {}));
        QCOMPARE(scanScripts({folder.path()}, false).revisions.size(), std::size_t(0));
    }
}

void tst_RevisionReader::readsAFileOnce()
{
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("a.py")), "revision = 'a'\ndown_revision = None\n");
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("a.py")), folder.filePath(QStringLiteral("b.py"))));
    const ScriptScan scan = scanScripts({folder.path(), folder.path() + QStringLiteral("/.")}, false);
    QCOMPARE(idsOf(scan), QStringLiteral("a"));
    QVERIFY(scan.problems.empty());
}

void tst_RevisionReader::stopsWhenCancelled()
{
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("a.py")), "revision = 'a'\ndown_revision = None\n");
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(scanScripts({folder.path()}, false, cancel).revisions.empty());
}

QTEST_APPLESS_MAIN(tst_RevisionReader)
#include "tst_revisionreader.moc"

#include "app/project/codehash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

/// Which files a consent is tied to.
class TestCodeHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void followsCode_data();
    void followsCode();
    void cancelled();

private:
    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCodeHash::followsCode_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("counts");
    const auto row
        = [](const char *name, bool counts) { QTest::newRow(name) << QString::fromLatin1(name) << counts; };
    row("app.py", true);
    row("migrations/env.py", true);
    row("migrations/versions/a_one.py", true);
    row("migrations/alembic.ini", true);
    row("pyproject.toml", true);
    row("migrations/script.py.mako", true);
    row("README.md", false);
    row("data.csv", false);
    row("venv/lib/site.py", false); // has a pyvenv.cfg
    row("node_modules/x/y.py", false);
    row("app/__pycache__/a.py", false);
    row(".git/hooks/x.py", false);
}

void TestCodeHash::followsCode()
{
    QFETCH(QString, name);
    QFETCH(bool, counts);
    write(QStringLiteral("venv/pyvenv.cfg"), "home = /usr/bin\n");
    write(QStringLiteral("main.py"), "x = 1\n");
    const QString before = projectCodeHash(m_folder->path());
    QCOMPARE(before.size(), 64);
    write(name, "one\n");
    const QString added = projectCodeHash(m_folder->path());
    QCOMPARE(added != before, counts);
    write(name, "two\n");
    QCOMPARE(projectCodeHash(m_folder->path()) != added, counts);
    write(name, "one\n");
    QCOMPARE(projectCodeHash(m_folder->path()), added);
}

void TestCodeHash::cancelled()
{
    write(QStringLiteral("main.py"), "x = 1\n");
    CancelToken cancel;
    cancel.cancel();
    QCOMPARE(projectCodeHash(m_folder->path(), cancel), QString());
}

QTEST_GUILESS_MAIN(TestCodeHash)
#include "tst_codehash.moc"

#include "app/verify/requiredtables.h"

#include "migrations/graph/revisiongraph.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

class Folder
{
public:
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(path.section(u'/', 0, -2));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QString path() const { return m_dir.path(); }

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestRequiredTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("plain") << QByteArray("required_tables = ['a', \"b\"]\n") << "1:a,b";
        QTest::newRow("lines") << QByteArray("x = 1\nrequired_tables = (\n 'a',  # 'no'\n 'b',\n)\n")
                               << "2:a,b";
        QTest::newRow("annotated") << QByteArray("required_tables: list[str] = ['a']\n") << "1:a";
        QTest::newRow("comment") << QByteArray("# required_tables = ['a']\n") << "";
        QTest::newRow("inside a text") << QByteArray("'''\nrequired_tables = ['a']\n'''\n") << "";
        QTest::newRow("not plain") << QByteArray("required_tables = ['a', name]\n") << "";
        QTest::newRow("two targets") << QByteArray("x = required_tables = ['a']\n") << "";
        QTest::newRow("attribute") << QByteArray("x.required_tables = ['a']\n") << "";
        QTest::newRow("capitals") << QByteArray("REQUIRED_TABLES = ['a']\n") << "";
        QTest::newRow("procedure wins")
            << QByteArray("required_tables = ['a']\ndef check_and_run_migrations():\n"
                          "    if True:\n        required_tables = ['b']\n")
            << "4:b";
        QTest::newRow("first") << QByteArray("def f():\n required_tables = ['a']\nrequired_tables = ['b']\n")
                               << "2:a";
    }
    void oneFile()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, names);
        const auto list = requiredTablesIn(text, QStringLiteral("routes.py"));
        QVERIFY(list.ok());
        const QString got
            = *list ? QString::number((*list)->place.line) + u':' + (*list)->names.join(u',') : QString();
        QCOMPARE(got, names);
    }

    void order()
    {
        Folder folder;
        folder.write(QStringLiteral("zeta.py"), "required_tables = ['z']\n");
        folder.write(QStringLiteral("app.py"), "required_tables = ['app']\n");
        QCOMPARE(findRequiredTables(folder.path()).list->names, QStringList{QStringLiteral("app")});
        folder.write(QStringLiteral("verify_migration_setup.py"), "REQUIRED_TABLES = ['v']\n");
        QCOMPARE(findRequiredTables(folder.path()).list->names, QStringList{QStringLiteral("v")});
        QVERIFY(!findRequiredTables(folder.path()).listsDiffer());
        folder.write(QStringLiteral("routes/other.py"), "required_tables = ['r']\n");
        const RequiredTables found = findRequiredTables(folder.path());
        QCOMPARE(found.list->names, QStringList{QStringLiteral("r")});
        QVERIFY(found.list->place.path.endsWith(QLatin1String("routes/other.py")));
        QVERIFY(found.listsDiffer());
        const RequiredTables set = findRequiredTables(folder.path(), {QStringLiteral("s")});
        QVERIFY(set.fromSetting);
        QCOMPARE(set.list->names, QStringList{QStringLiteral("s")});
    }

    void nothingAndBroken()
    {
        Folder folder;
        QVERIFY(!findRequiredTables(folder.path()).list);
        folder.write(QStringLiteral("routes.py"), "required_tables = ['a'\n");
        const RequiredTables found = findRequiredTables(folder.path());
        QVERIFY(!found.list);
        QCOMPARE(found.unread.size(), size_t(1));
    }

    void origins()
    {
        Folder folder;
        folder.write(QStringLiteral("migrations/versions/1.py"),
            "def upgrade():\n    op.create_table('app_employee')\n"
            "    op.execute('''create table if not exists public.\"Staff\" (id int)''')\n"
            "def downgrade():\n    op.create_table('gone')\n");
        folder.write(QStringLiteral("models.py"), "class E:\n    __tablename__ = 'departments'\n");
        Revision revision;
        revision.id = RevisionId(QStringLiteral("1"));
        revision.place = {folder.path() + QStringLiteral("/migrations/versions/1.py"), 1, 1};
        const RevisionGraph graph({revision});
        const auto origins = tableOrigins({QStringLiteral("app_employees"), QStringLiteral("Staff"),
                                              QStringLiteral("gone"), QStringLiteral("departments")},
            graph, folder.path());
        QVERIFY(!origins[0].createdBy);
        QCOMPARE(origins[0].nearNames, QStringList{QStringLiteral("app_employee")});
        QCOMPARE(origins[1].createdBy->line, 3);
        QVERIFY(!origins[2].createdBy);
        QVERIFY(!origins[3].createdBy);
        QCOMPARE(origins[3].model->line, 2);
    }
};

QTEST_GUILESS_MAIN(TestRequiredTables)
#include "tst_requiredtables.moc"

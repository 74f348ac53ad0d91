#include "app/environment/blueprintedit.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace stillroom;

namespace
{

QString vectorFolder()
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"))
        + QStringLiteral("/vectors/render");
    return QFileInfo::exists(shared) ? shared : QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/render");
}

QByteArray fileBytes(const QString &name)
{
    QFile file(vectorFolder() + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(name));
    return file.readAll();
}

QJsonArray recordedFiles()
{
    return QJsonDocument::fromJson(fileBytes(QStringLiteral("index.json")))
        .object()[QLatin1String("files")]
        .toArray();
}

Blueprint parsed(const QByteArray &bytes)
{
    Result<Blueprint> blueprint = Blueprint::parse(bytes, QStringLiteral("render.yaml"));
    if (!blueprint)
        qFatal("%s\n%s", qPrintable(blueprint.error().message), bytes.constData());
    return std::move(*blueprint);
}

QString idsOf(const QByteArray &bytes)
{
    QStringList ids;
    for (const BlueprintFinding &finding : parsed(bytes).findings())
        ids += QStringLiteral("%1:%2").arg(finding.id).arg(finding.line);
    return ids.join(u' ');
}

/// What PyYAML reads from each text: path of the entry -> text of its value. One process for all of them.
QJsonArray readByPyYaml(const QJsonArray &texts)
{
    static const char *script = R"(
import json, sys, yaml
def entries(root):
    found = []
    def owner(node, path):
        if not isinstance(node, dict): return
        for i, e in enumerate(node.get('envVars') or []):
            found.append([path, e.get('key'), e.get('value') if isinstance(e, dict) else None])
    def lists(node, prefix):
        if not isinstance(node, dict): return
        for name in ('services', 'envVarGroups'):
            for i, s in enumerate(node.get(name) or []):
                owner(s, '%s%s[%d]' % (prefix, name, i))
    lists(root, '')
    for p, project in enumerate(root.get('projects') or []):
        lists(project, 'projects[%d].' % p)
        for e, env in enumerate(project.get('environments') or []):
            lists(env, 'projects[%d].environments[%d].' % (p, e))
    return found
class Text(yaml.SafeLoader): pass
def text(loader, node): return node.value
for tag in ('bool', 'int', 'float', 'timestamp'):
    Text.add_constructor('tag:yaml.org,2002:' + tag, text)
out = []
for t in json.load(sys.stdin):
    try: out.append(entries(yaml.load(t, Loader=Text)))
    except Exception as error: out.append(str(error))
json.dump(out, sys.stdout)
)";
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    python.write(QJsonDocument(texts).toJson());
    python.closeWriteChannel();
    python.waitForFinished(60'000);
    if (python.exitCode() != 0)
        qFatal("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

} // namespace

/// render.yaml: reading against recorded truth, edits that change the value's bytes alone, findings.
class TestBlueprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
    void everyEditOfEveryVector();
    void additionsEverywhere();
    void randomEdits();
    void edits_data();
    void edits();
    void refusals_data();
    void refusals();
    void findings();
    void badInput_data();
    void badInput();
};

void TestBlueprint::recorded_data()
{
    QTest::addColumn<QJsonObject>("file");
    for (const QJsonValue &file : recordedFiles())
        QTest::newRow(qPrintable(file[QLatin1String("file")].toString())) << file.toObject();
}

void TestBlueprint::recorded()
{
    QFETCH(QJsonObject, file);
    const QByteArray bytes = fileBytes(file[QLatin1String("file")].toString());
    const Result<Blueprint> blueprint = Blueprint::parse(bytes);
    if (file.contains(QLatin1String("error"))) {
        QVERIFY(!blueprint);
        QCOMPARE(blueprint.error().place.line, file[QLatin1String("error_line")].toInt());
        return;
    }
    QVERIFY(blueprint.ok());
    const QJsonArray expected = file[QLatin1String("entries")].toArray();
    QCOMPARE(blueprint->entries().size(), size_t(expected.size()));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QJsonObject want = expected[i].toObject();
        const BlueprintEntry &got = blueprint->entries()[size_t(i)];
        QCOMPARE(got.path, want[QLatin1String("path")].toString());
        QCOMPARE(got.line, want[QLatin1String("line")].toInt());
        QCOMPARE(got.key, want[QLatin1String("key")].toString());
        QStringList forms;
        for (const QJsonValue &form : want[QLatin1String("form")].toArray())
            forms += form.toString();
        forms.sort();
        QCOMPARE(got.forms, forms);
        QCOMPARE(got.text.has_value(), want.contains(QLatin1String("text")));
        if (!got.text)
            continue;
        QCOMPARE(*got.text, want[QLatin1String("text")].toString());
        QCOMPARE(yamlStyleName(got.style), want[QLatin1String("style")].toString());
        QCOMPARE(got.valueLine, want[QLatin1String("value_line")].toInt());
    }
}

void TestBlueprint::everyEditOfEveryVector()
{
    const QStringList values{QStringLiteral("true"), QStringLiteral("plain"),
        QStringLiteral("a # b: 'c' \"d\" \\ é"), QStringLiteral(""), QStringLiteral("010"),
        QStringLiteral("two\nlines"), QStringLiteral("on")};
    QJsonArray texts;
    QList<std::pair<QString, QString>> wanted; // path of the entry's list, value
    int refused = 0;
    for (const QJsonValue &file : recordedFiles()) {
        if (file.toObject().contains(QLatin1String("error")))
            continue;
        const QByteArray bytes = fileBytes(file[QLatin1String("file")].toString());
        const Blueprint blueprint = parsed(bytes);
        for (const BlueprintEntry &entry : blueprint.entries()) {
            if (!entry.text || entry.key.isEmpty() || entry.form() != u"value")
                continue;
            for (const QString &value : values) {
                const QString owner = entry.group.isEmpty() ? entry.service : entry.group;
                const auto edit = setBlueprintValue(blueprint, entry.key, value, owner);
                if (!edit) {
                    QVERIFY2(entry.shared,
                        qPrintable(file[QLatin1String("file")].toString() + entry.path + value
                            + edit.error().message));
                    ++refused;
                    continue;
                }
                // Of two entries of one key the last changes.
                const BlueprintEntry &changed = *blueprint.entriesOf(entry.key, owner).back();
                QVERIFY(edit->bytes.startsWith(bytes.left(changed.start)));
                QVERIFY(edit->bytes.endsWith(bytes.mid(changed.end)));
                QCOMPARE(parsed(edit->bytes).entriesOf(entry.key, owner).back()->value().value_or(QString()),
                    value);
                texts.append(QString::fromUtf8(edit->bytes));
                wanted.append({changed.path, value});
            }
        }
    }
    QVERIFY(wanted.size() > 200);
    QCOMPARE(refused, 2 * int(values.size())); // the one anchored list, seen from both services
    const QJsonArray read = readByPyYaml(texts);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        QVERIFY2(read[i].isArray(), qPrintable(read[i].toString() + texts[i].toString()));
        const QString owner = wanted[i].first.section(QStringLiteral(".envVars"), 0, 0);
        const int index = wanted[i].first.section(u'[', -1).chopped(1).toInt();
        QList<QJsonArray> own;
        for (const QJsonValue &entry : read[i].toArray()) {
            if (entry[0].toString() == owner)
                own += entry.toArray();
        }
        QCOMPARE(own[index][2].toString(), wanted[i].second);
    }
}

void TestBlueprint::additionsEverywhere()
{
    QJsonArray texts;
    QStringList owners;
    for (const QJsonValue &file : recordedFiles()) {
        if (file.toObject().contains(QLatin1String("error")))
            continue;
        const QByteArray bytes = fileBytes(file[QLatin1String("file")].toString());
        const Blueprint blueprint = parsed(bytes);
        for (const BlueprintOwner &owner : blueprint.owners()) {
            const auto added
                = setBlueprintValue(blueprint, QStringLiteral("NEW_KEY"), QStringLiteral("true"), owner.name);
            if (!added) {
                QCOMPARE(file[QLatin1String("file")].toString(), QStringLiteral("10-anchors-and-merge.yaml"));
                continue;
            }
            QVERIFY(!bytes.contains("\r\n") || added->bytes.count('\n') == added->bytes.count("\r\n"));
            texts.append(QString::fromUtf8(added->bytes));
            owners += owner.path;
            // And away again: nothing is left of it but an empty list where there was none.
            const Blueprint with = parsed(added->bytes);
            const auto gone = unsetBlueprintKey(with, QStringLiteral("NEW_KEY"), owner.name);
            QVERIFY2(gone.ok(), qPrintable(file[QLatin1String("file")].toString()));
            QCOMPARE(parsed(gone->bytes).entries().size(), blueprint.entries().size());
            const YamlNode *list = blueprint.ownerNode(owner.path)->find(u"envVars");
            if (list && list->kind == YamlNode::Kind::Sequence && !list->children.empty())
                QCOMPARE(gone->bytes, bytes);
        }
    }
    QVERIFY(owners.size() > 25);
    const QJsonArray read = readByPyYaml(texts);
    for (qsizetype i = 0; i < owners.size(); ++i) {
        QVERIFY2(read[i].isArray(), qPrintable(read[i].toString() + texts[i].toString()));
        bool found = false;
        for (const QJsonValue &entry : read[i].toArray())
            found = found
                || (entry[0].toString() == owners[i] && entry[1].toString() == u"NEW_KEY"
                    && entry[2].toString() == u"true");
        QVERIFY2(found, qPrintable(texts[i].toString()));
    }
}

/// Many edits one after another on files of random layout; each is read back.
void TestBlueprint::randomEdits()
{
    QRandomGenerator random(20261122);
    const auto chance = [&](int of) { return random.bounded(of) == 0; };
    for (int round = 0; round < 150; ++round) {
        const QByteArray eol = chance(4) ? "\r\n" : "\n";
        const QByteArray indent(random.bounded(1, 5), ' ');
        const QByteArray inner(chance(3) ? 0 : random.bounded(1, 4), ' ');
        QByteArray text = chance(3) ? "# top" + eol : QByteArray();
        text += "services:" + eol;
        for (int service = 0; service < 2; ++service) {
            text += indent + "- type: web" + eol + indent + "  name: s" + QByteArray::number(service) + eol;
            text += indent + "  envVars:" + eol;
            for (int key = 0; key < 3; ++key) {
                if (chance(4))
                    text += indent + "  # a comment" + eol;
                text += indent + "  " + inner + "- key: K" + QByteArray::number(key) + eol;
                text += indent + "  " + inner + "  value: "
                    + (chance(2)        ? "\"x\""
                            : chance(2) ? "'x'"
                                        : "x")
                    + (chance(3) ? "  # why" : "") + eol;
            }
        }
        if (chance(3))
            text.chop(eol.size());
        for (int edit = 0; edit < 6; ++edit) {
            const QString owner = QStringLiteral("s%1").arg(random.bounded(2));
            const QString key = QStringLiteral("K%1").arg(random.bounded(5));
            const QString value = QStringList{QStringLiteral("true"), QStringLiteral("a b"),
                QStringLiteral("#x"), QStringLiteral("- y"), QStringLiteral("it's")}[random.bounded(5)];
            const Blueprint before = parsed(text);
            const bool removing = chance(3);
            const auto done = removing ? unsetBlueprintKey(before, key, owner)
                                       : setBlueprintValue(before, key, value, owner);
            QVERIFY2(
                done.ok(), qPrintable((done ? QString() : done.error().message) + QString::fromUtf8(text)));
            const Blueprint after = parsed(done->bytes);
            const auto found = after.entriesOf(key, owner);
            QCOMPARE(found.size(), size_t(removing ? 0 : 1));
            if (!removing)
                QCOMPARE(found.front()->value().value_or(QString()), value);
            QCOMPARE(done->bytes.endsWith('\n'), text.endsWith('\n'));
            text = done->bytes;
        }
    }
}

void TestBlueprint::edits_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("value"); // null: unset
    QTest::addColumn<QByteArray>("after");
    const QByteArray head = "services:\n  - type: web\n    name: a\n";
    QTest::newRow("flag, plain") << head + "    envVars:\n      - key: F\n        value: true  # c\n"
                                 << "false"
                                 << head + "    envVars:\n      - key: F\n        value: \"false\"  # c\n";
    QTest::newRow("single quotes stay")
        << head + "    envVars:\n      - key: F\n        value: 'x'\n"
        << "it's" << head + "    envVars:\n      - key: F\n        value: 'it''s'\n";
    QTest::newRow("plain stays") << head + "    envVars:\n      - key: F\n        value: x\n"
                                 << "y.z" << head + "    envVars:\n      - key: F\n        value: y.z\n";
    QTest::newRow("a number is quoted")
        << head + "    envVars:\n      - key: F\n        value: x\n"
        << "3.10" << head + "    envVars:\n      - key: F\n        value: \"3.10\"\n";
    QTest::newRow("no value yet") << head + "    envVars:\n      - key: F\n"
                                  << "x" << head + "    envVars:\n      - key: F\n        value: \"x\"\n";
    QTest::newRow("null value") << head + "    envVars:\n      - key: F\n        value:\n"
                                << "true" << head + "    envVars:\n      - key: F\n        value: \"true\"\n";
    QTest::newRow("appended") << head + "    envVars:\n    - key: A\n      value: b # c\n    plan: x\n"
                              << "true"
                              << head
            + "    envVars:\n    - key: A\n      value: b # c\n    - key: F\n      value: \"true\"\n    "
              "plan: x\n";
    QTest::newRow("wide gap") << head + "    envVars:\n        -   key: A\n            value: b\n"
                              << "true"
                              << head
            + "    envVars:\n        -   key: A\n            value: b\n        -   key: F\n            "
              "value: \"true\"\n";
    QTest::newRow("empty list") << head + "    envVars: [] # c\n"
                                << "true" << head + "    envVars: [{key: F, value: \"true\"}] # c\n";
    QTest::newRow("null list") << head + "    envVars:\n"
                               << "true" << head + "    envVars:\n      - key: F\n        value: \"true\"\n";
    QTest::newRow("no list") << head << "true"
                             << head + "    envVars:\n      - key: F\n        value: \"true\"\n";
    QTest::newRow("no final newline")
        << head.chopped(1) << "true" << head + "    envVars:\n      - key: F\n        value: \"true\"";
    QTest::newRow("unset") << head
            + "    envVars:\n      # c\n      - key: F\n        value: x\n      - key: G\n        value: y\n"
                           << QString()
                           << head + "    envVars:\n      # c\n      - key: G\n        value: y\n";
    QTest::newRow("unset the last") << head + "    envVars:\n      - key: F\n        value: x\n    plan: p\n"
                                    << QString() << head + "    envVars: []\n    plan: p\n";
    QTest::newRow("unset, flow") << head + "    envVars: [{key: F, value: x}, {key: G, value: y}]\n"
                                 << QString() << head + "    envVars: [{key: G, value: y}]\n";
    QTest::newRow("unset what is not there") << head << QString() << head;
}

void TestBlueprint::edits()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, value);
    QFETCH(QByteArray, after);
    const Blueprint blueprint = parsed(before);
    const auto edit = value.isNull() ? unsetBlueprintKey(blueprint, QStringLiteral("F"))
                                     : setBlueprintValue(blueprint, QStringLiteral("F"), value);
    QVERIFY2(edit.ok(), edit ? "" : qPrintable(edit.error().message));
    QCOMPARE(edit->bytes, after);
}

void TestBlueprint::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("message");
    const QByteArray head = "services:\n  - type: web\n    name: a\n    envVars:\n      - key: F\n";
    QTest::newRow("sync") << head + "        sync: false\n" << QString() << "entered by hand";
    QTest::newRow("generated") << head + "        generateValue: true\n" << QString() << "generated";
    QTest::newRow("database") << head + "        fromDatabase: {name: d, property: host}\n"
                              << QString() << "database";
    QTest::newRow("service") << head + "        fromService: {name: d, type: web, property: host}\n"
                             << QString() << "another service";
    const QByteArray second = "  - type: web\n    name: b\n    envVars:\n      - key: F\n        value: x\n";
    QTest::newRow("several") << head + "        value: x\n" + second << QString() << "--service";
    QTest::newRow("unknown owner") << head + "        value: x\n"
                                   << QStringLiteral("zz") << "There is no service";
    QTest::newRow("shared") << QByteArray(
        "services:\n  - type: web\n    name: a\n    envVars: &l\n      - key: F\n        value: x\n"
        "  - type: web\n    name: b\n    envVars: *l\n")
                            << QStringLiteral("a") << "anchor";
    QTest::newRow("new, several") << QByteArray(
        "services:\n  - type: web\n    name: a\n  - type: worker\n    name: b\n")
                                  << QString() << "several could take it";
}

void TestBlueprint::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, owner);
    QFETCH(QString, message);
    const auto edit = setBlueprintValue(parsed(text), QStringLiteral("F"), QStringLiteral("y"), owner);
    QVERIFY(!edit);
    QVERIFY2(edit.error().message.contains(message), qPrintable(edit.error().message));
}

void TestBlueprint::findings()
{
    QCOMPARE(idsOf("services:\n  - type: web\n    env: python\n    name: a\n    startCommand: flask db "
                   "upgrade && gunicorn\n"
                   "    envVars:\n      - key: AUTO_MIGRATE_ON_STARTUP\n        value: yes\n"
                   "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"false\"\n"
                   "      - fromGroup: nowhere\n"
                   "      - key: DATABASE_URL\n        value: postgresql://u:hunter2@h/d\n"
                   "      - key: API_TOKEN\n        value: abc\n        generateValue: true\n"
                   "      - key: NOTE\n        value: your-token-here\n"
                   "      - key: X\n"),
        QStringLiteral("legacy-env:3 command-migrates:5 unquoted-boolean:8 duplicate-key:9 unknown-group:11 "
                       "literal-secret:13 conflicting-forms:14 literal-secret:15 no-form:19"));
    QCOMPARE(idsOf("services:\n  - type: web\n    name: a\n    envVars:\n      - key: A\n        value: x\n"),
        QString());
}

void TestBlueprint::badInput_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("empty") << QByteArray() << 1;
    QTest::newRow("hangs libfyaml") << QByteArray("%\xdf") << 1;
    QTest::newRow("directive") << QByteArray("a: 1\n%FOO\n") << 2;
    QTest::newRow("not UTF-8") << QByteArray("a: 1\nb: \xff\xfe bad\n") << 2;
    QTest::newRow("NUL") << QByteArray("a: 1\nb: x\0y\n", 12) << 2;
    QTest::newRow("twice") << QByteArray("a: 1\nb: 2\na: 3\n") << 3;
    QTest::newRow("quote") << QByteArray("a: \"x\n") << 1;
    QTest::newRow("deep") << QByteArray(5000, '[') << 1;
}

void TestBlueprint::badInput()
{
    QVERIFY(Blueprint::parse("a: {b, c, d, e}\n")); // keys without a colon: nothing stands behind them
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const Result<Blueprint> blueprint = Blueprint::parse(text);
    QVERIFY(!blueprint);
    QVERIFY2(blueprint.error().place.line >= line && blueprint.error().place.line <= line + 1,
        qPrintable(QString::number(blueprint.error().place.line) + blueprint.error().message));
}

QTEST_GUILESS_MAIN(TestBlueprint)
#include "tst_blueprint.moc"

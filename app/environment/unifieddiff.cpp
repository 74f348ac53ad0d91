#include "app/environment/unifieddiff.h"

#include "app/environment/envfile.h"
#include "app/environment/secrets.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace stillroom
{

namespace
{

constexpr qsizetype mostCells = 25'000'000; ///< beyond it, everything between the first and last change

struct Step {
    char kind; ///< ' ', '-' or '+'
    qsizetype line; ///< index in the new text, of a removed line in the old one
};

QStringList linesOf(const QByteArray &bytes)
{
    QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    if (!lines.isEmpty() && lines.back().isEmpty())
        lines.removeLast();
    else if (!lines.isEmpty())
        lines.back() += QStringLiteral("\n\\ No newline at end of file");
    return lines;
}

/// The longest common subsequence of the middle part, walked from its start. \a from: the line it begins
/// with.
void middle(const QStringList &before, const QStringList &after, qsizetype from, std::vector<Step> &steps)
{
    const size_t rows = size_t(before.size());
    const size_t columns = size_t(after.size());
    if (qsizetype(rows) * qsizetype(columns) > mostCells) {
        for (qsizetype i = 0; i < before.size(); ++i)
            steps.push_back({'-', from + i});
        for (qsizetype i = 0; i < after.size(); ++i)
            steps.push_back({'+', from + i});
        return;
    }
    std::vector<std::vector<int>> length(rows + 1, std::vector<int>(columns + 1, 0));
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            length[i][j] = before[qsizetype(i)] == after[qsizetype(j)]
                ? length[i + 1][j + 1] + 1
                : std::max(length[i + 1][j], length[i][j + 1]);
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && before[qsizetype(i)] == after[qsizetype(j)]) {
            steps.push_back({' ', from + qsizetype(j)});
            ++i;
            ++j;
        } else if (i < rows && (j == columns || length[i + 1][j] >= length[i][j + 1])) {
            steps.push_back({'-', from + qsizetype(i++)});
        } else {
            steps.push_back({'+', from + qsizetype(j++)});
        }
    }
}

std::vector<Step> stepsOf(const QStringList &before, const QStringList &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
        && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    std::vector<Step> steps;
    for (qsizetype i = 0; i < head; ++i)
        steps.push_back({' ', i});
    middle(before.mid(head, before.size() - head - tail), after.mid(head, after.size() - head - tail), head,
        steps);
    for (qsizetype i = after.size() - tail; i < after.size(); ++i)
        steps.push_back({' ', i});
    return steps;
}

/// The text with the values of secrets hidden, line for line: what a value is, the document says, because a
/// value may stand on several lines or, in YAML, on another one than its key.
QByteArray withoutSecrets(const QByteArray &bytes, const QString &name)
{
    struct Span {
        qsizetype start;
        qsizetype end;
        QString key;
    };
    std::vector<Span> spans;
    if (isBlueprintName(name)) {
        if (const Result<Blueprint> blueprint = Blueprint::parse(bytes)) {
            for (const BlueprintEntry &entry : blueprint->entries()) {
                if (entry.start >= 0)
                    spans.push_back({entry.start, entry.end, entry.key});
            }
        }
    } else if (const Result<DotenvDocument> document = DotenvDocument::parse(bytes)) {
        for (const DotenvStatement &statement : document->statements()) {
            if (statement.key && statement.valueStart >= 0)
                spans.push_back({statement.valueStart, statement.valueEnd, *statement.key});
        }
    }
    std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.start > b.start; });
    QByteArray text = bytes;
    qsizetype untouched = text.size();
    for (const Span &span : spans) {
        const QString written = QString::fromUtf8(bytes.mid(span.start, span.end - span.start));
        if (!isMasked(span.key, written) || span.end > untouched)
            continue; // the same value again, through an alias
        QStringList lines = written.split(u'\n');
        for (QString &line : lines)
            line = shownValue(span.key, line);
        text.replace(span.start, span.end - span.start, lines.join(u'\n').toUtf8());
        untouched = span.start;
    }
    return text;
}

} // namespace

QString unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &name, int around)
{
    if (before == after)
        return {};
    const std::vector<Step> steps = stepsOf(linesOf(before), linesOf(after));
    const QStringList shownBefore = linesOf(withoutSecrets(before, name));
    const QStringList shownAfter = linesOf(withoutSecrets(after, name));
    std::vector<bool> shown(steps.size(), false);
    for (size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind == ' ')
            continue;
        const size_t from = i >= size_t(around) ? i - size_t(around) : 0;
        for (size_t j = from; j <= std::min(steps.size() - 1, i + size_t(around)); ++j)
            shown[j] = true;
    }
    QString text = QStringLiteral("--- a/%1\n+++ b/%1\n").arg(name);
    int oldLine = 1;
    int newLine = 1;
    for (size_t i = 0; i < steps.size();) {
        if (!shown[i]) {
            ++oldLine; // only unchanged lines are not shown
            ++newLine;
            ++i;
            continue;
        }
        QString body;
        int olds = 0;
        int news = 0;
        for (; i < steps.size() && shown[i]; ++i) {
            const QStringList &lines = steps[i].kind == '-' ? shownBefore : shownAfter;
            body += QChar::fromLatin1(steps[i].kind) + maskedLine(lines.value(steps[i].line)) + u'\n';
            olds += steps[i].kind != '+' ? 1 : 0;
            news += steps[i].kind != '-' ? 1 : 0;
        }
        text += QStringLiteral("@@ -%1,%2 +%3,%4 @@\n")
                    .arg(olds == 0 ? oldLine - 1 : oldLine)
                    .arg(olds)
                    .arg(news == 0 ? newLine - 1 : newLine)
                    .arg(news)
            + body;
        oldLine += olds;
        newLine += news;
    }
    return text;
}

} // namespace stillroom

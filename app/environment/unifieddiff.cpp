#include "app/environment/unifieddiff.h"

#include "app/environment/secrets.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace stillroom
{

namespace
{

constexpr qsizetype around = 3;
constexpr qsizetype mostCells = 25'000'000; ///< beyond it, everything between the first and last change

struct Step {
    char kind; ///< ' ', '-' or '+'
    QString text;
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

/// The longest common subsequence of the middle part, walked from its start.
void middle(const QStringList &before, const QStringList &after, std::vector<Step> &steps)
{
    const size_t rows = size_t(before.size());
    const size_t columns = size_t(after.size());
    if (qsizetype(rows) * qsizetype(columns) > mostCells) {
        for (const QString &line : before)
            steps.push_back({'-', line});
        for (const QString &line : after)
            steps.push_back({'+', line});
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
            steps.push_back({' ', before[qsizetype(i)]});
            ++i;
            ++j;
        } else if (i < rows && (j == columns || length[i + 1][j] >= length[i][j + 1])) {
            steps.push_back({'-', before[qsizetype(i++)]});
        } else {
            steps.push_back({'+', after[qsizetype(j++)]});
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
        steps.push_back({' ', before[i]});
    middle(before.mid(head, before.size() - head - tail), after.mid(head, after.size() - head - tail), steps);
    for (qsizetype i = before.size() - tail; i < before.size(); ++i)
        steps.push_back({' ', before[i]});
    return steps;
}

QString masked(const QString &line)
{
    static const QRegularExpression assignment(
        QStringLiteral("^(\\s*#?\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*[=:]\\s*)(.*)$"));
    const QRegularExpressionMatch match = assignment.match(line);
    if (match.hasMatch())
        return match.captured(1) + shownValue(match.captured(2), match.captured(3));
    return shownValue(QString(), line);
}

} // namespace

QString unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &name)
{
    if (before == after)
        return {};
    const std::vector<Step> steps = stepsOf(linesOf(before), linesOf(after));
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
            body += QChar::fromLatin1(steps[i].kind) + masked(steps[i].text) + u'\n';
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

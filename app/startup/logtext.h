#pragma once

#include "app/startup/logreader.h"

#include <QStringList>

namespace stillroom
{

/// What a class means for whoever reads the log, one sentence.
QString startClassMeaning(StartClass value);
/// What to do about a start; empty when nothing: the advice for its failure, or that of its class.
QString startAdvice(const LogStart &start);
/// "2026-11-22 10:42:07"; what the log did not say (the year, the day) is left out.
QString logTimeText(const QDateTime &time);
/// "Start 3, line 812: failure, 2026-11-22 10:42:07, 1.20 s".
QString startTitle(const LogStart &start, size_t number);
/// The whole report as lines of text.
QStringList logReportLines(const LogReport &report, const std::vector<ScenarioCheck> &checks);

/// "First deployment", "Restart", "Flag off", "Forced failure".
QString logScenarioTitle(LogScenario scenario);
/// The message's own words, for a person who does not know the keys.
QString logKeyMeaning(LogKey key);

} // namespace stillroom

#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace stillroom
{

/// The deployment presets of spec/auto-run.md 4.4.
enum class Preset { Development, Staging, ProductionSingle, ProductionHa, Docker, Render, Manual };

const std::vector<Preset> &allPresets();
/// "development", "staging", "production-single", "production-ha", "docker", "render", "manual".
QString presetName(Preset preset);
/// "Production, high availability".
QString presetTitle(Preset preset);
/// The file it changes, in the project's folder: ".env", "render.yaml", "Dockerfile".
QString presetFileName(Preset preset);
std::optional<Preset> presetFromName(const QString &name);

/// A file as a preset would leave it; nothing is written.
struct FileChange {
    QString path; ///< absolute
    std::optional<QByteArray> before{}; ///< unset: the file does not exist yet
    QByteArray after;

    bool operator==(const FileChange &) const = default;
};

struct PresetPlan {
    bool severalInstances = false; ///< render.yaml says so
    std::vector<FileChange> changes; ///< only files that change
    QStringList notes; ///< what to do beside, in order

    bool operator==(const PresetPlan &) const = default;
};

/// The bytes of a file by its absolute path; nothing when it does not exist.
using FileBytes = std::function<std::optional<QByteArray>(const QString &path)>;

/// What the preset changes in the project of a folder. Touches the flag, ENVIRONMENT and the skip switch
/// alone, never a URL or a secret. \a service: of render.yaml, when several could be meant. \a bytesOf:
/// the files as they are being edited; empty: as they are on disk. Errors: as the documents'.
Result<PresetPlan> planPreset(
    Preset preset, const QString &root, const QString &service = {}, const FileBytes &bytesOf = {});

/// The presets whose files say already what they would write.
std::vector<Preset> matchingPresets(
    const QString &root, const QString &service = {}, const FileBytes &bytesOf = {});

} // namespace stillroom

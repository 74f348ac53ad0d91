#pragma once

#include "app/environment/preset.h"
#include "migrations/base/result.h"

#include <QProcessEnvironment>
#include <QString>

#include <optional>
#include <vector>

namespace stillroom
{

enum class EnvironmentFileKind { Dotenv, Blueprint, Dockerfile, Compose, BuildScript };

/// A file that says something about a project's environment: as it was read, and as it is being edited.
struct EnvironmentFile {
    EnvironmentFileKind kind = EnvironmentFileKind::Dotenv;
    QString path; ///< absolute
    QString name; ///< relative to the project's folder
    std::optional<QByteArray> saved{}; ///< unset: the file does not exist yet
    QByteArray working{}; ///< with the edits that are not saved

    bool operator==(const EnvironmentFile &) const = default;
    bool isChanged() const { return saved.value_or(QByteArray()) != working; }
    /// A file of placeholders: `.env.example`, `.env.sample`, `.env.template`, `.env.dist`.
    bool isExample() const;
};

/// Every such file of one project, and the environment of this process. A value: cheap enough to copy,
/// nothing is read after read().
struct EnvironmentFiles {
    QString root;
    std::vector<EnvironmentFile> files{};
    QProcessEnvironment process{};
    bool dotenvIgnored = false; ///< .gitignore names .env
    bool dotenvOutsideImage = false; ///< .dockerignore names .env

    /// `.env` (always listed), the other `.env*` and `.flaskenv`, render.yaml in the root and one folder
    /// below, Dockerfile, the compose file, build.sh. Touches the disk. A file that cannot be opened is left
    /// out and named in \a problems.
    static EnvironmentFiles read(
        const QString &root, const QProcessEnvironment &process, std::vector<Error> *problems = nullptr);

    const EnvironmentFile *find(const QString &path) const;
    EnvironmentFile *find(const QString &path);
    /// What saving would write.
    std::vector<FileChange> changes() const;
};

/// An edit of one cell: the file's bytes afterwards. \a owner: the service or group of a blueprint. A file
/// that does not exist yet counts as empty. Errors: as setDotenvValue() and setBlueprintValue(); Refused for
/// files that are only read.
struct CellEdit {
    QByteArray bytes;
    QStringList warnings;
};
Result<CellEdit> editCell(const EnvironmentFile &file, const QString &owner, const QString &key,
    const std::optional<QString> &value);

} // namespace stillroom

#pragma once

#include <QByteArray>
#include <QString>
#include <QUndoCommand>

#include <vector>

namespace stillroom
{

class EnvironmentSession;

/// One step of the undo stack: files of the session get other bytes in memory.
class EnvironmentEdit final : public QUndoCommand
{
public:
    struct File {
        QString path;
        QByteArray before;
        QByteArray after;
    };

    EnvironmentEdit(EnvironmentSession &session, const QString &text, std::vector<File> files);

    void undo() override;
    void redo() override;

private:
    EnvironmentSession &m_session;
    std::vector<File> m_files;
};

} // namespace stillroom

#include "ui/environment/environmentedit.h"

#include "app/services/environmentsession.h"

namespace stillroom
{

EnvironmentEdit::EnvironmentEdit(EnvironmentSession &session, const QString &text, std::vector<File> files)
    : QUndoCommand(text)
    , m_session(session)
    , m_files(std::move(files))
{
}

void EnvironmentEdit::undo()
{
    for (const File &file : m_files)
        m_session.setWorking(file.path, file.before);
}

void EnvironmentEdit::redo()
{
    for (const File &file : m_files)
        m_session.setWorking(file.path, file.after);
}

} // namespace stillroom

#include "migrations/database/privateserver.h"

#include <QCoreApplication>
#include <QTextStream>

#include <unistd.h>

/// Prints the process id and the socket folder of a private server and waits to be killed.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto server = stillroom::PrivateServer::start();
    if (!server)
        return 1;
    QTextStream(stdout) << (*server)->pid() << ' ' << (*server)->socketFolder() << Qt::endl;
    pause();
    return 0;
}

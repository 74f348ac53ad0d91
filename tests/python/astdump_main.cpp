// Reads file names from standard input, one a line, and prints for each of them one line: the tree as
// dump() writes it, or `!LINE message`. Run by astoracle.py.

#include "dump.h"

#include <QFile>

#include <cstdio>
#include <iostream>
#include <string>

int main()
{
    std::string name;
    while (std::getline(std::cin, name)) {
        QFile file(QString::fromStdString(name));
        if (!file.open(QIODevice::ReadOnly))
            return 2;
        const auto module = stillroom::python::parseModule(file.readAll(), file.fileName());
        const std::string line = module
            ? stillroom::python::dump(*module, module->body(), stillroom::python::DumpPlaces::Yes)
            : "!" + std::to_string(module.error().place.line) + " " + module.error().message.toStdString();
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fputc('\n', stdout);
        std::fflush(stdout);
    }
    return 0;
}

#include "app/cli/commandline.h"

#include <cstdio>
#include <cstring>

int main(int argc, char **argv)
{
    // Asked for by scripts in loops: answered before anything is built up.
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::puts("stillroom-cli " STILLROOM_VERSION);
        return 0;
    }
    return stillroom::cli::run(argc, argv);
}

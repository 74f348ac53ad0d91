#include "app/verify/productionlist.h"

namespace stillroom
{

const std::vector<ProductionPoint> &productionPoints()
{
    const auto point = [](const char *id, const char *text, const char *where) {
        return ProductionPoint{QString::fromLatin1(id), QString::fromUtf8(text), QString::fromUtf8(where)};
    };
    static const std::vector<ProductionPoint> points{
        point("flag", "The flag is set on purpose", "Environment"),
        point("connection", "The connection is verified", "Checklist"),
        point("backup", "A backup is made", "pg_dump -Fc"),
        point("reviewed", "The revisions are reviewed", "Changes"),
        point("local", "Tested locally", ""),
        point("staging", "Tested in staging", ""),
        point("messages", "The messages of a start were seen", "Startup, Read a log"),
        point("tables", "The tables were created", "Checklist"),
        point("environment", "The environment is configured", "Environment"),
        point("rollback", "There is a plan for the way back", "Upgrade review"),
        point("monitoring", "Monitoring is in place", ""),
        point("team", "The team is told", ""),
        point("log", "The log is watched after deployment", "Startup, Read a log"),
        point("functions", "The application's functions were tried", ""),
        point("performance", "Performance was looked at", ""),
    };
    return points;
}

} // namespace stillroom

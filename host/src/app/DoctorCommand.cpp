#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/Doctor.h"
#include "app/ExitCode.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

const char* wordOf(Health health) noexcept
{
    return health == Health::Good ? "good" : health == Health::Doubtful ? "doubtful" : "bad";
}

const char* markOf(Health health) noexcept
{
    return health == Health::Good ? "  " : health == Health::Doubtful ? "! " : "x ";
}

void printJson(const Findings& findings)
{
    sdk::JsonWriter json;
    json.beginArray();
    for (const Finding& finding : findings)
    {
        json.beginObject().key("topic").string(finding.topic).key("health").string(wordOf(finding.health));
        json.key("text").string(finding.sentence).endObject();
    }
    json.endArray();
    printLine(json.text());
}

} // namespace

int doctorCommand(const config::Config& config, const Options& options)
{
    const PluginSet plugins(config);
    Findings findings;
    examineMachine(config, plugins, findings);
    examineSecrets(config, plugins, findings);
    examineVendors(config, plugins, stopFlag(), findings);
    Health worst = Health::Good;
    for (const Finding& finding : findings)
    {
        worst = std::max(worst, finding.health);
    }
    if (options.json)
    {
        printJson(findings);
        return worst == Health::Good ? EXIT_WELL : EXIT_ATTENTION;
    }
    for (const Finding& finding : findings)
    {
        printLine(markOf(finding.health) + finding.sentence);
    }
    printLine(text::say(worst == Health::Good       ? "app.doctor.well"
                        : worst == Health::Doubtful ? "app.doctor.doubtful"
                                                    : "app.doctor.bad"));
    return worst == Health::Good ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app

#include "app/Doctor.h"
#include "app/SecretReferences.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

// "wdt.app_secret": programs know it by this.
std::string topicOf(const std::string& path)
{
    constexpr std::string_view Connections = "connections.";
    return "secret " + (path.rfind(Connections, 0) == 0 ? path.substr(Connections.size()) : path);
}

} // namespace

void examineSecrets(const config::Config& config, const PluginSet& plugins, Findings& findings)
{
    for (const SecretReference& each : secretReferences(config, plugins))
    {
        const std::string wrong = wrongWith(each, config);
        if (wrong.empty())
        {
            findings.push_back(
                {topicOf(each.path), Health::Good, text::say("app.doctor.secret", {each.path})});
            continue;
        }
        const config::Problems problems = config::located(config, {{each.path, wrong}});
        findings.push_back({topicOf(each.path), Health::Bad, config::describe(problems.front())});
    }
}

} // namespace duijie::app

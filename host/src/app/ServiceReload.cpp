// How the running host takes a changed configuration and new plugins.
#include "app/FlowControl.h"
#include "app/FlowHistory.h"
#include "app/ProblemJson.h"
#include "app/RemedyTimes.h"
#include "app/Service.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

constexpr int64_t WatchEveryMs = 1000;

std::string answerOf(bool well, const std::string& sentence, const config::Problems& problems)
{
    sdk::JsonWriter json;
    json.beginObject().key("well").boolean(well).key("text").string(sentence).key("problems");
    putProblems(json, problems);
    json.endObject();
    return json.take();
}

// What a process has taken up at its start and cannot change.
void checkFixed(const config::Config& now, const config::Config& next, config::Problems& problems)
{
    const auto fixed = [&](bool same, const std::string& section, const std::string& name)
    {
        if (!same)
        {
            problems.push_back({section + name, text::say("app.reload.fixed")});
        }
    };
    fixed(now.storeUrl == next.storeUrl, "store", ".url");
    fixed(now.sandbox == next.sandbox, "", "sandbox");
    fixed(now.pluginDirectories == next.pluginDirectories, "plugins", ".directories");
    fixed(now.pluginDigests == next.pluginDigests, "plugins", ".allow");
    fixed(now.pluginSigners == next.pluginSigners, "plugins", ".signers");
}

} // namespace

Service::Sessions Service::openAll(const std::shared_ptr<const config::Config>& config,
                                   std::map<std::string, config::Problems>& problems)
{
    Sessions sessions;
    for (const auto& [name, flow] : config->flows)
    {
        if (!flow.enabled)
        {
            continue;
        }
        config::Problems found;
        auto session = std::make_shared<FlowSession>(_host, config, name, found);
        if (found.empty())
        {
            sessions.emplace(name, std::move(session));
        }
        else
        {
            problems.emplace(name, config::located(*config, std::move(found)));
        }
    }
    return sessions;
}

// What is under way ends with the session it began with.
void Service::take(Sessions sessions, const config::Config& config)
{
    for (const auto& [flow, session] : _sessions)
    {
        if (sessions.count(flow) == 0)
        {
            _scheduler.remove(flow);
            _board.closed(flow);
        }
    }
    for (const auto& [flow, session] : sessions)
    {
        std::string error; // none: such a flow is not opened
        const auto& plan = session->flow().sourcePlan;
        const auto remedy = plan ? remedyRhythm(*plan, error) : std::nullopt;
        _scheduler.add(planOf(config.flows.at(flow), remedy, _host.store()), _host.shared().time.nowMs());
        const bool paused = pauseOf(_host.store(), flow).has_value();
        _scheduler.setPaused(flow, paused);
        const LastRuns last = lastRunsOf(_host.store(), flow);
        _board.opened(flow, paused, last.state, last.successMs);
    }
    _sessions = std::move(sessions);
}

std::string Service::reload()
{
    config::Problems problems;
    const auto now = _host.config();
    auto read = config::readConfig(now->file, problems);
    if (!read)
    {
        return answerOf(false, text::say("app.reload.refused"), problems);
    }
    const auto next = std::make_shared<const config::Config>(std::move(*read));
    checkFixed(*now, *next, problems);
    for (Fitting* each : _fittings)
    {
        each->prepare(*next, problems);
    }
    problems = config::located(*next, std::move(problems));
    std::map<std::string, config::Problems> found;
    Sessions sessions = openAll(next, found);
    for (const auto& [flow, each] : found)
    {
        problems.insert(problems.end(), each.begin(), each.end());
    }
    for (Fitting* each : _fittings)
    {
        problems.empty() ? each->take() : each->forget();
    }
    if (!problems.empty())
    {
        return answerOf(false, text::say("app.reload.refused"), problems);
    }
    _host.setConfig(next);
    take(std::move(sessions), *next);
    const std::string sentence = text::say("app.reload.done", {now->file, std::to_string(_sessions.size())});
    _host.shared().log.write({LOG_INFO, "host", sentence});
    return answerOf(true, sentence, {});
}

void Service::lookForPlugins()
{
    const int64_t now = _host.shared().time.monotonicMs();
    if (now - _watchedMs < WatchEveryMs)
    {
        return;
    }
    _watchedMs = now;
    if (!_watch.changed())
    {
        return;
    }
    const std::vector<plugin::Entry> before = _host.plugins().entries();
    _host.plugins().scan();
    tellPlugins(before);
    const auto config = _host.config();
    std::map<std::string, config::Problems> problems;
    Sessions sessions = openAll(config, problems);
    for (const auto& [flow, found] : problems)
    {
        _host.shared().log.write({LOG_ERROR, flow, config::describe(found.front()), flow});
        if (const auto open = _sessions.find(flow); open != _sessions.end())
        {
            sessions.insert(*open); // it goes on with what it has
        }
    }
    take(std::move(sessions), *config);
}

void Service::tellPlugins(const std::vector<plugin::Entry>& before)
{
    engine::LogOutput& log = _host.shared().log;
    const auto known = [&](const plugin::Entry& entry)
    {
        return std::any_of(before.begin(), before.end(),
                           [&](const plugin::Entry& other)
                           { return other.path == entry.path && other.reason == entry.reason; });
    };
    const std::vector<std::string>& replaced = _watch.replaced();
    for (const plugin::Entry& entry : _host.plugins().entries())
    {
        if (!known(entry))
        {
            log.write({entry.loaded ? LOG_INFO : LOG_WARNING, "plugins",
                       entry.loaded
                           ? text::say("app.plugin.new", {entry.stamp.id, entry.stamp.version, entry.path})
                           : entry.reason});
        }
        else if (entry.loaded && std::find(replaced.begin(), replaced.end(), entry.path) != replaced.end())
        {
            log.write({LOG_WARNING, "plugins",
                       text::say("app.plugin.replaced", {entry.path, entry.stamp.version})});
        }
    }
}

} // namespace duijie::app

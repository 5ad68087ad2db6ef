#include "config/FlowReader.h"

#include "config/TimeZone.h"

#include "text/Catalogue.h"

#include <Poco/File.h>
#include <Poco/Path.h>

#include <set>

namespace duijie::config
{

std::string absolute(const std::string& path, const std::string& folder)
{
    Poco::Path given;
    if (!given.tryParse(path))
    {
        return Poco::Path(folder).makeDirectory().toString() +
               path; // whoever looks for it says that it is not there
    }
    return given.isAbsolute() ? given.toString()
                              : Poco::Path(Poco::Path(folder).makeDirectory(), given).toString();
}

namespace
{

const std::string FedSource = "callback";

void readStart(ObjectReader& entry, bool writes, FlowConfig& flow)
{
    flow.timezone = entry.text("timezone", flow.timezone, false);
    const std::string start = entry.text("start", "", writes);
    const bool zone = TimeZone::exists(flow.timezone);
    if (!zone)
    {
        entry.problem("timezone", text::say("config.flow.timezone", {flow.timezone}));
    }
    if (start.empty())
    {
        return;
    }
    // A zone that is wrong keeps no mistake of the time hidden.
    if (const auto ms = TimeZone(zone ? flow.timezone : "UTC").parse(start))
    {
        flow.startMs = *ms;
    }
    else
    {
        entry.problem("start", text::say("config.flow.start", {start, flow.timezone}));
    }
}

// For a time of day ("02:30") where a rhythm is meant.
std::string clockHint(const std::string& given)
{
    const std::size_t colon = given.find(':');
    const std::string hour = given.substr(0, colon);
    const std::string minute = colon == std::string::npos ? "" : given.substr(colon + 1);
    const auto isNumber = [](const std::string& digits)
    {
        return !digits.empty() && digits.size() <= 2 &&
               digits.find_first_not_of("0123456789") == std::string::npos;
    };
    if (!isNumber(hour) || !isNumber(minute))
    {
        return {};
    }
    const std::string cron =
        std::to_string(std::stoi(minute)) + " " + std::to_string(std::stoi(hour)) + " * * *";
    std::string error;
    return schedule::Rhythm::parse(cron, error) ? text::say("config.rhythm.clock", {cron}) : std::string();
}

// Nothing when the key is absent or wrong, which is a problem then.
std::optional<schedule::Rhythm> readRhythm(ObjectReader& entry, const std::string& key,
                                           const std::string& fallback)
{
    const std::string text = entry.text(key, fallback, false);
    std::string error;
    auto rhythm = text.empty() ? std::nullopt : schedule::Rhythm::parse(text, error);
    if (!error.empty())
    {
        entry.problem(key, error + clockHint(text));
    }
    return rhythm;
}

void readAudit(ObjectReader& entry, const std::string& folder, FlowConfig& flow)
{
    flow.sweepAt = readRhythm(entry, "sweep_at", "30 1 * * *");
    ObjectReader audit = entry.object("audit", false);
    flow.audit.at = readRhythm(audit, "at", "");
    flow.audit.days = audit.integer("days", flow.audit.days, 1, 366);
    const std::string reports = audit.text("reports", "", false);
    flow.audit.reports = reports.empty() ? reports : absolute(reports, folder);
    audit.finish();
}

std::string readDocumentPath(ObjectReader& entry, const std::string& key, const std::string& folder)
{
    const std::string path = entry.text(key, "", false);
    if (path.empty())
    {
        return {};
    }
    const std::string full = absolute(path, folder);
    const Poco::File document(full);
    if (!document.exists() || !document.isFile())
    {
        entry.problem(key, text::say("config.document.absent", {full}));
    }
    return full;
}

void readConnectionName(ObjectReader& entry, const std::string& key, const Config& config,
                        bool connectionsRead, std::string& out)
{
    out = entry.text(key, "", true);
    if (!out.empty() && connectionsRead && config.connections.count(out) == 0)
    {
        std::vector<std::string> known;
        for (const auto& [name, connection] : config.connections)
        {
            known.push_back(name);
        }
        entry.problem(key, text::say("config.flow.connection",
                                     {out, ObjectReader::suggest(out, known, "config.there_are")}));
    }
}

// A flow that others fill by their callBackStrategy has a word in the place of a connection.
void readSource(ObjectReader& entry, const Config& config, bool connectionsRead, FlowConfig& flow)
{
    flow.fed = entry.text("source", "", false) == FedSource && config.connections.count(FedSource) == 0;
    if (!flow.fed)
    {
        readConnectionName(entry, "source", config, connectionsRead, flow.source);
        return;
    }
    flow.source = FedSource;
    if (!flow.plugin.empty() || !entry.given("source_document") || !entry.given("target_document"))
    {
        entry.problem("source", text::say("config.flow.fed_documents"));
    }
}

// Documents decide what a flow is: with a target it writes, with a source alone it keeps a dataset.
void readDocuments(ObjectReader& entry, const std::string& folder, FlowConfig& flow)
{
    flow.plugin = entry.text("plugin", "", false);
    flow.id = entry.text("id", flow.name, false);
    flow.sourceDocument = readDocumentPath(entry, "source_document", folder);
    flow.targetDocument = readDocumentPath(entry, "target_document", folder);
    if (!entry.given("plugin") && !entry.given("source_document"))
    {
        entry.problem("plugin", text::say("config.flow.no_documents"));
    }
    else if (!entry.given("plugin") && !entry.given("target_document") && entry.given("target"))
    {
        entry.problem("target_document", text::say("config.flow.no_target_document"));
    }
}

void readTiming(ObjectReader& entry, bool writes, FlowConfig& flow)
{
    readStart(entry, writes, flow);
    flow.every = readRhythm(entry, "every", "5m").value_or(schedule::Rhythm());
    flow.lagSeconds = entry.integer("lag_seconds", flow.lagSeconds, 0, 86'400);
    flow.overlapMinutes = entry.integer("overlap_minutes", flow.overlapMinutes, 0, 43'200);
    flow.sweepHours = entry.integer("sweep_hours", flow.sweepHours, 0, 24 * 31);
    flow.sweepDays = entry.integer("sweep_days", flow.sweepDays, 0, 366);
    flow.missingMinutes = entry.integer("missing_minutes", flow.missingMinutes, 0, 43'200);
}

void readWriting(ObjectReader& entry, FlowConfig& flow)
{
    flow.settleSeconds = entry.integer("settle_seconds", flow.settleSeconds, 0, 3600);
    flow.concurrency = entry.integer("concurrency", flow.concurrency, 1, 128);
    const std::string batch = entry.choice("batch", "best_effort", {"best_effort", "all_or_nothing"});
    const std::string change = entry.choice("on_change", "report", {"report", "update_unaudited"});
    flow.onChange =
        change == "update_unaudited" ? engine::OnChange::UpdateUnaudited : engine::OnChange::Report;
    flow.batch = batch == "all_or_nothing" ? engine::BatchMode::AllOrNothing : engine::BatchMode::BestEffort;
}

} // namespace

void readFlow(ObjectReader& entry, const std::string& folder, const Config& config, bool connectionsRead,
              FlowConfig& flow)
{
    // What it was meant to be, also where that is broken: the settings of its kind are known then.
    const bool writes = entry.given("plugin") || entry.given("target_document") || entry.given("target");
    flow.enabled = entry.boolean("enabled", true);
    readDocuments(entry, folder, flow);
    readSource(entry, config, connectionsRead, flow);
    readTiming(entry, writes, flow);
    if (writes)
    {
        readConnectionName(entry, "target", config, connectionsRead, flow.target);
        readWriting(entry, flow);
        readAudit(entry, folder, flow);
        if (flow.fed && flow.audit.at)
        {
            entry.problem("audit", text::say("config.flow.fed_audit"));
        }
        flow.datasets = entry.texts("datasets", false);
    }
    else
    {
        entry.text("target", "", false); // empty
    }
    entry.finish();
}

void checkDatasets(ObjectReader& flows, const Config& config)
{
    std::vector<std::string> known;
    std::map<std::string, std::string> owners; // id to flow
    for (const auto& [name, flow] : config.flows)
    {
        if (!flow.isDataset())
        {
            continue;
        }
        known.push_back(name);
        const auto [owner, fresh] = owners.emplace(flow.id, name);
        if (!fresh)
        {
            flows.problem(name + ".id", text::say("config.flow.id_twice", {flow.id, owner->second}));
        }
    }
    for (const auto& [name, flow] : config.flows)
    {
        for (const std::string& wanted : flow.datasets)
        {
            const auto found = config.flows.find(wanted);
            if (found == config.flows.end() || !found->second.isDataset())
            {
                flows.problem(name + ".datasets", text::say("config.flow.dataset",
                                                            {wanted, ObjectReader::suggest(wanted, known)}));
            }
        }
    }
}

} // namespace duijie::config

#include "app/FlowBuilder.h"

#include "app/PlanInput.h"
#include "app/RemedyTimes.h"

#include "config/JsonPlaces.h"

#include "plan/CallBack.h"

#include "plugin/Stamp.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Services.h"

#include <algorithm>
#include <optional>

namespace duijie::app
{

namespace
{

class Builder
{
public:
    Builder(plugin::Instance* rules, std::vector<DocumentFinding>& findings)
        : _instance(rules), _flow(rules == nullptr ? nullptr : rules->ability<Flow>()), _findings(findings)
    {
    }

    Flow* flow() const noexcept { return _flow; }

    /// The override when there is one, else the plugin's own document.
    std::optional<std::string> document(const std::string& name, const std::string& file, std::string& where)
    {
        where = file;
        if (!file.empty())
        {
            return readFile(file);
        }
        where = _instance == nullptr ? name
                                     : _instance->stamp().id + "@" + _instance->stamp().version + ": " + name;
        sdk::StringSink sink;
        if (_flow == nullptr || _flow->document(sdk::toView(name), sink).code != STATUS_OK)
        {
            _findings.push_back({true, where, "", text::say("app.document.absent", {name})});
            return std::nullopt;
        }
        return sink.take();
    }

    void add(const std::string& where, std::string_view document, const plan::Findings& findings)
    {
        const config::JsonPlaces places(document);
        for (const plan::Finding& finding : findings)
        {
            _findings.push_back({finding.error || finding.incomplete, where, finding.path, finding.message,
                                 places.find(finding.path).line});
        }
    }

    std::unique_ptr<plan::SourcePlan> source(const std::string& name, const std::string& file)
    {
        std::string where;
        const auto text = document(name, file, where);
        plan::Findings findings;
        auto plan = text ? plan::SourcePlan::compile(*text, findings) : nullptr;
        add(where, text.value_or(""), findings);
        if (plan)
        {
            checkRemedy(*plan, name, where);
            checkLookups(*plan, name, where);
        }
        return plan;
    }

    /// `source`: the document it is fed by, when there is one.
    std::unique_ptr<plan::TargetPlan> target(const std::string& file, const plan::SourcePlan* source)
    {
        std::string where;
        const auto text = document("target", file, where);
        plan::Findings findings;
        auto plan = text ? plan::TargetPlan::compile(*text, findings) : nullptr;
        if (plan && source != nullptr && !source->declared().empty())
        {
            plan->checkPaths(source->declared(), findings);
        }
        add(where, text.value_or(""), findings);
        return plan;
    }

    void datasets(const config::FlowConfig& config, engine::FlowParts& parts)
    {
        sdk::StringSink sink;
        sdk::JsonDocument json;
        if (_flow != nullptr)
        {
            _flow->datasets(sink);
        }
        if (sink.text().empty() || !json.parse(sink.text()))
        {
            return;
        }
        for (const sdk::JsonValue item : json.root().find("datasets"))
        {
            engine::DatasetPart part;
            part.id = item.find("id").text();
            part.key = part.id;
            part.name = item.find("name").text();
            part.connection = item.find("side").text() == "source" ? config.source : config.target;
            part.plan = source(part.name, "");
            parts.datasets.push_back(std::move(part));
        }
    }

    /// The dataset that a flow of the configuration keeps.
    void addDataset(const config::FlowConfig& flow, engine::FlowParts& parts)
    {
        engine::DatasetPart part;
        part.id = flow.id;
        part.key = flow.id;
        part.name = flow.name;
        part.connection = flow.source;
        part.startMs = flow.startMs;
        part.plan = source(flow.name, flow.sourceDocument);
        parts.datasets.push_back(std::move(part));
    }

    /// What the lookups ask for and the flow's own plugin does not bring comes from the dataset flows of the
    /// configuration; so does what the configuration names for the connectors' own questions. A lookup into a
    /// dataset that nobody fills can never find anything.
    void addDatasets(const config::Config& config, const config::FlowConfig& flow, engine::FlowParts& parts)
    {
        const auto filled = [&](const std::string& id)
        {
            return std::any_of(parts.datasets.begin(), parts.datasets.end(),
                               [&](const engine::DatasetPart& part) { return part.id == id; });
        };
        std::vector<std::pair<const char*, std::string>> asked;
        for (const std::string& id : parts.sourcePlan ? parts.sourcePlan->datasets() : Ids{})
        {
            asked.emplace_back("source", id);
        }
        for (const std::string& id : parts.targetPlan->datasets())
        {
            asked.emplace_back("target", id);
        }
        for (const auto& [side, id] : asked)
        {
            const auto owner = std::find_if(config.flows.begin(), config.flows.end(),
                                            [&wanted = id](const auto& item) {
                                                return item.second.isDataset() &&
                                                       (item.second.id == wanted || item.first == wanted);
                                            });
            if (!filled(id) && owner != config.flows.end())
            {
                addDataset(owner->second, parts);
                parts.datasets.back().id = id; // as this document calls it
            }
            else if (!filled(id))
            {
                _findings.push_back({true, side, "", text::say("app.document.dataset", {id})});
            }
        }
        for (const std::string& name : flow.datasets)
        {
            const config::FlowConfig& keeper = config.flows.at(name);
            // By key: a lookup may call the same rows by another id, and they are not to be read twice.
            if (std::none_of(parts.datasets.begin(), parts.datasets.end(),
                             [&](const engine::DatasetPart& part) { return part.key == keeper.id; }))
            {
                addDataset(keeper, parts);
            }
        }
    }

    /// The flow that is to be told of what this one writes: one that callbacks fill, by its id or its name.
    void addCallBack(const config::Config& config, const config::FlowConfig& flow, engine::FlowParts& parts)
    {
        const plan::CallBack* const callBack = parts.targetPlan->callBack();
        if (callBack == nullptr)
        {
            return;
        }
        const auto problem = [this](std::string_view id, std::initializer_list<std::string_view> arguments) {
            _findings.push_back({true, "target", "callBackStrategy", text::say(id, arguments)});
        };
        const std::string& wanted = callBack->strategy();
        const auto owner =
            std::find_if(config.flows.begin(), config.flows.end(),
                         [&](const auto& item)
                         { return item.second.fed && (item.second.id == wanted || item.first == wanted); });
        if (owner == config.flows.end())
        {
            return problem("app.document.callback", {wanted});
        }
        if (flow.batch == engine::BatchMode::AllOrNothing)
        {
            return problem("app.document.callback_batch", {});
        }
        std::vector<DocumentFinding> elsewhere; // told of the flow it belongs to
        const auto told = Builder(nullptr, elsewhere).source("source", owner->second.sourceDocument);
        if (!told)
        {
            return;
        }
        if (!callBack->gives(told->id()))
        {
            return problem("app.document.callback_id", {owner->first, told->id()});
        }
        parts.callBack = engine::CallBackPart{owner->first, told->id(), told->number()};
    }

    /// What several records become is one bill: undone or made anew, the others would go with one of them.
    void checkMerging(const config::FlowConfig& flow, const plan::TargetPlan& plan)
    {
        const auto problem = [this](std::string_view id) {
            _findings.push_back({true, "target", "operation", text::say(id)});
        };
        if (plan.grouping().groups() && flow.batch == engine::BatchMode::AllOrNothing)
        {
            problem("app.document.groups_batch");
        }
        if (plan.grouping().groups() && flow.onChange == engine::OnChange::UpdateUnaudited)
        {
            problem("app.document.groups_renew");
        }
    }

    /// Rows come as the other flow makes them: what only a reading would do is a mistake.
    void checkFed(const config::FlowConfig& flow, const plan::SourcePlan& plan)
    {
        const plan::Mapped request = plan.request({});
        const bool asks = !request.ok() || request.body.find("\"params\":{}") == std::string::npos;
        if (plan.id().empty() || plan.shapes() || !plan.paths().empty() || asks || plan.remedy() != nullptr)
        {
            _findings.push_back({true, flow.sourceDocument, "", text::say("app.document.fed")});
        }
    }

private:
    using Ids = std::vector<std::string>;

    // Rows that lookups ask would have to be there before they are read.
    void checkLookups(const plan::SourcePlan& plan, const std::string& name, const std::string& where)
    {
        if (name != "source" && !plan.datasets().empty())
        {
            _findings.push_back({true, where, "request", text::say("app.document.lookup_dataset")});
        }
    }

    // Only a flow's own source is asked again: what lookups ask is kept whole in another way.
    void checkRemedy(const plan::SourcePlan& plan, const std::string& name, const std::string& where)
    {
        std::string error;
        if (name != "source" && plan.remedy() != nullptr)
        {
            _findings.push_back({false, where, "omissionRemedy", text::say("app.document.remedy_dataset")});
        }
        else if (!remedyRhythm(plan, error) && !error.empty())
        {
            _findings.push_back({true, where, "omissionRemedy.crontab", error});
        }
    }

    std::optional<std::string> readFile(const std::string& file)
    {
        std::string problem;
        std::optional<std::string> content = readText(file, problem);
        if (!content)
        {
            _findings.push_back({true, file, "", problem});
        }
        return content;
    }

    plugin::Instance* _instance;
    Flow* _flow;
    std::vector<DocumentFinding>& _findings;
};

} // namespace

namespace
{

void takeSettings(const config::FlowConfig& flow, engine::FlowParts& parts)
{
    parts.name = flow.name;
    parts.sourceConnection = flow.source;
    parts.targetConnection = flow.target;
    parts.startMs = flow.startMs;
    parts.lagMs = flow.lagSeconds * 1000;
    parts.overlapMs = flow.overlapMinutes * 60'000;
    parts.settleMs = flow.settleSeconds * 1000;
    parts.nightlySweepMs = flow.sweepHours * 3'600'000;
    parts.weeklySweepMs = flow.sweepDays * 24 * 3'600'000;
    parts.missingMs = flow.missingMinutes * 60'000;
    parts.concurrency = static_cast<int>(flow.concurrency);
    parts.batch = flow.batch;
    parts.onChange = flow.onChange;
    parts.fed = flow.fed;
}

} // namespace

bool buildFlow(const config::Config& config, const config::FlowConfig& flow, plugin::Instance* rules,
               engine::FlowParts& parts, std::vector<DocumentFinding>& findings)
{
    const auto before = static_cast<std::ptrdiff_t>(findings.size());
    Builder builder(rules, findings);
    takeSettings(flow, parts);
    parts.rules = builder.flow();
    if (flow.isDataset())
    {
        builder.addDataset(flow, parts);
    }
    else
    {
        parts.sourcePlan = builder.source("source", flow.sourceDocument);
        parts.targetPlan = builder.target(flow.targetDocument, parts.sourcePlan.get());
        builder.datasets(flow, parts);
    }
    if (parts.targetPlan)
    {
        builder.addDatasets(config, flow, parts);
        builder.addCallBack(config, flow, parts);
        builder.checkMerging(flow, *parts.targetPlan);
    }
    if (flow.fed && parts.sourcePlan)
    {
        builder.checkFed(flow, *parts.sourcePlan);
    }
    return std::none_of(findings.begin() + before, findings.end(),
                        [](const DocumentFinding& finding) { return finding.error; });
}

} // namespace duijie::app

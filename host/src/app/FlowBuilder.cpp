#include "app/FlowBuilder.h"

#include "plugin/Stamp.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Services.h"

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/StreamCopier.h>

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

    void add(const std::string& where, const plan::Findings& findings)
    {
        for (const plan::Finding& finding : findings)
        {
            _findings.push_back({finding.error, where, finding.path, finding.message});
        }
    }

    std::unique_ptr<plan::SourcePlan> source(const std::string& name, const std::string& file)
    {
        std::string where;
        const auto text = document(name, file, where);
        plan::Findings findings;
        auto plan = text ? plan::SourcePlan::compile(*text, findings) : nullptr;
        add(where, findings);
        return plan;
    }

    std::unique_ptr<plan::TargetPlan> target(const std::string& file)
    {
        std::string where;
        const auto text = document("target", file, where);
        plan::Findings findings;
        auto plan = text ? plan::TargetPlan::compile(*text, findings) : nullptr;
        add(where, findings);
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
            part.name = item.find("name").text();
            part.connection = item.find("side").text() == "source" ? config.source : config.target;
            part.plan = source(part.name, "");
            parts.datasets.push_back(std::move(part));
        }
    }

    /// A lookup into a dataset that no flow fills can never find anything.
    void checkLookups(const engine::FlowParts& parts)
    {
        for (const std::string& id : parts.targetPlan->datasets())
        {
            bool filled = false;
            for (const engine::DatasetPart& part : parts.datasets)
            {
                filled = filled || part.id == id;
            }
            if (!filled)
            {
                _findings.push_back({true, "target", "", text::say("app.document.dataset", {id})});
            }
        }
    }

private:
    std::optional<std::string> readFile(const std::string& file)
    {
        try
        {
            Poco::FileInputStream stream(file);
            std::string content;
            Poco::StreamCopier::copyToString(stream, content);
            return content;
        }
        catch (const Poco::Exception& e)
        {
            _findings.push_back({true, file, "", text::say("config.unreadable", {file, e.displayText()})});
            return std::nullopt;
        }
    }

    plugin::Instance* _instance;
    Flow* _flow;
    std::vector<DocumentFinding>& _findings;
};

} // namespace

bool buildFlow(const config::FlowConfig& flow, plugin::Instance* rules, engine::FlowParts& parts,
               std::vector<DocumentFinding>& findings)
{
    const std::size_t before = findings.size();
    Builder builder(rules, findings);
    parts.name = flow.name;
    parts.sourceConnection = flow.source;
    parts.targetConnection = flow.target;
    parts.rules = builder.flow();
    parts.startMs = flow.startMs;
    parts.lagMs = flow.lagSeconds * 1000;
    parts.overlapMs = flow.overlapMinutes * 60'000;
    parts.settleMs = flow.settleSeconds * 1000;
    parts.concurrency = static_cast<int>(flow.concurrency);
    parts.batch = flow.batch;
    parts.sourcePlan = builder.source("source", flow.sourceDocument);
    parts.targetPlan = builder.target(flow.targetDocument);
    builder.datasets(flow, parts);
    if (parts.targetPlan)
    {
        builder.checkLookups(parts);
    }
    for (std::size_t i = before; i < findings.size(); ++i)
    {
        if (findings[i].error)
        {
            return false;
        }
    }
    return parts.sourcePlan && parts.targetPlan;
}

} // namespace duijie::app

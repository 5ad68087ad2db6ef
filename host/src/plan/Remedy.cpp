#include "plan/Remedy.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

const std::string Key = "omissionRemedy";
const std::string Taking = Key + ".takeOverRequest";

void reportUnknown(sdk::JsonValue remedy, Report& report)
{
    for (const sdk::JsonValue member : remedy)
    {
        const std::string path = Key + "." + std::string(member.name());
        if (member.name() == "adapter")
        {
            report.warning(path, "plan.remedy_adapter");
        }
        else if (member.name() != "crontab" && member.name() != "takeOverRequest")
        {
            report.warning(path, "plan.key_unknown", {member.name()});
        }
    }
}

void takeOver(std::vector<FieldNode>& request, FieldNode node, Report& report)
{
    const auto at = std::find_if(request.begin(), request.end(),
                                 [&](const FieldNode& own) { return own.field == node.field; });
    if (at != request.end())
    {
        *at = std::move(node);
        return;
    }
    report.warning(node.path + ".field", "plan.remedy_new_field", {node.field});
    request.push_back(std::move(node));
}

} // namespace

std::optional<RemedyNodes> readRemedy(const Document& document, Report& report)
{
    const sdk::JsonValue remedy = document.json.root().find(Key);
    if (!remedy.exists() || remedy.isNull() || (remedy.isObject() && remedy.size() == 0))
    {
        return std::nullopt;
    }
    if (!remedy.isObject())
    {
        report.error(Key, "plan.remedy_form", {sdk::jsonTypeName(remedy.type())});
        return std::nullopt;
    }
    reportUnknown(remedy, report);
    RemedyNodes out;
    out.crontab = remedy.find("crontab").text();
    out.request = document.request;
    if (out.crontab.empty())
    {
        report.error(Key + ".crontab", "plan.remedy_crontab");
    }
    const sdk::JsonValue taking = remedy.find("takeOverRequest");
    if (!taking.isArray() || taking.size() == 0)
    {
        report.error(Taking, "plan.remedy_request");
        return std::nullopt;
    }
    UnusedKeys unused;
    for (FieldNode& node : readFieldTree(taking, Taking, report, unused))
    {
        takeOver(out.request, std::move(node), report);
    }
    for (const auto& [key, path] : unused)
    {
        report.warning(path, "plan.key_unknown", {key});
    }
    return out.crontab.empty() ? std::nullopt : std::optional(std::move(out));
}

} // namespace duijie::plan

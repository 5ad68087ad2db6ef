#include "Faults.h"

#include "BillForm.h"
#include "JsonOut.h"
#include "JsonTree.h"
#include "Random.h"

#include <algorithm>
#include <array>
#include <utility>

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kWdtPath = "/router/qm";
constexpr std::string_view kDirectPrefix = "/openapi2/";
constexpr std::string_view kJdyPrefix = "/jdy";
constexpr std::string_view kOperatePath = "/jdy/v2/sys/common_operate";

constexpr std::array<std::pair<std::string_view, FaultKind>, 25> kKinds = {{
    {"cut_before", FaultKind::CutBefore},
    {"cut_after", FaultKind::CutAfter},
    {"timeout_before", FaultKind::TimeoutBefore},
    {"timeout_after", FaultKind::TimeoutAfter},
    {"status_500_before", FaultKind::Status500Before},
    {"status_500_after", FaultKind::Status500After},
    {"html", FaultKind::Html},
    {"html_after", FaultKind::HtmlAfter},
    {"truncate", FaultKind::Truncate},
    {"truncate_json", FaultKind::TruncateJson},
    {"charset", FaultKind::Charset},
    {"bom", FaultKind::Bom},
    {"empty", FaultKind::Empty},
    {"drip", FaultKind::Drip},
    {"status_429", FaultKind::Status429},
    {"ban", FaultKind::Ban},
    {"deep_json", FaultKind::DeepJson},
    {"huge", FaultKind::Huge},
    {"missing_list", FaultKind::MissingList},
    {"late_apply", FaultKind::LateApply},
    {"duplicate_rows", FaultKind::DuplicateRows},
    {"bad_record", FaultKind::BadRecord},
    {"audit_fails", FaultKind::AuditFails},
    {"token_expires", FaultKind::TokenExpires},
    {"secret_rotates", FaultKind::SecretRotates},
}};

constexpr std::array<std::string_view, 15> kKeys = {"path",      "method", "kind",  "skip",  "times",
                                                    "per_mille", "seed",   "ms",    "bytes", "status",
                                                    "seconds",   "reset",  "shape", "note",  "after"};

bool onlyForPages(FaultKind kind)
{
    return kind == FaultKind::MissingList || kind == FaultKind::BadRecord || kind == FaultKind::Ban;
}

bool ofAccess(FaultKind kind)
{
    return kind == FaultKind::TokenExpires || kind == FaultKind::SecretRotates;
}

std::uint32_t defaultMilliseconds(FaultKind kind)
{
    switch (kind)
    {
    case FaultKind::TimeoutBefore:
    case FaultKind::TimeoutAfter:
        return 60000;
    case FaultKind::LateApply:
        return 3000;
    default:
        return 10;
    }
}

std::size_t defaultBytes(FaultKind kind)
{
    return kind == FaultKind::Huge ? std::size_t{64} << 20 : 20;
}

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

} // namespace

std::string Faults::parseRule(const JsonValue& source, Rule& rule)
{
    if (!source.is(JsonValue::Kind::Object))
        return "a fault rule must be an object";
    for (const auto& [name, value] : source.members)
    {
        if (std::find(kKeys.begin(), kKeys.end(), name) == kKeys.end())
            return "a fault rule has no key " + quoted(name);
    }
    Fault& fault = rule.fault;
    fault.name = source.string("kind");
    const auto kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == fault.name; });
    if (kind == kKinds.end())
        return "unknown fault kind " + quoted(fault.name);
    fault.kind = kind->second;
    rule.path = source.string("path");
    rule.method = source.string("method");
    rule.note = source.string("note");
    rule.after = source.string("after");
    if (std::string problem = placeProblem(rule); !problem.empty())
        return problem;
    rule.skip = static_cast<std::uint64_t>(source.integer("skip", 0));
    rule.times = static_cast<std::uint64_t>(source.integer("times", 1));
    rule.perMille = static_cast<std::uint32_t>(source.integer("per_mille", 1000));
    rule.seed = static_cast<std::uint64_t>(source.integer("seed", 1));
    fault.milliseconds = static_cast<std::uint32_t>(source.integer("ms", defaultMilliseconds(fault.kind)));
    fault.bytes = static_cast<std::size_t>(
        source.integer("bytes", static_cast<std::int64_t>(defaultBytes(fault.kind))));
    fault.status = static_cast<int>(source.integer("status", 500));
    fault.seconds = static_cast<std::uint32_t>(source.integer("seconds", 1));
    fault.errorResponse = source.string("shape") == "error_response";
    const JsonValue* reset = source.find("reset");
    fault.reset = reset != nullptr && reset->is(JsonValue::Kind::True);
    return {};
}

/** What speaks against this kind of fault on that call; empty when nothing does. */
std::string Faults::placeProblem(const Rule& rule)
{
    const FaultKind kind = rule.fault.kind;
    if (rule.path.empty())
        return "a fault rule needs a path";
    const bool qimen = rule.path == kWdtPath;
    const bool wdt = qimen || rule.path.starts_with(kDirectPrefix);
    if (onlyForPages(kind) && !(kind == FaultKind::Ban ? qimen : wdt))
        return quoted(rule.fault.name) + " is only possible on " + std::string(kWdtPath);
    if (kind == FaultKind::DuplicateRows && !wdt && rule.method != "GET")
        return quoted(rule.fault.name) + " is only possible on a list";
    if (ofAccess(kind) && !rule.path.starts_with(kJdyPrefix))
        return quoted(rule.fault.name) + " is only possible on Kingdee's calls";
    const auto route = billRoute(rule.method, rule.path);
    const bool audits = (route && route->call == BillCall::Save) || rule.path == kOperatePath;
    if (kind == FaultKind::AuditFails && !audits)
        return "\"audit_fails\" is only possible on a POST that audits a bill";
    return {};
}

bool Faults::armed(const Rule& rule) const
{
    return rule.after.empty() ||
           std::any_of(_rules.begin(), _rules.end(),
                       [&](const Rule& other) { return other.note == rule.after && other.fired > 0; });
}

std::string Faults::add(std::string_view json)
{
    const auto tree = parseJson(json);
    if (!tree || !tree->is(JsonValue::Kind::Array))
        return "the body must be a JSON list of fault rules";
    std::vector<Rule> rules(tree->items.size());
    for (std::size_t i = 0; i < rules.size(); ++i)
    {
        if (std::string error = parseRule(tree->items[i], rules[i]); !error.empty())
            return "rule " + std::to_string(i + 1) + ": " + error;
    }
    const std::lock_guard lock(_mutex);
    _rules.insert(_rules.end(), rules.begin(), rules.end());
    return {};
}

std::optional<Fault> Faults::take(const Request& request)
{
    const std::lock_guard lock(_mutex);
    for (Rule& rule : _rules)
    {
        if (rule.path != request.path || (!rule.method.empty() && rule.method != request.method))
            continue;
        if (!armed(rule))
            continue;
        const std::uint64_t number = rule.seen++;
        if (number < rule.skip || rule.fired >= rule.times)
            continue;
        if (mix(rule.seed, number) % 1000 >= rule.perMille)
            continue;
        ++rule.fired;
        return rule.fault;
    }
    return std::nullopt;
}

void Faults::clear()
{
    const std::lock_guard lock(_mutex);
    _rules.clear();
}

std::string Faults::describe() const
{
    const std::lock_guard lock(_mutex);
    std::string text;
    JsonOut out(text);
    out.beginArray();
    for (const Rule& rule : _rules)
    {
        out.beginObject()
            .field("path", rule.path)
            .field("method", rule.method)
            .field("kind", rule.fault.name);
        out.field("skip", rule.skip)
            .field("times", rule.times)
            .field("seen", rule.seen)
            .field("fired", rule.fired);
        out.endObject();
    }
    out.endArray();
    return text;
}

} // namespace duijie::sandbox

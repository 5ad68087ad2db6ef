#include "Rig.h"

#include "engine/InboxSink.h"

#include <map>

namespace duijie::engine::test
{

namespace
{

std::optional<std::string> noSecret(std::string_view, std::string& error)
{
    error = "there are no secrets here";
    return std::nullopt;
}

std::string member(const Doc& doc, const char* name)
{
    sdk::JsonDocument json;
    json.parse(doc.json);
    return std::string(json.root().find(name).text());
}

} // namespace

std::string joined(const std::vector<std::string>& lines)
{
    std::string out;
    for (const std::string& line : lines)
    {
        out += (out.empty() ? "" : "\n") + line;
    }
    return out;
}

Rig::Rig()
    : store(openStore(), clock),
      quota(clock, store), shared{clock, log, store, quota, redactor, stop, noSecret}, target(clock)
{
    flow = sampleFlow();
    flow.datasets.front().source = &materials;
    flow.source = &source;
    flow.target = &target;
    flow.undo = &target;
    flow.rules = &rules;
    flow.startMs = Noon - 24 * Hour;
    flow.lagMs = Minute;
    flow.settleMs = 30 * Second;
    flow.concurrency = 3;
    materials.put(makeMaterial("A"));
    target.intents = &store;
}

void Rig::keyedBy(const std::string& prefix)
{
    flow.targetPlan = billsKeyedBy(prefix);
}

void Rig::addDocs(int count, int64_t fromMs)
{
    for (int i = 1; i <= count; ++i)
    {
        source.put(makeDoc(i, fromMs + i * Second));
    }
}

RunOutcome Rig::run(const PollSpan& span)
{
    progress = std::make_unique<Progress>();
    return runFlow(flow, shared, *progress, span, "test");
}

AuditReport Rig::audit(const PollSpan& span)
{
    return engine::audit(flow, shared, span, [](int64_t, int64_t) {});
}

std::unique_ptr<store::Store> Rig::openStore()
{
    return store::openStore(folder.storeUrl(), store::Access::Own, {[this] { return clock.nowMs(); }});
}

void Rig::restart()
{
    stop = false;
    store.reopen([this] { return openStore(); });
}

std::vector<store::RecordRow> Rig::rowsOf(const std::string& key)
{
    std::vector<store::RecordRow> out;
    for (const store::LoadedRecord& record : store.find(flow.name, key))
    {
        out.push_back(record.row);
    }
    return out;
}

std::optional<store::RecordRow> Rig::row(const std::string& key)
{
    const auto rows = rowsOf(key);
    return rows.empty() ? std::nullopt : std::optional<store::RecordRow>(rows.front());
}

int64_t Rig::count(store::RecordState state)
{
    return store.counts(flow.name)[static_cast<std::size_t>(state)];
}

int64_t Rig::cursor()
{
    const auto text = store.cursor(flow.name, InboxSink::CursorName);
    return text ? std::stoll(*text) : 0;
}

std::vector<std::string> Rig::faults()
{
    std::vector<std::string> out = target.violations();
    const auto broken = store.violations();
    out.insert(out.end(), broken.begin(), broken.end());
    std::map<std::string, std::vector<BookBill>> bills;
    for (const BookBill& bill : target.bills())
    {
        if (bill.live)
        {
            bills[bill.key].push_back(bill);
        }
    }
    for (const Doc& doc : source.docs())
    {
        const std::string key = "doc " + doc.number;
        const std::string qty = member(doc, "qty");
        const bool eligible =
            member(doc, "kind") != "draft" && qty != "bad" && qty != "refuse" && qty != "wait";
        const auto& found = bills[key];
        if (found.size() > (eligible ? 1u : 0u))
        {
            out.push_back((eligible ? "doubled: " : "unexpected: ") + key);
        }
        else if (eligible && found.empty())
        {
            out.push_back("lost: " + key);
        }
        else if (eligible &&
                 found[0].fingerprint != fingerprintOf(member(doc, "day"), qty, "m-" + member(doc, "sku")))
        {
            out.push_back("different: " + key);
        }
        bills.erase(key);
    }
    for (const auto& [key, ofKey] : bills)
    {
        out.push_back("unexpected: " + key);
    }
    return out;
}

} // namespace duijie::engine::test

#include "engine/Bundler.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int AtATime = 256;
constexpr int64_t MostUnderWay = 64;

// More rows than this are no bill: a constant in the place of the field that tells bills apart.
constexpr std::size_t MostMembers = 5000;

// Of the row and of what it is made of, so that what is made of the same row anew is another version.
store::Digest digestOf(const store::Bundle& bundle, int64_t runId)
{
    std::string text = bundle.payload + "\x1F" + std::to_string(runId);
    for (const int64_t member : bundle.members)
    {
        text += "\x1F" + std::to_string(member);
    }
    const auto full = sdk::sha256(text);
    store::Digest digest;
    std::copy_n(full.begin(), digest.size(), digest.begin());
    return digest;
}

} // namespace

Bundler::~Bundler()
{
    waitFor(0); // what is under way calls back
}

void Bundler::bundle()
{
    std::vector<Place> all = places();
    flush();
    waitFor(0);
    std::stable_sort(all.begin(), all.end(),
                     [](const Place& a, const Place& b) { return a.group < b.group; });
    // In the order of the first row of each.
    std::vector<std::pair<int64_t, std::size_t>> groups;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        if (i == 0 || all[i].group != all[i - 1].group)
        {
            groups.emplace_back(all[i].seq, i);
        }
    }
    std::sort(groups.begin(), groups.end());
    for (const auto& [first, begin] : groups)
    {
        std::vector<int64_t> seqs;
        for (std::size_t i = begin; i < all.size() && all[i].group == all[begin].group; ++i)
        {
            seqs.push_back(all[i].seq);
        }
        if (_run.stopping())
        {
            break;
        }
        makeOf(seqs);
        waitFor(MostUnderWay);
    }
    flush();
    waitFor(0);
}

std::vector<Bundler::Place> Bundler::places()
{
    std::vector<Place> out;
    int64_t after = 0;
    while (!_run.stopping())
    {
        const auto records = _run.shared.store.load(_run.flow.name, RecordState::Received, after, AtATime);
        if (records.empty())
        {
            break;
        }
        after = records.back().row.seq;
        for (const store::LoadedRecord& record : records)
        {
            if (record.row.isBundle())
            {
                continue;
            }
            std::string problem;
            const std::string group =
                _document.parse(record.payload)
                    ? _run.flow.targetPlan->grouping().groupOf(_document.root(), problem)
                    : std::string();
            if (group.empty())
            {
                setAside(record.row, RecordState::Dead,
                         problem.empty() ? text::say("engine.map.unreadable", {_document.error()}) : problem);
                continue;
            }
            out.push_back({std::hash<std::string>()(group), record.row.seq});
        }
        flush();
    }
    return out;
}

void Bundler::makeOf(const std::vector<int64_t>& seqs)
{
    if (seqs.size() > MostMembers)
    {
        for (const store::LoadedRecord& record : _run.shared.store.loadThese(seqs))
        {
            setAside(record.row, RecordState::Held,
                     text::say("engine.bundle.too_many", {std::to_string(seqs.size())}));
        }
        return;
    }
    const std::vector<store::LoadedRecord> records = _run.shared.store.loadThese(seqs);
    MergedRows merged = mergeRows(_run.flow.targetPlan->grouping(), records);
    for (const plan::GroupProblem& problem : merged.problems)
    {
        for (const std::size_t member : problem.members)
        {
            setAside(records[member].row, RecordState::Held,
                     text::say("engine.bundle.together", {problem.message}));
        }
    }
    for (MergedRow& row : merged.rows)
    {
        write(std::move(row), records);
    }
}

void Bundler::write(MergedRow row, const std::vector<store::LoadedRecord>& records)
{
    store::Bundle bundle;
    bundle.flow = _run.flow.name;
    bundle.reason = text::say("engine.bundle.member", {row.key, row.number});
    bundle.key = std::move(row.key);
    bundle.number = std::move(row.number);
    bundle.payload = std::move(row.payload);
    bundle.eventMs = row.eventMs;
    for (const std::size_t member : row.members)
    {
        bundle.members.push_back(records[member].row.seq);
    }
    bundle.digest = digestOf(bundle, _run.runId);
    _run.shared.store.writeBundle(std::move(bundle), counted());
}

void Bundler::setAside(const store::RecordRow& row, RecordState to, const std::string& reason)
{
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = row.state;
    transition.to = to;
    transition.reason = reason;
    _aside.push_back(std::move(transition));
    (to == RecordState::Held ? _run.progress.held : _run.progress.dead) += 1;
}

void Bundler::flush()
{
    if (!_aside.empty())
    {
        _run.shared.store.writeOutcome(std::exchange(_aside, {}), {}, counted());
    }
}

store::Done Bundler::counted()
{
    ++_underWay;
    return [this, &run = _run](const store::WriteResult& result)
    {
        if (!result.ok)
        {
            run.haltForStore(result.error);
        }
        --_underWay;
        run.signal();
    };
}

void Bundler::waitFor(int64_t most)
{
    while (_underWay.load() > most)
    {
        _signals = _run.waitSignal(_signals, 50);
    }
}

} // namespace duijie::engine

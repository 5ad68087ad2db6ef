#include "ops/Metrics.h"

#include "ops/ProcessFigures.h"

#include "engine/InboxSink.h"

#include <Poco/File.h>

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace duijie::ops
{

namespace
{

using Families = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;
using prometheus::MetricType;
using store::RecordState;

// Counting walks over all records: asked again no sooner than this, and never more than a small part of the
// time, however many there are.
constexpr int64_t FreshMs = 5000;
constexpr int64_t RestTimes = 20;

// What goes on by itself, without a person.
constexpr RecordState Unsent[] = {RecordState::Received, RecordState::Sending, RecordState::Retrying,
                                  RecordState::Unknown};

prometheus::MetricFamily& family(Families& out, const char* name, MetricType type, const char* help)
{
    out.push_back({name, help, type, {}});
    return out.back();
}

void add(prometheus::MetricFamily& to, Labels labels, double value)
{
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    (to.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    to.metric.push_back(std::move(metric));
}

void gauge(Families& out, const char* name, const char* help, double value)
{
    add(family(out, name, MetricType::Gauge, help), {}, value);
}

int64_t numberOf(const std::optional<std::string>& text)
{
    int64_t out = 0;
    if (text)
    {
        std::from_chars(text->data(), text->data() + text->size(), out);
    }
    return out;
}

double secondsSince(int64_t ms, int64_t now)
{
    return ms == 0 ? 0 : static_cast<double>(std::max<int64_t>(0, now - ms)) / 1000;
}

} // namespace

Metrics::Metrics(Figures figures, StorePulse& pulse)
    : _figures(std::move(figures)), _pulse(pulse),
      _startedSeconds(static_cast<double>(_figures.time.nowMs()) / 1000)
{
}

std::string Metrics::page()
{
    const std::lock_guard lock(_mutex);
    Families all = _figures.calls.collect();
    addFlows(all);
    addRecords(all);
    addQuotas(all);
    addStore(all);
    addProcess(all);
    std::ostringstream stream;
    prometheus::TextSerializer().Serialize(stream, all);
    return stream.str();
}

const std::map<std::string, Metrics::FlowFigures>& Metrics::flowFigures()
{
    const int64_t begun = _figures.time.monotonicMs();
    if (begun < _cachedUntilMs)
    {
        return _cached;
    }
    std::map<std::string, FlowFigures> fresh;
    for (const auto& [name, standing] : _figures.flows.standings())
    {
        FlowFigures& flow = fresh[name];
        flow.counts = _figures.store.counts(name);
        flow.oldestMs = _figures.store.oldestUnsentMs(name);
        flow.cursorMs = numberOf(_figures.store.cursor(name, engine::InboxSink::CursorName));
    }
    _cached = std::move(fresh);
    const int64_t ended = _figures.time.monotonicMs();
    _cachedUntilMs = ended + std::max(FreshMs, RestTimes * (ended - begun));
    return _cached;
}

void Metrics::addFlows(Families& out)
{
    const auto standings = _figures.flows.standings();
    const auto each = [&](const char* name, const char* help, double (*value)(const FlowStanding&))
    {
        prometheus::MetricFamily& to = family(out, name, MetricType::Gauge, help);
        for (const auto& [flow, standing] : standings)
        {
            add(to, {{"flow", flow}}, value(standing));
        }
    };
    each("duijie_flow_open", "1: the flow is open; 0: it was left out at the start, the log says why",
         [](const FlowStanding& flow) { return flow.open ? 1.0 : 0.0; });
    each("duijie_flow_running", "1: a run of the flow is under way",
         [](const FlowStanding& flow) { return flow.running ? 1.0 : 0.0; });
    each("duijie_flow_paused", "1: a person has paused the flow",
         [](const FlowStanding& flow) { return flow.paused ? 1.0 : 0.0; });
    each("duijie_flow_failing", "1: the last run of the flow failed",
         [](const FlowStanding& flow) { return flow.lastState == "failed" ? 1.0 : 0.0; });
    each("duijie_flow_last_success_timestamp_seconds",
         "When a run of the flow last came to its end; 0: never",
         [](const FlowStanding& flow) { return static_cast<double>(flow.lastSuccessMs) / 1000; });
    prometheus::MetricFamily& runs =
        family(out, "duijie_runs_total", MetricType::Counter, "Runs that ended in this process, by result");
    for (const auto& [flow, standing] : standings)
    {
        for (const char* result : {"ok", "attention", "failed", "stopped"})
        {
            const auto found = standing.runs.find(result);
            add(runs, {{"flow", flow}, {"result", result}},
                found == standing.runs.end() ? 0 : static_cast<double>(found->second));
        }
    }
}

void Metrics::addRecords(Families& out)
{
    const int64_t now = _figures.time.nowMs();
    const auto& flows = flowFigures();
    prometheus::MetricFamily records{
        "duijie_records", "Records in the store by state", MetricType::Gauge, {}};
    prometheus::MetricFamily backlog{"duijie_backlog_records",
                                     "Records that are still to be brought to an end without a person",
                                     MetricType::Gauge,
                                     {}};
    prometheus::MetricFamily oldest{"duijie_oldest_unsent_seconds",
                                    "How long the oldest of the backlog has been here; 0: there is none",
                                    MetricType::Gauge,
                                    {}};
    prometheus::MetricFamily lag{"duijie_cursor_lag_seconds",
                                 "How far what was wholly read of the source lies behind now",
                                 MetricType::Gauge,
                                 {}};
    for (const auto& [name, flow] : flows)
    {
        int64_t waiting = 0;
        for (std::size_t i = 0; i < flow.counts.size(); ++i)
        {
            const auto state = static_cast<RecordState>(i);
            waiting += std::count(std::begin(Unsent), std::end(Unsent), state) * flow.counts[i];
            add(records, {{"flow", name}, {"state", std::string(store::stateName(state))}},
                static_cast<double>(flow.counts[i]));
        }
        add(backlog, {{"flow", name}}, static_cast<double>(waiting));
        add(oldest, {{"flow", name}}, secondsSince(flow.oldestMs, now));
        if (flow.cursorMs != 0) // nothing was wholly read yet: there is no lag to tell
        {
            add(lag, {{"flow", name}}, secondsSince(flow.cursorMs, now));
        }
    }
    for (prometheus::MetricFamily* each : {&records, &backlog, &oldest, &lag})
    {
        out.push_back(std::move(*each));
    }
}

void Metrics::addQuotas(Families& out) const
{
    prometheus::MetricFamily calls{
        "duijie_quota_calls_total", "Calls that took a turn of a quota", MetricType::Counter, {}};
    prometheus::MetricFamily waited{"duijie_quota_wait_seconds_total",
                                    "Time in which work waited for a turn of a quota",
                                    MetricType::Counter,
                                    {}};
    prometheus::MetricFamily limit{
        "duijie_quota_limit", "Calls that a quota allows in its window; 0: no limit", MetricType::Gauge, {}};
    for (const engine::QuotaUse& use : _figures.quota.use())
    {
        const Labels labels{{"quota", use.bucket}};
        add(calls, labels, static_cast<double>(use.calls));
        add(waited, labels, static_cast<double>(use.waitedMs) / 1000);
        add(limit, labels, use.limit);
    }
    for (prometheus::MetricFamily* each : {&calls, &waited, &limit})
    {
        out.push_back(std::move(*each));
    }
}

void Metrics::addStore(Families& out)
{
    const store::StoreSize size = _figures.store.size();
    gauge(out, "duijie_store_bytes", "Size of the store's file", static_cast<double>(size.bytes));
    gauge(out, "duijie_store_free_bytes", "Room inside the store's file",
          static_cast<double>(size.freeBytes));
    gauge(out, "duijie_disk_free_bytes", "Room on the disk of the store",
          static_cast<double>(Poco::File(_figures.storeFolder).usableSpace()));
    const StorePulse::Beat beat = _pulse.ask();
    gauge(out, "duijie_store_writable", "1: the store's writer writes", beat.alive ? 1 : 0);
    gauge(out, "duijie_store_commit_seconds", "How long the last small write took until it was durable",
          beat.commitSeconds);
}

void Metrics::addProcess(Families& out) const
{
    add(family(out, "duijie_build_info", MetricType::Gauge, "Always 1; the version is the label"),
        {{"version", _figures.version}}, 1);
    const ProcessFigures process = processFigures();
    add(family(out, "process_cpu_seconds_total", MetricType::Counter, "CPU time of the process"), {},
        process.cpuSeconds);
    gauge(out, "process_resident_memory_bytes", "Memory of the process",
          static_cast<double>(process.residentBytes));
    gauge(out, "process_open_fds", "Open descriptors of the process", static_cast<double>(process.openFiles));
    gauge(out, "process_start_time_seconds", "When the process began", _startedSeconds);
}

} // namespace duijie::ops

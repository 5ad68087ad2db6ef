// The days an audit by the schedule is about.
#include "app/FlowHistory.h"

#include "config/TimeZone.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;

BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(WholeDaysBeforeToday)
{
    struct Item
    {
        const char* zone;
        const char* now;
        int64_t days;
        const char* from;
        const char* to;
    };
    const Item items[] = {
        {"Asia/Shanghai", "2026-11-27 02:30:00", 1, "2026-11-26 00:00:00", "2026-11-26 23:59:59"},
        {"Asia/Shanghai", "2026-11-27 00:00:00", 3, "2026-11-24 00:00:00", "2026-11-26 23:59:59"},
        {"Asia/Shanghai", "2026-03-01 23:59:59", 1, "2026-02-28 00:00:00", "2026-02-28 23:59:59"},
        {"America/New_York", "2026-03-09 02:30:00", 1, "2026-03-08 00:00:00",
         "2026-03-08 23:59:59"}, // 23 hours
        {"America/New_York", "2026-11-02 02:30:00", 2, "2026-10-31 00:00:00",
         "2026-11-01 23:59:59"}, // 25 hours
    };
    for (const Item& item : items)
    {
        config::FlowConfig flow;
        flow.timezone = item.zone;
        flow.audit.days = item.days;
        const config::TimeZone zone(item.zone);
        const engine::PollSpan span = app::auditSpan(flow, zone.parse(item.now).value());
        BOOST_TEST(zone.format(span.fromMs.value()) == item.from, item.now);
        BOOST_TEST(zone.format(span.toMs.value()) == item.to, item.now);
    }
}

BOOST_AUTO_TEST_CASE(NotBeforeTheFlowBegins)
{
    config::FlowConfig flow;
    flow.audit.days = 30;
    const config::TimeZone zone(flow.timezone);
    flow.startMs = zone.parse("2026-11-20 08:00:00").value();
    const engine::PollSpan span = app::auditSpan(flow, zone.parse("2026-11-27 02:30:00").value());
    BOOST_TEST(span.fromMs.value() == flow.startMs);
}

BOOST_AUTO_TEST_SUITE_END()

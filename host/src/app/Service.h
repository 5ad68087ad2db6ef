// The loop of a host that runs by itself: every enabled flow at its times.
#pragma once

#include "app/Fitting.h"
#include "app/FlowSession.h"
#include "app/HandWork.h"
#include "app/HostCore.h"
#include "app/PluginWatch.h"
#include "app/RequestBox.h"
#include "app/ServiceManager.h"

#include "engine/AuditReport.h"
#include "engine/FlowRun.h"

#include "ops/FlowBoard.h"

#include "schedule/Scheduler.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace duijie::app
{

class Service
{
public:
    /// Opens every enabled flow. One whose configuration is wrong is told of in the log and left out: it
    /// stops no other.
    Service(HostCore& host, const engine::StopFlag& stop);
    ~Service();

    /// How many flows there are to run.
    std::size_t flows() const noexcept { return _sessions.size(); }

    /// How they stand, for other threads.
    const ops::FlowBoard& board() const noexcept { return _board; }

    /// Runs until the stop flag is set; what is under way then is brought to a safe end first. `manager`
    /// hears how it goes. `fittings` follow the configuration, in this order.
    void run(ServiceManager& manager, std::vector<Fitting*> fittings);

private:
    // Shared with the work under way: a session that is replaced lives until that ends.
    using Sessions = std::map<std::string, std::shared_ptr<FlowSession>>;

    struct Ended
    {
        std::string flow;
        bool well = false;
        bool byHand = false; // an order, not what a rhythm asked for
    };

    // An order of a person that waits until its flow has nothing else to do.
    struct Waiting
    {
        std::string id; // of the request
        HandOrder order;
    };

    Sessions openAll(const std::shared_ptr<const config::Config>& config,
                     std::map<std::string, config::Problems>& problems);
    void take(Sessions sessions, const config::Config& config);
    void lookForPlugins();
    void tellPlugins(const std::vector<plugin::Entry>& before);
    std::string reload();
    void start(const schedule::Start& start);
    void begin(const std::string& flow, std::function<Ended()> work);
    void serve();
    void serve(const Request& request);
    void control(const Request& request, std::string_view wish, const std::string& flow,
                 const std::string& why);
    void startOrders();
    HandReport workByHand(const HandOrder& order, const std::shared_ptr<FlowSession>& open);
    bool poll(const schedule::Start& start, FlowSession& session);
    bool remedy(FlowSession& session);
    engine::RunOutcome runOnce(FlowSession& session, const engine::PollSpan& span, std::string_view line);
    bool work(const schedule::Start& start, FlowSession& session);
    bool audit(FlowSession& session);
    void tellAudit(const std::string& flow, const engine::AuditReport& report);
    bool takeEnded();
    void tellStatus(ServiceManager& manager);
    std::string statusLine();
    void wait();
    void join();

    HostCore& _host;
    const engine::StopFlag& _stop;
    schedule::Scheduler _scheduler;
    ops::FlowBoard _board;
    Sessions _sessions;
    std::map<std::string, std::thread> _threads;
    std::mutex _mutex;
    std::mutex _cleaning;
    std::condition_variable _changed;
    std::vector<Ended> _ended;
    std::string _requestError;
    RequestBox _requests;
    std::vector<Waiting> _waiting;
    PluginWatch _watch;
    std::vector<Fitting*> _fittings;
    int64_t _watchedMs = 0;
};

} // namespace duijie::app

// The loop of a host that runs by itself: every enabled flow at its times.
#pragma once

#include "app/FlowSession.h"
#include "app/HandWork.h"
#include "app/HostCore.h"
#include "app/RequestBox.h"

#include "engine/AuditReport.h"

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

    /// Runs until the stop flag is set; what is under way then is brought to a safe end first.
    void run();

private:
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

    void open(const config::FlowConfig& flow);
    void start(const schedule::Start& start);
    void begin(const std::string& flow, std::function<Ended()> work);
    void serve();
    void serve(const Request& request);
    void control(const Request& request, std::string_view wish, const std::string& flow,
                 const std::string& why);
    void startOrders();
    HandReport workByHand(const HandOrder& order);
    bool poll(const schedule::Start& start, FlowSession& session);
    bool audit(const config::FlowConfig& flow, FlowSession& session);
    void tellAudit(const std::string& flow, const engine::AuditReport& report);
    void takeEnded();
    void wait();
    void join();

    HostCore& _host;
    const engine::StopFlag& _stop;
    schedule::Scheduler _scheduler;
    std::map<std::string, std::unique_ptr<FlowSession>> _sessions;
    std::map<std::string, std::thread> _threads;
    std::mutex _mutex;
    std::mutex _cleaning;
    std::condition_variable _changed;
    std::vector<Ended> _ended;
    std::string _requestError;
    RequestBox _requests;
    std::vector<Waiting> _waiting;
};

} // namespace duijie::app

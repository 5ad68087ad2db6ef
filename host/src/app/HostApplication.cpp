#include "app/HostApplication.h"

#ifndef _WIN32

#include "app/ExitCode.h"

#include <Poco/Util/ServerApplication.h>

#include <csignal>
#include <exception>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#endif

namespace duijie::app
{

#ifdef _WIN32

// A service has an application of its own (WindowsService), a console tells of Ctrl-C by itself.
int runUntilStopped(engine::StopFlag&, std::function<int()> work)
{
    return work();
}

#else

namespace
{

// ServerApplication blocks these when it begins to wait, in that thread only: a second one would then be
// delivered to another thread and kill the process. Threads take the mask over from who starts them.
void blockStopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int each : {SIGINT, SIGTERM, SIGQUIT})
    {
        sigaddset(&signals, each);
    }
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

class HostApplication final : public Poco::Util::ServerApplication
{
public:
    HostApplication(engine::StopFlag& stop, std::function<int()> work) : _stop(stop), _work(std::move(work))
    {
    }

    int result() const
    {
        if (_thrown)
        {
            std::rethrow_exception(_thrown);
        }
        return _code;
    }

protected:
    // Command line, configuration and log are the host's own.
    void initialize(Poco::Util::Application&) override {}
    void uninitialize() override {}

    int main(const std::vector<std::string>&) override
    {
        std::thread worker(
            [this]
            {
                try
                {
                    _code = _work();
                }
                catch (...)
                {
                    _thrown = std::current_exception();
                }
                terminate(); // wakes the wait below when the work ends by itself
            });
        waitForTerminationRequest();
        _stop = true;
        worker.join();
        return EXIT_OK;
    }

private:
    engine::StopFlag& _stop;
    const std::function<int()> _work;
    int _code = EXIT_ATTENTION;
    std::exception_ptr _thrown;
};

} // namespace

int runUntilStopped(engine::StopFlag& stop, std::function<int()> work)
{
    blockStopSignals();
    HostApplication application(stop, std::move(work));
    // Its name alone: the command line is read already, and an option of Poco's such as --daemon is none of
    // ours.
    application.run(std::vector<std::string>{"duijie"});
    return application.result();
}

#endif

} // namespace duijie::app

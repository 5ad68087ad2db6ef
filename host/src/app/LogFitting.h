// The log of a running host, taken anew.
#pragma once

#include "app/Fitting.h"

#include "ops/HostLog.h"

namespace duijie::app
{

class LogFitting final : public Fitting
{
public:
    /// `log` was made from `config`, and outlives this.
    LogFitting(ops::HostLog& log, const config::LogConfig& config) : _log(log), _config(config) {}

    void prepare(const config::Config& next, config::Problems& problems) override
    {
        if (next.log == _config)
        {
            return;
        }
        _nextConfig = next.log;
        _next = _log.plan(_nextConfig);
        if (const std::string trouble = _next->file ? _next->file->trouble() : ""; !trouble.empty())
        {
            problems.push_back({"log.file", trouble});
        }
    }

    void take() override
    {
        if (_next)
        {
            _log.take(std::move(_next));
            _config = _nextConfig;
        }
    }

    void forget() override { _next.reset(); }

private:
    ops::HostLog& _log;
    config::LogConfig _config;
    config::LogConfig _nextConfig;
    std::shared_ptr<ops::LogPlan> _next;
};

} // namespace duijie::app

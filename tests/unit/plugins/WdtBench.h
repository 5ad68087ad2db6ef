// A wdt.source opened against a server of the test's own.
#pragma once

#include "WdtSource.h"

#include "RawServer.h"
#include "TestHost.h"

#include <string>

namespace duijie::test
{

inline constexpr const char* WdtCanary = "canary-app-secret-7f3a";

/// Connector, host and server together. `plan` is what poll hands over.
struct WdtBench
{
    /// `extra`: further settings, each with a comma before it. `path`: the gateway's path. `language`: of the
    /// host's readers; a host that does not tell without it.
    explicit WdtBench(RawServer::Handler handler, const std::string& extra = "",
                      const std::string& path = "/router/qm", const std::string& language = "")
        : server(std::move(handler))
    {
        if (!language.empty())
        {
            host.setLanguage(language);
        }
        host.setSecret("env:S", WdtCanary);
        const std::string settings = R"({"gateway":")" + server.url() + path +
                                     R"(","app_key":"AK","app_secret":"env:S","target_app_key":"TK",)"
                                     R"("sid":"S1")" +
                                     extra + "}";
        opened = source.open(host, context, sdk::toView(settings));
    }
    ~WdtBench() { source.close(); }

    Status poll(const std::string& number = "")
    {
        PollRequest request{};
        request.size = sizeof(request);
        request.plan = sdk::toView(plan);
        request.number = sdk::toView(number);
        return source.poll(context, request, records);
    }

    RawServer server;
    testkit::TestHost host;
    testkit::TestContext context;
    testkit::TestRecords records;
    wdt::WdtSource source;
    Status opened{};
    std::string plan = R"({"api":"wdt.stockin.order.query","method":"POST","id":"stockin_id",)"
                       R"("number":"order_no","page_size":2,"params":{"start_time":"2024-01-01 00:00:00",)"
                       R"("end_time":"2024-01-02 00:00:00","order_type":"4","status":80}})";
};

/// An answer of the gateway with these rows under `key`.
inline RawAnswer wdtRows(const std::string& list, const std::string& total, const std::string& headers = "",
                         const std::string& key = "stockin_list")
{
    return RawAnswer::json(R"({"response":{"errorcode":0,"total_count":)" + total + ",\"" + key + "\":[" +
                               list + "]}}",
                           200, headers);
}

/// A refusal of the gateway.
inline RawAnswer wdtFailure(const std::string& members)
{
    return RawAnswer::json(R"({"response":{"flag":"failure",)" + members + "}}");
}

} // namespace duijie::test

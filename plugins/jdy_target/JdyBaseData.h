// Base data as a source: materials, warehouses, units.
#pragma once

#include "JdyClient.h"

#include "duijie/abi/source.h"

#include <string>

namespace duijie::jdy
{

/// For one poll at a time.
class JdyBaseData
{
public:
    explicit JdyBaseData(JdyClient& client);

    /// Source::poll; exceptions are the caller's to catch.
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink);

private:
    struct Plan
    {
        std::string api;
        std::string id = "id";
        std::string number = "number";
        std::string pageParam = "page";
        std::string sizeParam = "page_size";
        Query params;
    };

    static std::string readPlan(const PollRequest& request, Plan& plan);
    Status readList(CallContext& context, const Plan& plan, RecordSink& sink);
    Status readOnce(CallContext& context, const Plan& plan, RecordSink& sink, std::string& why);
    Status readOne(CallContext& context, const Plan& plan, std::string_view number, RecordSink& sink);
    static Status give(const Plan& plan, sdk::JsonValue row, RecordSink& sink, std::string& key);

    JdyClient& _client;
};

} // namespace duijie::jdy

#include "WdtGate.h"

#include "ChinaTime.h"
#include "JsonOut.h"
#include "Signature.h"
#include "Text.h"

#include <atomic>
#include <string>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kTimestampToleranceSeconds = 600;

Response missing(std::string_view name)
{
    return topFailure(40, "Missing required arguments:" + std::string(name));
}

/** Presence of every public parameter, each with the code of its own. */
std::optional<Response> checkPresence(const Parameters& parameters)
{
    if (parameters.get("method").empty())
        return topFailure(21, "Missing Method");
    if (parameters.get("app_key").empty())
        return topFailure(28, "Missing App Key");
    for (const std::string_view name : {"target_app_key", "sid"})
    {
        if (parameters.get(name).empty())
            return missing(name);
    }
    if (parameters.get("timestamp").empty())
        return topFailure(30, "Missing Timestamp");
    if (parameters.get("v").empty())
        return topFailure(32, "Missing Version");
    if (parameters.get("sign_method").empty())
        return missing("sign_method");
    if (parameters.get("sign").empty())
        return topFailure(24, "Missing Signature");
    return std::nullopt;
}

std::optional<Response> checkTimestamp(std::string_view text, std::int64_t nowMs)
{
    const auto seconds = parseTime(text);
    if (!seconds || std::abs(*seconds - nowMs / 1000) > kTimestampToleranceSeconds)
        return topFailure(31, "Invalid Timestamp");
    return std::nullopt;
}

} // namespace

Response topFailure(int code, std::string_view message)
{
    static std::atomic<std::uint64_t> counter{1};
    Response response;
    JsonOut out(response.body);
    out.beginObject().key("response").beginObject();
    out.field("flag", "failure").field("code", code).field("message", message);
    out.field("request_id", "sandbox" + std::to_string(counter++));
    out.endObject().endObject();
    response.refusal = "top-" + std::to_string(code);
    return response;
}

std::optional<Response> collectParameters(const Request& request, Parameters& parameters)
{
    parameters.add(request.query, true);
    if (request.method == "POST" && !request.body.empty())
    {
        const std::string_view kind = request.header("Content-Type");
        if (!equalsIgnoreCase(kind.substr(0, 33), "application/x-www-form-urlencoded"))
            return topFailure(41, "Invalid Arguments:the body must be application/x-www-form-urlencoded");
        parameters.add(request.body, true);
    }
    // A name sent twice has no defined place in the signed text.
    if (!parameters.repeated().empty())
        return topFailure(41, "Invalid Arguments:" + std::string(parameters.repeated()));
    return std::nullopt;
}

std::optional<Response> checkGateway(const Parameters& parameters, bool knownMethod,
                                     const Credentials& credentials, std::int64_t nowMs)
{
    if (auto refusal = checkPresence(parameters))
        return refusal;
    if (!knownMethod)
        return topFailure(22, "Invalid Method");
    if (parameters.get("app_key") != credentials.wdtAppKey)
        return topFailure(29, "Invalid App Key");
    // Without format the gateway answers XML, which no part of the integration reads.
    if (parameters.get("format") != "json")
        return topFailure(23, "Invalid Format");
    if (parameters.get("v") != "2.0")
        return topFailure(33, "Invalid Version");
    if (auto refusal = checkTimestamp(parameters.get("timestamp"), nowMs))
        return refusal;
    const std::string sign =
        topSignature(parameters, parameters.get("sign_method"), credentials.wdtAppSecret);
    if (sign.empty())
        return topFailure(41, "Invalid Arguments:sign_method");
    if (parameters.get("sign") != sign)
        return topFailure(25, "Invalid signature");
    if (parameters.get("target_app_key") != credentials.wdtTargetAppKey)
        return topFailure(41, "Invalid Arguments:target_app_key");
    return std::nullopt;
}

} // namespace duijie::sandbox

#include "WdtDirect.h"

#include "JsonOut.h"
#include "Signature.h"
#include "Text.h"
#include "WdtReply.h"
#include "WdtSibling.h"

#include <cstdlib>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kToleranceSeconds = 300;
constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kWrapped = R"({"response":{"errorcode":)";

Response failure(int code, std::string_view text)
{
    Response response;
    JsonOut out(response.body);
    out.beginObject().field("code", code).field("message", text).endObject();
    response.refusal = "wdt-" + std::to_string(code);
    return response;
}

bool goodTime(std::string_view text, std::int64_t nowMs)
{
    const auto seconds = text.size() == 10 ? parseDigits(text) : std::nullopt;
    return seconds && std::abs(*seconds - nowMs / 1000) <= kToleranceSeconds;
}

} // namespace

std::optional<Response> checkDirect(const Request& request, Parameters& parameters,
                                    const Credentials& credentials, std::int64_t nowMs)
{
    if (!equalsIgnoreCase(request.header("Content-Type").substr(0, kForm.size()), kForm))
        return failure(wdtcode::kBadInput, "请求格式错误，请使用" + std::string(kForm));
    parameters.add(request.query, true);
    parameters.add(request.body, true);
    if (!parameters.repeated().empty())
        return failure(wdtcode::kBadInput, "参数重复：" + std::string(parameters.repeated()));
    for (const std::string_view name : {"sid", "appkey", "timestamp", "sign"})
    {
        if (parameters.get(name).empty())
            return failure(wdtcode::kBadInput, std::string(name) + "不能为空");
    }
    if (parameters.get("sid") != credentials.wdtSid)
        return failure(wdtcode::kBadAccount, "sid is not exists");
    if (parameters.get("appkey") != credentials.wdtAppKey)
        return failure(wdtcode::kBadAppKey, "appkey不存在");
    if (!goodTime(parameters.get("timestamp"), nowMs))
        return failure(wdtcode::kBadInput, "timestamp不合法，与服务器时间相差不能超过5分钟");
    if (parameters.get("sign") != wdtDirectSignature(parameters, credentials.wdtAppSecret))
        return failure(wdtcode::kBadSign, "签名验证失败");
    return std::nullopt;
}

std::string methodOfPhp(std::string_view file)
{
    constexpr std::string_view ending = ".php";
    if (!file.ends_with(ending))
        return {};
    file.remove_suffix(ending.size());
    if (file == "stockin_order_query")
        return "wdt.stockin.order.query";
    if (file == "stockout_order_query")
        return "wdt.stockout.order.query";
    return std::string(siblingMethodOfPhp(file));
}

Response asDirect(Response answer)
{
    if (!std::string_view(answer.body).starts_with(kWrapped))
        return answer;
    answer.body.replace(0, kWrapped.size(), R"({"code":)");
    answer.body.pop_back();
    return answer;
}

Response directNotFound()
{
    Response response;
    response.status = 404;
    response.contentType = "text/html;charset=utf-8";
    response.body = "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>";
    response.refusal = "wdt-404";
    return response;
}

} // namespace duijie::sandbox

#include "WdtReply.h"

#include "JsonOut.h"

#include <string>

namespace duijie::sandbox
{

Response wdtFailure(const Behaviour& behaviour, int code, std::string_view text)
{
    Response response;
    JsonOut out(response.body);
    out.beginObject().key("response").beginObject();
    if (behaviour.wdtErrorsAsErrorcode)
        out.field("errorcode", code).field("message", text);
    else
    {
        out.field("flag", "failure").field("code", "15").field("message", "Remote service error");
        out.field("sub_code", std::to_string(code)).field("sub_message", text);
    }
    out.field("request_id", "sandbox-wdt").endObject().endObject();
    response.refusal = "wdt-" + std::to_string(code);
    return response;
}

Response wdtTooFrequent()
{
    Behaviour asErrorcode;
    asErrorcode.wdtErrorsAsErrorcode = true;
    return wdtFailure(asErrorcode, wdtcode::kTooFrequent, "接口调用频率超限，超过每分钟最大调用频率限制");
}

} // namespace duijie::sandbox

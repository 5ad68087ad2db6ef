#include "Spoil.h"

#include "JsonOut.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::size_t kNesting = 2000;
constexpr std::string_view kPage =
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad "
    "Gateway</h1></center><hr><center>nginx</center></body></html>";

Response page()
{
    Response response;
    response.contentType = "text/html;charset=utf-8";
    response.body = kPage;
    return response;
}

Response plain(int status, std::string_view text)
{
    Response response;
    response.status = status;
    JsonOut out(response.body);
    out.beginObject().field("errcode", status).field("description", text).endObject();
    return response;
}

/** The ban of the Taobao platform, in either of its wrappers with their own spelling of the keys. */
Response ban(const Fault& fault)
{
    const bool other = fault.errorResponse;
    Response response;
    JsonOut out(response.body);
    out.beginObject().key(other ? "error_response" : "response").beginObject();
    if (!other)
        out.field("flag", "failure");
    out.field("code", 7).field(other ? "msg" : "message", "App Call Limited");
    out.field("sub_code", "accesscontrol.limited-by-api-access-count");
    out.field(other ? "sub_msg" : "sub_message",
              "This ban will last for " + std::to_string(fault.seconds) + " more seconds");
    out.field("request_id", "sandbox-ban").endObject().endObject();
    return response;
}

Response silent(Response response, Delivery delivery, const Fault& fault)
{
    response.delivery = delivery;
    response.milliseconds = fault.milliseconds;
    response.bytes = fault.bytes;
    response.reset = fault.reset;
    return response;
}

/** A success of plain ASCII would look the same in every charset, so its description becomes Chinese. */
std::string withChinese(std::string body)
{
    constexpr std::string_view plainText = R"("description":"success")";
    const std::size_t at = body.find(plainText);
    if (at != std::string::npos)
        body.replace(at, plainText.size(), R"("description":"操作成功")");
    return body;
}

/** The first row of a Kingdee list twice, one row more than the count says. */
std::string withFirstRowTwice(std::string body)
{
    constexpr std::string_view begin = R"("rows":[{)";
    const std::size_t at = body.find(begin);
    if (at == std::string::npos)
        return body;
    const std::size_t first = at + begin.size() - 1;
    std::size_t end = first;
    int depth = 0;
    bool quoted = false;
    do
    {
        const char c = body[end];
        if (c == '\\')
            ++end;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        ++end;
    } while (depth > 0 && end < body.size());
    return body.insert(first, body.substr(first, end - first) + ",");
}

std::string deepJson()
{
    std::string text = "{\"errcode\":0,\"data\":";
    text.append(kNesting, '[').append(kNesting, ']');
    return text + "}";
}

std::string hugeJson(std::size_t bytes)
{
    std::string text = "{\"errcode\":0,\"description\":\"";
    text.append(bytes, 'x');
    return text + "\"}";
}

} // namespace

bool appliesCall(FaultKind kind)
{
    switch (kind)
    {
    case FaultKind::CutBefore:
    case FaultKind::TimeoutBefore:
    case FaultKind::Status500Before:
    case FaultKind::Html:
    case FaultKind::Status429:
    case FaultKind::Ban:
    case FaultKind::LateApply:
        return false;
    default:
        return true;
    }
}

Response spoil(const Fault& fault, Response good)
{
    switch (fault.kind)
    {
    case FaultKind::CutBefore:
    case FaultKind::CutAfter:
    case FaultKind::LateApply:
        return silent(Response(), Delivery::Cut, fault);
    case FaultKind::TimeoutBefore:
    case FaultKind::TimeoutAfter:
        return silent(Response(), Delivery::Silent, fault);
    case FaultKind::Status500Before:
    case FaultKind::Status500After:
        return plain(fault.status, "Internal Server Error");
    case FaultKind::Html:
    case FaultKind::HtmlAfter:
        return page();
    case FaultKind::Truncate:
        return silent(std::move(good), Delivery::Truncated, fault);
    case FaultKind::TruncateJson:
        good.body.resize(std::min(good.body.size(), fault.bytes));
        return good;
    case FaultKind::Charset:
        good.body = toGbk(withChinese(std::move(good.body)));
        good.contentType = "application/json;charset=GBK";
        return good;
    case FaultKind::Bom:
        good.body.insert(0, "\xEF\xBB\xBF");
        return good;
    case FaultKind::Empty:
        good.body.clear();
        return good;
    case FaultKind::Drip:
        return silent(std::move(good), Delivery::Drip, fault);
    case FaultKind::Status429:
        return plain(429, "Too Many Requests");
    case FaultKind::Ban:
        return ban(fault);
    case FaultKind::DuplicateRows: // pages of the other vendor repeat theirs while they are made
        good.body = withFirstRowTwice(std::move(good.body));
        return good;
    case FaultKind::DeepJson:
        good.body = deepJson();
        return good;
    case FaultKind::Huge:
        good.body = hugeJson(fault.bytes);
        return good;
    default:
        return good;
    }
}

} // namespace duijie::sandbox

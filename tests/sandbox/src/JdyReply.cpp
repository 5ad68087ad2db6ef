#include "JdyReply.h"

#include "JsonOut.h"

namespace duijie::sandbox
{

Response jdyData(std::string_view data)
{
    Response response;
    response.body.reserve(data.size() + 64);
    response.body = R"({"errcode":0,"description":"success","data":)";
    response.body += data;
    response.body += '}';
    return response;
}

Response jdyRefusal(std::int64_t errcode, std::string_view description, int status)
{
    Response response;
    response.status = status;
    JsonOut out(response.body);
    out.beginObject().field("errcode", errcode).field("description", description).endObject();
    response.refusal = "jdy-" + std::to_string(errcode);
    return response;
}

} // namespace duijie::sandbox

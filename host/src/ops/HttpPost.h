// JSON to one web address whose path or query is a secret.
#pragma once

#include "engine/Redactor.h"

#include "duijie/abi/host.h"
#include "duijie/sdk/HttpClient.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::ops
{

class HttpPost
{
public:
    /// Path and query of `url` are concealed from now on. Throws Poco::SyntaxException when it is no http or
    /// https address; the exception holds no part of it.
    HttpPost(const std::string& url, engine::Redactor& redactor);

    /// Posts `body`. `query` is put at the end of the address. Errors come without secrets.
    sdk::HttpReply send(std::string_view body, const std::string& query,
                        std::vector<std::pair<std::string, std::string>> headers, CallContext& context);

private:
    HttpPost(std::pair<std::string, std::string> parts, engine::Redactor& redactor);

    engine::Redactor& _redactor;
    std::string _target;
    sdk::HttpClient _client;
};

} // namespace duijie::ops

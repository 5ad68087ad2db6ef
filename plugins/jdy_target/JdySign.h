// The request signature of 金蝶's open platform.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace duijie::jdy
{

/// Query parameters by name; sorted by bytes, the order in which they are signed and sent.
using Query = std::map<std::string, std::string>;

/// base64 of the lower-case hexadecimal HMAC-SHA256 of `appKey` under `appSecret`. Vendor: token page,
/// app_signature.
std::string appSignature(std::string_view appKey, std::string_view appSecret);

/// The query string as it is sent: sorted, every value percent-encoded once.
std::string queryText(const Query& query);

/// The five lines that are signed: verb, encoded path, query with values encoded twice, nonce, timestamp;
/// each ends with a line feed, the last one too. The body is not signed. Vendor: signature page.
std::string signingText(std::string_view method, std::string_view path, const Query& query,
                        std::string_view nonce, std::string_view timestamp);

/// base64 of the lower-case hexadecimal HMAC-SHA256 of `text` under the client's secret. Vendor: signature
/// page.
std::string requestSignature(std::string_view clientSecret, std::string_view text);

} // namespace duijie::jdy

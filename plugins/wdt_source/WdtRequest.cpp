#include "WdtRequest.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Times.h"

namespace duijie::wdt
{

namespace
{

std::string encoded(const Params& params)
{
    std::string text;
    for (const auto& [name, value] : params)
    {
        if (name.empty() || value.empty())
        {
            continue; // left out of the signature, so left out of the request
        }
        text += text.empty() ? "" : "&";
        text += sdk::percentEncode(name);
        text += '=';
        text += sdk::percentEncode(value);
    }
    return text;
}

} // namespace

WdtWire buildWire(const WdtAccount& account, const std::string& api, const Params& business,
                  int64_t vendorNowMs)
{
    Params platform{{"method", api},
                    {"app_key", account.appKey},
                    {"target_app_key", account.targetAppKey},
                    {"format", "json"},
                    {"v", "2.0"},
                    {"sign_method", account.signWord},
                    {"timestamp", sdk::formatDateTime(vendorNowMs)}};
    Params form = business;
    form["sid"] = account.sid;
    for (const auto& [name, value] : platform)
    {
        form.erase(name); // a plan cannot replace what the platform reads; sent twice, no signature would fit
    }
    form.erase("sign");
    Params all = form;
    all.insert(platform.begin(), platform.end());
    platform["sign"] = topSign(all, account.appSecret, account.signMethod);
    return {encoded(platform), encoded(form)};
}

} // namespace duijie::wdt

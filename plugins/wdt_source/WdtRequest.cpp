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

/// The plan's parameters and the sid. A plan cannot replace what the connection says: sent twice, no
/// signature would fit.
Params formOf(const WdtAccount& account, const Params& business, const Params& own)
{
    Params form = business;
    for (const auto& [name, value] : own)
    {
        form.erase(name);
    }
    form.erase("sign");
    form["sid"] = account.sid;
    return form;
}

WdtWire qimenWire(const WdtAccount& account, const std::string& api, const Params& business,
                  int64_t vendorNowMs)
{
    Params platform{{"method", api},
                    {"app_key", account.appKey},
                    {"target_app_key", account.targetAppKey},
                    {"format", "json"},
                    {"v", "2.0"},
                    {"sign_method", account.signWord},
                    {"timestamp", sdk::formatDateTime(vendorNowMs)}};
    const Params form = formOf(account, business, platform);
    Params all = form;
    all.insert(platform.begin(), platform.end());
    platform["sign"] = topSign(all, account.appSecret, account.signMethod);
    const std::string body = encoded(form);
    return {{}, encoded(platform), body, body};
}

WdtWire directWire(const WdtAccount& account, const WdtInterface& shape, const Params& business,
                   int64_t vendorNowMs)
{
    const Params own{{"appkey", account.appKey}, {"timestamp", std::to_string(vendorNowMs / 1000)}};
    const Params form = formOf(account, business, own);
    Params all = form;
    all.insert(own.begin(), own.end());
    all["sign"] = directSign(all, account.appSecret, account.lengths);
    return {"/" + directPage(shape) + ".php", {}, encoded(all), encoded(form)};
}

} // namespace

WdtWire buildWire(const WdtAccount& account, const WdtInterface& shape, const Params& business,
                  int64_t vendorNowMs)
{
    return account.mode == WdtMode::Direct ? directWire(account, shape, business, vendorNowMs)
                                           : qimenWire(account, shape.api, business, vendorNowMs);
}

} // namespace duijie::wdt

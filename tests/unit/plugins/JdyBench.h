// A connector against a scripted account book; shared by the tests that need both.
#pragma once

#include "JdyConnector.h"

#include "RawServer.h"
#include "TestHost.h"

#include "duijie/sdk/Digest.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace duijie::test
{

constexpr const char* ClientSecret = "canary-client-secret-91c2";
constexpr const char* AppSecret = "canary-app-secret-55ee";
constexpr const char* GainApi = "/jdy/v2/scm/inv_check_gail_bill";

/// A token of the vendor's form that lives for `seconds`; `mark` makes it unique.
inline std::string tokenOf(int64_t seconds, const std::string& mark)
{
    const std::string claims =
        R"({"iat":1700000000,"exp":)" + std::to_string(1700000000 + seconds) + R"(,"m":")" + mark + R"("})";
    return "eyJhbGciOiJIUzI1NiJ9." + sdk::base64(claims) + ".canary-token-" + mark;
}

/// Answers authorisation and token calls; everything else goes to `business`.
struct Book
{
    std::function<RawAnswer(const RawRequest&)> business;
    std::function<RawAnswer(const RawRequest&)> authorise; ///< replaces the usual answer when set
    std::function<RawAnswer(const RawRequest&)> token;     ///< likewise
    std::atomic<int> tokens = 0;
    int64_t life = 86400;

    RawAnswer operator()(const RawRequest& request, const std::string& domain)
    {
        if (request.path.ends_with("push_app_authorize"))
        {
            return authorise ? authorise(request) : RawAnswer::json(grant(domain));
        }
        if (request.path.ends_with("kingdee_auth_token"))
        {
            return token ? token(request) : nextToken();
        }
        return business ? business(request) : RawAnswer::json(R"({"errcode":0,"data":{}})");
    }

    RawAnswer nextToken()
    {
        return RawAnswer::json(R"({"errcode":0,"description":"success","data":{"uid":"1","app-token":")" +
                               tokenOf(life, std::to_string(++tokens)) + R"("}})");
    }

    static std::string grant(const std::string& domain, const std::string& secret = AppSecret)
    {
        return R"({"code":200,"msg":"ok","data":[{"appKey":"AK1","appSecret":")" + secret +
               R"(","domain":")" + domain + R"(","accountId":"A1","accountName":"总账","status":1}]})";
    }
};

/// A connector opened against a book.
struct JdyBench
{
    explicit JdyBench(std::function<RawAnswer(const RawRequest&)> business, const std::string& extra = "")
        : server([this](const RawRequest& request) { return book(request, domain); })
    {
        book.business = std::move(business);
        domain = server.url();
        extraSettings = extra;
        host.setSecret("env:C", ClientSecret);
        target = std::make_unique<jdy::JdyConnector>();
        opened = open(*target);
    }
    ~JdyBench()
    {
        if (target)
        {
            target->close();
        }
    }

    Status open(jdy::JdyConnector& connector)
    {
        const std::string settings =
            R"({"base_url":")" + server.url() +
            R"(","client_id":"C1","client_secret":"env:C","outer_instance_id":"I1")" + extraSettings + "}";
        return connector.open(host, context, sdk::toView(settings));
    }

    Status
    deliver(testkit::TestBills& bills, int64_t deadline = 0,
            const std::string& body = R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit"})")
    {
        DocumentView document{};
        document.size = sizeof(document);
        document.attempt = 1;
        document.api = sdk::toView(GainApi);
        document.key = sdk::toView("10001");
        document.body = sdk::toView(body);
        document.deadline_ms = deadline;
        return target->deliver(context, document, bills);
    }

    /// Everything the connector said anywhere.
    std::string told() const
    {
        std::string text;
        for (const std::string& message : context.messages())
        {
            text += message + "\n";
        }
        for (const testkit::TestCall& call : context.calls())
        {
            text += call.path + "\n" + call.message + "\n" + call.excerpt + "\n";
        }
        for (const std::string& line : host.logLines())
        {
            text += line + "\n";
        }
        return text;
    }

    Book book;
    std::string domain;
    std::string extraSettings;
    RawServer server;
    testkit::TestHost host;
    testkit::TestContext context;
    std::unique_ptr<jdy::JdyConnector> target;
    Status opened{};
};

/// The usual answer of a save.
inline RawAnswer saved(const std::string& id = "844098615923197952",
                       const std::string& number = "PYD-20260131-00001")
{
    return RawAnswer::json(R"({"errcode":0,"description":"success","data":{"ids":[")" + id +
                           R"("],"id_number_map":{")" + id + R"(":")" + number + R"("}}})");
}

} // namespace duijie::test

// A connector against a scripted account book; shared by the tests that need both.
#pragma once

#include "JdyConnector.h"

#include "RawServer.h"
#include "TestHost.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Json.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

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

/// A test host with reference rows that are kept or not kept, which the test kit's own does not tell apart.
class RowsHost final : public Host, private Lookup
{
public:
    explicit RowsHost(Host& rest) : _rest(rest) {}

    void* query(const char* iid) noexcept override
    {
        return std::string_view(iid) == Lookup::IID ? static_cast<Lookup*>(this) : _rest.query(iid);
    }

    /// From now on `dataset` is kept; `rows`: JSON objects.
    void keep(const std::string& dataset, std::vector<std::string> rows)
    {
        const std::lock_guard lock(_mutex);
        _rows[dataset] = std::move(rows);
    }
    int asked() const noexcept { return _asked; }

private:
    Status find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept override
    {
        const std::lock_guard lock(_mutex);
        ++_asked;
        const auto kept = _rows.find(std::string(sdk::toStd(dataset)));
        if (kept == _rows.end())
        {
            return {STATUS_UNSUPPORTED, 0};
        }
        for (const std::string& row : kept->second)
        {
            sdk::JsonDocument document;
            if (document.parse(row) && document.root().find(sdk::toStd(field)).text() == sdk::toStd(value))
            {
                out.put(sdk::toView(row));
                return {STATUS_OK, 0};
            }
        }
        return {STATUS_NOT_FOUND, 0};
    }

    Host& _rest;
    std::mutex _mutex;
    std::map<std::string, std::vector<std::string>> _rows;
    std::atomic<int> _asked = 0;
};

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
        return connector.open(rows, context, sdk::toView(settings));
    }

    Status
    deliver(testkit::TestBills& bills, int64_t deadline = 0,
            const std::string& body = R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit"})",
            const char* api = GainApi)
    {
        DocumentView document = documentOf(api, body);
        document.deadline_ms = deadline;
        return target->deliver(context, document, bills);
    }

    Status prepare(testkit::TestPrepared& prepared, const std::string& body, const char* api = GainApi,
                   const char* number = "")
    {
        DocumentView document = documentOf(api, body);
        document.number = sdk::toView(number);
        return target->prepare(context, document, prepared);
    }

    /// `body` and `api` must outlive it.
    static DocumentView documentOf(const char* api, const std::string& body)
    {
        DocumentView document{};
        document.size = sizeof(document);
        document.attempt = 1;
        document.api = sdk::toView(api);
        document.key = sdk::toView("10001");
        document.body = sdk::toView(body);
        return document;
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
            text += call.path + "\n" + call.message + "\n" + call.excerpt + "\n" + call.request + "\n";
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
    RowsHost rows{host};
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

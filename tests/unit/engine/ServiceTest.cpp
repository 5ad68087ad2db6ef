// The host as a plugin sees it, and the context of a call.
#include "Rig.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Services.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

namespace
{

template <typename Service> Service& service(ConnectionHost& host)
{
    auto* found = static_cast<Service*>(host.query(Service::IID));
    BOOST_TEST_REQUIRE(found != nullptr);
    return *found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(services)

BOOST_AUTO_TEST_CASE(everyPromisedServiceIsThere)
{
    Rig rig;
    ConnectionHost host(rig.shared, "dst");
    for (const char* iid :
         {Log::IID, Quota::IID, Secrets::IID, Clock::IID, Lookup::IID, State::IID, Audience::IID})
    {
        BOOST_TEST(host.query(iid) != nullptr);
    }
    BOOST_TEST(host.query("duijie.future/9") == nullptr);
    BOOST_TEST(service<Clock>(host).nowMs() == Noon);
    BOOST_TEST(service<Quota>(host).acquire(*std::make_unique<TestContext>(), sdk::toView("none")).code ==
               0u);
}

BOOST_AUTO_TEST_CASE(theReadersLanguageIsTheHosts)
{
    Rig rig;
    ConnectionHost host(rig.shared, "dst");
    for (const auto& [language, tag] : {std::pair(text::Language::Chinese, "zh-CN"),
                                        std::pair(text::Language::English, "en")}) // the others' again
    {
        text::setLanguage(language);
        sdk::StringSink out;
        service<Audience>(host).language(out);
        BOOST_TEST(out.text() == tag);
        BOOST_TEST((sdk::Services::languageOf(host) == language));
    }
}

BOOST_AUTO_TEST_CASE(secretsAreGivenAndBlottedOutFromThenOn)
{
    Rig rig;
    rig.shared.secrets = [](std::string_view reference, std::string& error) -> std::optional<std::string>
    {
        error = "no such reference";
        return reference == "env:A" ? std::optional<std::string>("s3cr3t-value") : std::nullopt;
    };
    ConnectionHost host(rig.shared, "dst");
    sdk::StringSink out;
    BOOST_TEST(service<Secrets>(host).resolve(sdk::toView("env:A"), out).code == 0u);
    BOOST_TEST(out.text() == "s3cr3t-value");
    BOOST_TEST(service<Secrets>(host).resolve(sdk::toView("env:B"), out).code ==
               static_cast<uint32_t>(STATUS_MISCONFIGURED));
    service<Secrets>(host).conceal(sdk::toView("token-1234"));
    service<Log>(host).write(LOG_INFO, sdk::toView("s3cr3t-value and token-1234"));
    BOOST_TEST(joined(rig.log.lines()) == "dst: no such reference\ndst: *** and ***");
}

BOOST_AUTO_TEST_CASE(aConnectionKeepsItsOwnSmallTexts)
{
    Rig rig;
    ConnectionHost host(rig.shared, "dst");
    ConnectionHost other(rig.shared, "src");
    sdk::StringSink out;
    BOOST_TEST(service<State>(host).get(sdk::toView("token"), out).code ==
               static_cast<uint32_t>(STATUS_NOT_FOUND));
    BOOST_TEST(service<State>(host).put(sdk::toView("token"), sdk::toView("t1")).code == 0u);
    BOOST_TEST(service<State>(host).get(sdk::toView("token"), out).code == 0u);
    BOOST_TEST(out.text() == "t1");
    BOOST_TEST(service<State>(other).get(sdk::toView("token"), out).code ==
               static_cast<uint32_t>(STATUS_NOT_FOUND));
    rig.store.writesLeft = 0;
    BOOST_TEST(service<State>(host).put(sdk::toView("token"), sdk::toView("t2")).code ==
               static_cast<uint32_t>(STATUS_INTERNAL));
}

BOOST_AUTO_TEST_CASE(anEmptyTextRemovesIt)
{
    Rig rig;
    ConnectionHost host(rig.shared, "dst");
    sdk::StringSink out;
    service<State>(host).put(sdk::toView("token"), sdk::toView("t1"));
    service<State>(host).put(sdk::toView("token"), sdk::toView(""));
    BOOST_TEST(service<State>(host).get(sdk::toView("token"), out).code ==
               static_cast<uint32_t>(STATUS_NOT_FOUND));
}

BOOST_AUTO_TEST_CASE(lookupsAskWhoeverFillsTheRows)
{
    Rig rig;
    ConnectionHost host(rig.shared, "dst");
    sdk::StringSink out;
    const auto find = [&](const char* value)
    {
        return service<Lookup>(host)
            .find(sdk::toView("materials"), sdk::toView("number"), sdk::toView(value), out)
            .code;
    };
    BOOST_TEST(find("A") == static_cast<uint32_t>(STATUS_UNSUPPORTED));
    host.setRowFinder(
        [](std::string_view, std::string_view, std::string_view value, std::string& row)
        {
            row = "{}";
            return value == "A" ? STATUS_OK : STATUS_NOT_FOUND;
        });
    BOOST_TEST(find("A") == 0u);
    BOOST_TEST(find("B") == static_cast<uint32_t>(STATUS_NOT_FOUND));
    host.setRowFinder([](std::string_view, std::string_view, std::string_view, std::string&) -> StatusCode
                      { throw std::runtime_error("inside the host"); });
    BOOST_TEST(find("A") == static_cast<uint32_t>(STATUS_INTERNAL));
}

BOOST_AUTO_TEST_CASE(aCallsTextsAreBlottedOutBeforeTheyAreKept)
{
    Rig rig;
    rig.redactor.conceal("s3cr3t-value");
    CallScope scope({"f", "dst", 4, 9, 2}, rig.stop, rig.redactor);
    CallInfo call{};
    call.size = sizeof(CallInfo);
    call.operation = sdk::toView("deliver");
    call.excerpt = sdk::toView("{\"token\":\"s3cr3t-value\"}");
    call.request = sdk::toView("key=s3cr3t-value");
    call.message = sdk::toView("s3cr3t-value was refused");
    scope.called(call);
    call.size = 8; // not a form that exists
    scope.called(call);
    scope.fail(sdk::toView("first"));
    scope.fail(sdk::toView("s3cr3t-value again"));
    BOOST_TEST(scope.message() == "*** again");
    const auto calls = scope.takeCalls();
    BOOST_TEST_REQUIRE(calls.size() == 1u);
    BOOST_TEST(calls[0].excerpt == "{\"token\":\"***\"}");
    BOOST_TEST(calls[0].request == "key=***");
    BOOST_TEST(calls[0].message == "*** was refused");
    BOOST_TEST(calls[0].seq == 9);
    BOOST_TEST(calls[0].attempt == 2);
    BOOST_TEST(scope.takeCalls().empty());
    BOOST_TEST(CallScope({}, rig.stop, rig.redactor).message("nothing said") == "nothing said");
}

BOOST_AUTO_TEST_CASE(aStepIsDurableOrNotTaken)
{
    Rig rig;
    CallScope scope({"f", "dst", 4, 9, 2}, rig.stop, rig.redactor, &rig.store);
    BOOST_TEST(scope.intend(sdk::toView("delete"), sdk::toView("785")).code == STATUS_OK);
    BOOST_TEST_REQUIRE(rig.store.steps(9).size() == 1u);
    BOOST_TEST(rig.store.steps(9)[0].step == "delete");
    BOOST_TEST(rig.store.steps(9)[0].targetId == "785");
    BOOST_TEST(rig.store.steps(9)[0].runId == 4);

    rig.store.writesLeft = 0;
    BOOST_TEST(scope.intend(sdk::toView("delete"), sdk::toView("786")).code == STATUS_UNAVAILABLE);
    BOOST_TEST(!scope.message().empty());
    rig.store.writesLeft = -1;
    BOOST_TEST(rig.store.steps(9).size() == 1u);

    CallScope reading({"f", "dst", 4, 9, 2}, rig.stop, rig.redactor);
    BOOST_TEST(reading.intend(sdk::toView("delete"), sdk::toView("787")).code == STATUS_UNSUPPORTED);
    BOOST_TEST(reading.message().find("only reads") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test

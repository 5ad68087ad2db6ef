// What the client makes of answers: complete ones, broken ones, ones that are too large.
#include "HttpSupport.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::sdk;
using namespace sdktest;

namespace
{

// One request, one scripted answer, then the connection is closed.
HttpReply exchange(const std::string& scripted, HttpLimits limits = {})
{
    BadServer server(
        [&](Connection& connection)
        {
            if (connection.readRequest())
            {
                connection.write(scripted);
            }
        });
    HttpClient client(server.url(), limits);
    Context context;
    return client.send(post("{}"), context);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_answers)

BOOST_AUTO_TEST_CASE(a_good_answer)
{
    std::string head;
    std::string body;
    BadServer server(
        [&](Connection& connection)
        {
            connection.readRequest();
            head = connection.head();
            body = connection.body();
            connection.write(answer("{\"a\":1}", "Content-Type: application/json\r\nRetry-After: 3\r\n"
                                                 "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n"));
        });
    HttpReply reply;
    {
        HttpClient client(server.url() + "/base/");
        BOOST_TEST(client.prefix() == "/base");
        Context context;
        HttpRequest request = post("{\"b\":2}");
        request.headers.emplace_back("X-Token", "t");
        reply = client.send(request, context);
    }
    BOOST_TEST((reply.outcome == HttpOutcome::Answered), reply.error);
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(reply.body == "{\"a\":1}");
    BOOST_TEST(reply.contentType == "application/json");
    BOOST_TEST(reply.date == "Tue, 15 Nov 1994 08:12:31 GMT");
    BOOST_TEST(reply.retryAfterMs == 3000u);
    BOOST_TEST(reply.requestBytes == head.size() + body.size());
    BOOST_TEST(contains(head, "POST /api?x=1 HTTP/1.1\r\n"));
    BOOST_TEST(contains(head, "X-Token: t\r\n"));
    BOOST_TEST(contains(head, "Accept-Encoding: identity\r\n"));
    BOOST_TEST(body == "{\"b\":2}");
}

BOOST_AUTO_TEST_CASE(answers_that_are_not_complete_are_lost)
{
    struct Case
    {
        const char* scripted;
        const char* why;
    };
    const Case cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntwenty", "closed before the body was complete"},
        {"", "closed before any answer came"},
        {"HTTP/1.1 200 OK\r\nContent-", "closed inside the answer"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
         "closed before the body was complete"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n", "closed inside the answer"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "a chunk without a length"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n",
         "a chunk longer than it says"},
        {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "does not begin like HTTP: \"SSH-2.0-OpenSSH_9.2\""},
        {"HTTP/1.1 abc\r\n\r\n", "does not begin like HTTP"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
         "Content-Length is unusable"},
        {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "Content-Length is unusable"},
        {"HTTP/1.1 200 OK\r\nno header at all\r\n\r\n", "a header that is none"}};
    for (const Case& item : cases)
    {
        const HttpReply reply = exchange(item.scripted);
        BOOST_TEST((reply.outcome == HttpOutcome::Lost), item.scripted);
        BOOST_TEST(contains(reply.error, item.why), reply.error);
        BOOST_TEST(contains(reply.error, "may have been carried out"));
    }
}

BOOST_AUTO_TEST_CASE(complete_answers_of_every_framing)
{
    struct Case
    {
        const char* scripted;
        int status;
        const char* body;
    };
    const Case cases[] = {
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: 1\r\n\r\n",
         200, "hello"},
        {"HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end"},
        {"HTTP/1.0 404 Not Found\ncontent-length: 2\n\nno", 404, "no"},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx", 201, "x"},
        {"HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
        {"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", 302, ""},
        {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xC4\xE3\xBA\xC3", 200, "\xC4\xE3\xBA\xC3"}};
    for (const Case& item : cases)
    {
        const HttpReply reply = exchange(item.scripted);
        BOOST_TEST((reply.outcome == HttpOutcome::Answered), reply.error);
        BOOST_TEST(reply.status == item.status);
        BOOST_TEST((reply.body == item.body), item.scripted);
    }
}

BOOST_AUTO_TEST_CASE(too_large_answers_are_refused)
{
    HttpLimits limits;
    limits.maxBody = 10;
    BOOST_TEST((exchange(answer("0123456789"), limits).outcome == HttpOutcome::Answered));
    BOOST_TEST((exchange(answer("0123456789a"), limits).outcome == HttpOutcome::Lost));
    const std::string chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n0123456789a\r\n0\r\n\r\n";
    BOOST_TEST(contains(exchange(chunked, limits).error, "larger than 10 bytes"));
    BOOST_TEST(
        contains(exchange("HTTP/1.1 200 OK\r\n\r\n0123456789a", limits).error, "larger than 10 bytes"));
    BOOST_TEST(contains(exchange("HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'x'), {}).error,
                        "longer than 64 KiB"));
}

BOOST_AUTO_TEST_CASE(large_bodies_arrive_whole)
{
    std::string received;
    const std::string large(3u << 20, 'a');
    BadServer server(
        [&](Connection& connection)
        {
            connection.readRequest();
            received = connection.body();
            connection.write(answer(received));
        });
    HttpReply reply;
    {
        HttpClient client(server.url());
        Context context;
        reply = client.send(post(large), context);
    }
    BOOST_TEST((reply.body == large));
    BOOST_TEST((received == large));
}

BOOST_AUTO_TEST_CASE(calls_are_reported_with_more_of_them_when_they_failed)
{
    HttpReply reply;
    reply.status = 500;
    reply.body = std::string(1999, 'x') + "\xE7\x9B\x98";
    Context context;
    reportCall(context, reply, "deliver", "POST", "/api", "account", STATUS_OK, "", "{\"a\":1}");
    BOOST_TEST(context.excerpt == std::string(256, 'x'));
    BOOST_TEST(context.request == "{\"a\":1}");
    reportCall(context, reply, "deliver", "POST", "/api", "account", STATUS_UNKNOWN, "why");
    BOOST_TEST(context.excerpt == std::string(1999, 'x'));
    BOOST_TEST(context.info.response_bytes == 2002u);
    BOOST_TEST(context.info.size == sizeof(CallInfo));
    reply.body = "\xC4\xE3 end";
    reportCall(context, reply, "deliver", "POST", "/api", "account", STATUS_UNKNOWN, "why");
    BOOST_TEST(context.excerpt == "?? end");
}

BOOST_AUTO_TEST_SUITE_END()

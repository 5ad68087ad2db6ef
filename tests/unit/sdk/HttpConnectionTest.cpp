// What the client does with connections: keeps them, mistrusts them, gives them up; and never sends twice.
#include "HttpSupport.h"

#include <Poco/Exception.h>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace duijie;
using namespace duijie::sdk;
using namespace sdktest;

namespace
{

// Something another thread does and this one waits for.
class Event
{
public:
    void set()
    {
        const std::lock_guard<std::mutex> lock(_mutex);
        _set = true;
        _changed.notify_all();
    }

    void wait()
    {
        std::unique_lock<std::mutex> lock(_mutex);
        _changed.wait(lock, [this] { return _set; });
    }

private:
    std::mutex _mutex;
    std::condition_variable _changed;
    bool _set = false;
};

} // namespace

BOOST_AUTO_TEST_SUITE(http_connections)

BOOST_AUTO_TEST_CASE(connections_are_kept)
{
    BadServer server(
        [](Connection& connection)
        {
            while (connection.readRequest() && connection.write(answer("ok")))
            {
            }
        });
    HttpLimits limits;
    limits.idleMs = 60000;
    HttpClient client(server.url(), limits);
    Context context;
    for (int i = 0; i < 10; ++i)
    {
        BOOST_TEST((client.send(post("{}"), context).outcome == HttpOutcome::Answered));
    }
    BOOST_TEST(server.requests() == 10);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(connections_are_not_kept_against_the_servers_word)
{
    BadServer server(
        [](Connection& connection)
        {
            while (connection.readRequest() && connection.write(answer("ok", "Connection: close\r\n")))
            {
            }
        });
    HttpLimits limits;
    limits.idleMs = 60000;
    HttpClient client(server.url(), limits);
    Context context;
    client.send(post("{}"), context);
    BOOST_TEST((client.send(post("{}"), context).outcome == HttpOutcome::Answered));
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_breaks_is_not_sent_on_twice)
{
    // Answers the first request of a connection; takes the second, says nothing, and hangs up.
    BadServer server(
        [](Connection& connection)
        {
            if (connection.readRequest() && connection.write(answer("ok")))
            {
                connection.readRequest();
            }
        });
    HttpLimits limits;
    limits.idleMs = 60000;
    HttpClient client(server.url(), limits);
    Context context;
    BOOST_TEST((client.send(post("{}"), context).outcome == HttpOutcome::Answered));
    const HttpReply reply = client.send(post("{\"effect\":1}"), context);
    BOOST_TEST((reply.outcome == HttpOutcome::Lost));
    BOOST_TEST(server.requests() == 2);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_closed_while_idle_is_not_used)
{
    BadServer server(
        [](Connection& connection)
        {
            connection.readRequest();
            connection.write(answer("ok"));
        });
    HttpLimits limits;
    limits.idleMs = 60000;
    HttpClient client(server.url(), limits);
    Context context;
    for (int i = 0; i < 5; ++i)
    {
        // A client that is quicker than the server's close loses the request: never sent twice, and said so.
        const HttpReply reply = client.send(post("{}"), context);
        BOOST_TEST((reply.outcome == HttpOutcome::Answered || reply.outcome == HttpOutcome::Lost));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    BOOST_TEST(server.requests() <= 5);
    BOOST_TEST(server.requests() == server.connections());
}

BOOST_AUTO_TEST_CASE(what_could_not_leave_is_not_sent)
{
    Context context;
    HttpClient nobody("http://127.0.0.1:" + std::to_string(BadServer::closedPort()));
    const HttpReply refused = nobody.send(post("{}"), context);
    BOOST_TEST((refused.outcome == HttpOutcome::NotSent));
    BOOST_TEST(contains(refused.error, "nothing was sent"));
    BOOST_TEST(refused.requestBytes == 0u);

    HttpClient unknown("http://nobody.invalid");
    BOOST_TEST((unknown.send(post("{}"), context).outcome == HttpOutcome::NotSent));

    BadServer plain([](Connection& connection) { connection.readRequest(); });
    HttpClient secure("https" + plain.url().substr(4), HttpLimits{600, 600, 600, 2000, 0, 1000});
    const HttpReply noHandshake = secure.send(post("{}"), context);
    BOOST_TEST((noHandshake.outcome == HttpOutcome::NotSent), noHandshake.error);
    BOOST_TEST(plain.requests() == 0);
}

BOOST_AUTO_TEST_CASE(unfit_requests_do_not_leave)
{
    BadServer server([](Connection& connection) { connection.readRequest(); });
    HttpClient client(server.url());
    Context context;
    HttpRequest smuggling = post("{}");
    smuggling.headers.emplace_back("X-A", "1\r\nX-B: 2");
    BOOST_TEST((client.send(smuggling, context).outcome == HttpOutcome::NotSent));
    HttpRequest blank = post("{}");
    blank.target = "/a b";
    BOOST_TEST((client.send(blank, context).outcome == HttpOutcome::NotSent));
    BOOST_TEST(server.connections() == 0);
    BOOST_CHECK_THROW(HttpClient("ftp://example.com"), Poco::SyntaxException);
    BOOST_CHECK_THROW(HttpClient("http://user:word@example.com"), Poco::SyntaxException);
}

BOOST_AUTO_TEST_CASE(a_dripping_answer_ends_at_the_deadline)
{
    BadServer server(
        [](Connection& connection)
        {
            connection.readRequest();
            bool open = connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (open)
            {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                open = connection.write("x");
            }
        });
    HttpLimits limits;
    limits.totalMs = 300;
    HttpClient client(server.url(), limits);
    Context context;
    const HttpReply reply = client.send(post("{}"), context);
    BOOST_TEST((reply.outcome == HttpOutcome::Lost));
    BOOST_TEST(contains(reply.error, "longer than 300 ms in all"), reply.error);
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_given_up)
{
    BadServer server(
        [](Connection& connection)
        {
            while (connection.readRequest())
            {
            }
        });
    HttpLimits limits;
    limits.receiveMs = 100;
    HttpClient client(server.url(), limits);
    Context context;
    const HttpReply reply = client.send(post("{}"), context);
    BOOST_TEST((reply.outcome == HttpOutcome::Lost));
    BOOST_TEST(contains(reply.error, "no byte came for 100 ms"), reply.error);
}

BOOST_AUTO_TEST_CASE(the_host_can_stop_a_call)
{
    Event arrived;
    BadServer server(
        [&](Connection& connection)
        {
            while (connection.readRequest())
            {
                arrived.set();
            }
        });
    HttpClient client(server.url());
    Context context;
    std::thread stopper(
        [&]
        {
            arrived.wait();
            context.stop = true;
        });
    const HttpReply reply = client.send(post("{}"), context);
    stopper.join();
    BOOST_TEST((reply.outcome == HttpOutcome::Lost));
    BOOST_TEST(contains(reply.error, "stopped by the host"));
    BOOST_TEST((client.send(post("{}"), context).outcome == HttpOutcome::NotSent));
    BOOST_TEST(server.requests() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

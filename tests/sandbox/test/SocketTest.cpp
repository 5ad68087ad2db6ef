#include "Caller.h"

#include "HttpReader.h"
#include "Server.h"
#include "Truth.h"

#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <boost/test/unit_test.hpp>

#include <thread>
#include <vector>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

std::string wire(const Request& request, bool keepAlive = true)
{
    std::string text = request.method + " " + request.path +
                       (request.query.empty() ? "" : "?" + request.query) + " HTTP/1.1\r\n";
    for (const auto& [name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    text += std::string("Connection: ") + (keepAlive ? "keep-alive" : "close") + "\r\n";
    return text + "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

/** All bytes until the server closes the connection. */
std::string readAll(Poco::Net::StreamSocket& socket)
{
    std::string text;
    char buffer[4096];
    for (int got = 0; (got = socket.receiveBytes(buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    return text;
}

void send(Poco::Net::StreamSocket& socket, const std::string& text)
{
    socket.sendBytes(text.data(), static_cast<int>(text.size()));
}

/** A running server and a caller whose signatures fit it. */
struct Running
{
    Caller caller;
    Server server{caller.sandbox()};

    Running()
    {
        server.start();
        caller.login();
    }

    Poco::Net::StreamSocket connect() const
    {
        return Poco::Net::StreamSocket(Poco::Net::SocketAddress("127.0.0.1", server.port()));
    }

    std::string talk(const Request& request) const
    {
        Poco::Net::StreamSocket socket = connect();
        send(socket, wire(request, false));
        return readAll(socket);
    }

    Request saveRequest(std::size_t n)
    {
        return caller.jdyRequest("POST", "/jdy/v2/scm/inv_check_gail_bill", {},
                                 expectedBody(caller.world(), caller.eligible(n)));
    }

    void fault(const std::string& kind, const std::string& more)
    {
        const JsonValue answer = caller.control("POST", "faults",
                                                R"([{"path":"/jdy/v2/scm/inv_check_gail_bill","kind":")" +
                                                    kind + "\"" + more + "}]");
        BOOST_REQUIRE(answer.find("error") == nullptr);
    }
};

Request health()
{
    Request request;
    request.method = "GET";
    request.path = "/_sandbox/health";
    return request;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sockets)

BOOST_AUTO_TEST_CASE(requests_are_cut_out_of_any_pieces)
{
    const std::string text =
        "POST /a%20b?x=1 HTTP/1.1\r\ncontent-length: 3\r\nX-Y:  z \r\n\r\nabc"
        "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
        "GET /d HTTP/1.0\r\n\r\n";
    for (std::size_t step = 1; step < text.size(); step += 7)
    {
        HttpReader reader;
        std::vector<Request> requests;
        for (std::size_t at = 0; at < text.size(); at += step)
        {
            reader.append(text.data() + at, std::min(step, text.size() - at));
            Request request;
            while (reader.next(request) == HttpReader::State::Ready)
                requests.push_back(request);
        }
        BOOST_REQUIRE_EQUAL(requests.size(), 3U);
        BOOST_TEST(requests[0].path == "/a%20b");
        BOOST_TEST(requests[0].query == "x=1");
        BOOST_TEST(requests[0].header("x-y") == "z");
        BOOST_TEST(requests[0].body == "abc");
        BOOST_TEST(requests[1].body == "hello");
        BOOST_TEST(requests[2].path == "/d");
        BOOST_TEST(!reader.keepAlive());
    }
    HttpReader reader;
    Request request;
    reader.append("hello\r\n\r\n", 9);
    BOOST_TEST((reader.next(request) == HttpReader::State::Bad));
}

BOOST_AUTO_TEST_CASE(a_save_over_the_wire)
{
    Running running;
    const std::string answer = running.talk(running.saveRequest(0));
    BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(answer.find("\"errcode\":0") != std::string::npos);
    BOOST_TEST(running.caller.control("GET", "truth").integer("right", 0) == 1);
}

BOOST_AUTO_TEST_CASE(many_connections_stay_open)
{
    Running running;
    std::vector<Poco::Net::StreamSocket> sockets;
    for (int i = 0; i < 160; ++i)
        sockets.push_back(running.connect());
    for (int round = 0; round < 3; ++round)
    {
        for (Poco::Net::StreamSocket& socket : sockets)
        {
            send(socket, wire(health()));
            char buffer[2048];
            const int got = socket.receiveBytes(buffer, sizeof buffer);
            BOOST_REQUIRE(got > 0);
            BOOST_REQUIRE(std::string(buffer, static_cast<std::size_t>(got)).find("\"ok\":true") !=
                          std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(parallel_saves_are_all_kept)
{
    Running running;
    std::vector<Request> requests;
    for (std::size_t i = 0; i < 200; ++i)
        requests.push_back(running.saveRequest(i));
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 8; ++t)
    {
        threads.emplace_back(
            [&, t]
            {
                for (std::size_t i = t; i < requests.size(); i += 8)
                    running.talk(requests[i]);
            });
    }
    for (std::thread& thread : threads)
        thread.join();
    const JsonValue truth = running.caller.control("GET", "truth");
    BOOST_TEST(truth.integer("right", 0) == 200);
    BOOST_TEST(truth.integer("doubled_count", -1) == 0);
}

BOOST_AUTO_TEST_CASE(cut_after_gives_no_byte)
{
    Running running;
    running.fault("cut_after", "");
    BOOST_TEST(running.talk(running.saveRequest(0)).empty());
    BOOST_TEST(running.caller.control("GET", "truth").integer("bills", 0) == 1);
}

BOOST_AUTO_TEST_CASE(reset_is_seen_as_an_error)
{
    Running running;
    running.fault("cut_before", R"(,"reset":true)");
    BOOST_CHECK_THROW(running.talk(running.saveRequest(0)), std::exception);
}

BOOST_AUTO_TEST_CASE(truncate_announces_more_than_it_sends)
{
    Running running;
    running.fault("truncate", R"(,"bytes":11)");
    const std::string answer = running.talk(running.saveRequest(0));
    const std::size_t body = answer.find("\r\n\r\n") + 4;
    BOOST_TEST(answer.substr(body) == "{\"errcode\":");
    BOOST_TEST(std::stoul(answer.substr(answer.find("Content-Length: ") + 16)) > 11U);
}

BOOST_AUTO_TEST_CASE(silence_ends_with_the_server)
{
    Running running;
    running.fault("timeout_after", R"(,"ms":60000)");
    Poco::Net::StreamSocket socket = running.connect();
    send(socket, wire(running.saveRequest(0)));
    BOOST_TEST(!socket.poll(Poco::Timespan(0, 200000), Poco::Net::Socket::SELECT_READ));
    running.server.stop();
    BOOST_TEST(readAll(socket).empty());
    BOOST_TEST(running.caller.control("GET", "truth").integer("bills", 0) == 1);
}

BOOST_AUTO_TEST_CASE(drip_arrives_whole)
{
    Running running;
    running.fault("drip", R"(,"ms":1)");
    const std::string answer = running.talk(running.saveRequest(0));
    BOOST_TEST(answer.find("\"errcode\":0") != std::string::npos);
    BOOST_TEST(answer.ends_with("}"));
}

BOOST_AUTO_TEST_CASE(open_connections_are_counted)
{
    Running running;
    const auto open = [&] { return running.caller.control("GET", "connections").integer("open", -1); };
    const auto comesTo = [&](std::int64_t wanted)
    {
        for (int i = 0; i < 250 && open() != wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return open() == wanted;
    };
    BOOST_TEST(open() == 0);
    {
        Poco::Net::StreamSocket first = running.connect();
        const Poco::Net::StreamSocket second = running.connect();
        BOOST_TEST(comesTo(2));
        send(first, wire(running.saveRequest(0)));
    }
    // Gone without waiting for the answer: when the count says so, what was sent has been carried out.
    BOOST_TEST(comesTo(0));
    BOOST_TEST(running.caller.control("GET", "truth").integer("bills", -1) == 1);
}

BOOST_AUTO_TEST_SUITE_END()

// TLS: who is not known, or answers under another name, gets no byte of the request.
#include "Certificate.h"
#include "HttpSupport.h"
#include "Portable.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

using namespace duijie;
using namespace duijie::sdk;
using namespace sdktest;

namespace
{

enum class Answer
{
    Whole,
    Beginning, // of a record, and then nothing more
    Crumbs     // whole in the end, in the smallest pieces
};

// Serves connections one after the other, and counts the requests it could read.
class TlsServer
{
public:
    explicit TlsServer(const Certificate& certificate, Answer answer = Answer::Whole)
        : _answer(answer),
          _context(new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, certificate.keyFile(),
                                          certificate.certificateFile(), "",
                                          Poco::Net::Context::VERIFY_NONE)),
          _listener(Poco::Net::SocketAddress("127.0.0.1", 0), 8, _context), _thread([this] { serve(); })
    {
    }

    ~TlsServer()
    {
        _stop = true;
        _thread.join();
    }

    std::string port() const { return std::to_string(_listener.address().port()); }
    int requests() const noexcept { return _requests; }
    bool begun() const noexcept { return _begun; } // the beginning of an answer is on its way

private:
    void serve()
    {
        while (!_stop)
        {
            if (_listener.poll(Poco::Timespan(0, 20000), Poco::Net::Socket::SELECT_READ))
            {
                serveOne();
            }
        }
    }

    void serveOne()
    {
        try
        {
            Poco::Net::StreamSocket socket = _listener.acceptConnection();
            socket.setReceiveTimeout(Poco::Timespan(5, 0));
            std::string head;
            char buffer[4096];
            while (head.find("\r\n\r\n") == std::string::npos)
            {
                const int count = socket.receiveBytes(buffer, sizeof buffer);
                if (count <= 0)
                {
                    return;
                }
                head.append(buffer, static_cast<std::size_t>(count));
            }
            ++_requests;
            reply(socket);
        }
        catch (const Poco::Exception&)
        {
            return; // a client that refuses the certificate breaks off the handshake
        }
    }

    void reply(Poco::Net::StreamSocket& socket)
    {
        const std::string reply = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
        if (_answer == Answer::Beginning)
        {
            const char record[] = {0x17, 0x03, 0x03, 0x40, 0x00, 0x01};
            ::send(socket.impl()->sockfd(), record, static_cast<int>(sizeof record), 0);
            _begun = true;
            while (!_stop)
            {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            return;
        }
        const std::size_t piece = _answer == Answer::Crumbs ? 1 : reply.size();
        for (std::size_t at = 0; at < reply.size(); at += piece)
        {
            socket.sendBytes(reply.data() + at, static_cast<int>(piece));
        }
        socket.shutdown();
    }

    const Answer _answer;
    Poco::Net::Context::Ptr _context;
    Poco::Net::SecureServerSocket _listener;
    std::atomic<bool> _stop{false};
    std::atomic<int> _requests{0};
    std::atomic<bool> _begun{false};
    std::thread _thread;
};

// The system's own way to name trusted certificates.
class Trust
{
public:
    explicit Trust(const std::string& file) { ::setenv("SSL_CERT_FILE", file.c_str(), 1); }
    ~Trust() { ::unsetenv("SSL_CERT_FILE"); }
};

HttpReply get(const std::string& url)
{
    HttpClient client(url);
    Context context;
    HttpRequest request;
    request.target = "/";
    return client.send(request, context);
}

} // namespace

BOOST_AUTO_TEST_SUITE(https)

BOOST_AUTO_TEST_CASE(a_trusted_certificate_of_the_right_name)
{
    const Certificate certificate("127.0.0.1", true);
    const Trust trust(certificate.certificateFile());
    const TlsServer server(certificate);
    const HttpReply reply = get("https://127.0.0.1:" + server.port());
    BOOST_TEST((reply.outcome == HttpOutcome::Answered), reply.error);
    BOOST_TEST(reply.body == "ok");
    BOOST_TEST(server.requests() == 1);
}

BOOST_AUTO_TEST_CASE(an_answer_in_many_records)
{
    const Certificate certificate("127.0.0.1", true);
    const Trust trust(certificate.certificateFile());
    const TlsServer server(certificate, Answer::Crumbs);
    const HttpReply reply = get("https://127.0.0.1:" + server.port());
    BOOST_TEST((reply.outcome == HttpOutcome::Answered), reply.error);
    BOOST_TEST(reply.body == "ok");
}

// It would end by itself after ten minutes, which the test does not have.
BOOST_AUTO_TEST_CASE(the_host_can_stop_a_call_in_the_middle_of_a_record)
{
    const Certificate certificate("127.0.0.1", true);
    const Trust trust(certificate.certificateFile());
    const TlsServer server(certificate, Answer::Beginning);
    HttpLimits limits;
    limits.sendMs = limits.receiveMs = limits.totalMs = 600'000;
    HttpClient client("https://127.0.0.1:" + server.port(), limits);
    Context context;
    std::thread stopper(
        [&]
        {
            while (!server.begun())
            {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            context.stop = true;
        });
    const HttpReply reply = client.send(post("{}"), context);
    stopper.join();
    BOOST_TEST((reply.outcome == HttpOutcome::Lost));
    BOOST_TEST(contains(reply.error, "stopped by the host"), reply.error);
}

BOOST_AUTO_TEST_CASE(a_certificate_nobody_vouches_for)
{
    const Certificate certificate("127.0.0.1", true);
    const TlsServer server(certificate);
    const HttpReply reply = get("https://127.0.0.1:" + server.port());
    BOOST_TEST((reply.outcome == HttpOutcome::NotSent), reply.error);
    BOOST_TEST(server.requests() == 0);
}

BOOST_AUTO_TEST_CASE(a_trusted_certificate_of_another_name)
{
    const Certificate certificate("example.com", false);
    const Trust trust(certificate.certificateFile());
    const TlsServer server(certificate);
    const HttpReply reply = get("https://127.0.0.1:" + server.port());
    BOOST_TEST((reply.outcome == HttpOutcome::NotSent), reply.error);
    BOOST_TEST(server.requests() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

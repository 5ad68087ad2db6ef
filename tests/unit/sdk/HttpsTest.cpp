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
#include <memory>
#include <thread>

using namespace duijie;
using namespace duijie::sdk;
using namespace sdktest;

namespace
{

// Serves connections one after the other, and counts the requests it could read.
class TlsServer
{
public:
    explicit TlsServer(const Certificate& certificate)
        : _context(new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, certificate.keyFile(),
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
            const std::string reply = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
            socket.sendBytes(reply.data(), static_cast<int>(reply.size()));
            socket.shutdown();
        }
        catch (const Poco::Exception&)
        {
            return; // a client that refuses the certificate breaks off the handshake
        }
    }

    Poco::Net::Context::Ptr _context;
    Poco::Net::SecureServerSocket _listener;
    std::atomic<bool> _stop{false};
    std::atomic<int> _requests{0};
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

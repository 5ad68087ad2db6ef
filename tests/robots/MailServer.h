// A mail server that speaks as much SMTP as a client needs (RFC 5321, 3207, 4954) and insists on it.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace robots
{

struct MailServerOptions
{
    Poco::Net::Context::Ptr tls; ///< for TLS at once, or when asked for
    bool tlsAtOnce = false;
    bool offersStartTls = true; ///< when there is a context
    std::string user;           ///< empty: nobody needs to log in
    std::string password;
    std::string refusal; ///< of a recipient: "550 no such user"
};

struct ReceivedMail
{
    std::string from;
    std::vector<std::string> to;
    std::string data; ///< head and body as they came
    bool encrypted = false;
};

class MailServer
{
public:
    explicit MailServer(MailServerOptions options);
    ~MailServer();
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;

    uint16_t port() const;
    std::vector<ReceivedMail> mails() const;

    /// Everything that came over a connection nobody could not listen to.
    std::string overheard() const;

private:
    class Dialog;

    void serve();

    const MailServerOptions _options;
    Poco::Net::ServerSocket _listener;
    mutable std::mutex _mutex;
    std::vector<ReceivedMail> _mails;
    std::string _overheard;
    std::atomic<bool> _stop{false};
    std::thread _thread;
};

} // namespace robots

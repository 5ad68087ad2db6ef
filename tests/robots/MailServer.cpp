#include "robots/MailServer.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>

#include <sstream>

namespace robots
{

namespace
{

std::string decoded(const std::string& letters)
{
    std::istringstream in(letters);
    Poco::Base64Decoder decoder(in);
    std::string out;
    Poco::StreamCopier::copyToString(decoder, out);
    return out;
}

// What stands between < and >; empty when nothing does.
std::string between(const std::string& line)
{
    const auto open = line.find('<');
    const auto close = line.find('>', open);
    return open == std::string::npos || close == std::string::npos ? ""
                                                                   : line.substr(open + 1, close - open - 1);
}

} // namespace

class MailServer::Dialog
{
public:
    Dialog(MailServer& server, Poco::Net::StreamSocket socket)
        : _server(server), _socket(std::move(socket)), _encrypted(server._options.tlsAtOnce)
    {
        _socket.setReceiveTimeout(Poco::Timespan(5, 0));
    }

    void run()
    {
        if (_encrypted)
        {
            secure();
        }
        say("220 mail.test ESMTP");
        for (std::string line; readLine(line);)
        {
            if (!answer(line))
            {
                return;
            }
        }
    }

private:
    void secure()
    {
        _socket = Poco::Net::SecureStreamSocket::attach(_socket, _server._options.tls);
        Poco::Net::SecureStreamSocket(_socket).completeHandshake();
        _encrypted = true;
    }

    bool answer(const std::string& line)
    {
        const std::string verb = Poco::toUpper(line.substr(0, line.find(' ')));
        if (verb == "QUIT")
        {
            say("221 bye");
            return false;
        }
        if (verb == "EHLO" || verb == "HELO")
        {
            greet();
        }
        else if (verb == "STARTTLS" && canStartTls())
        {
            say("220 go ahead");
            secure();
            _loggedIn = false;
        }
        else if (verb == "AUTH")
        {
            logIn(line);
        }
        else if (!_server._options.user.empty() && !_loggedIn)
        {
            say("530 authentication required");
        }
        else if (!envelope(verb, line))
        {
            say("502 not known");
        }
        return true;
    }

    bool canStartTls() const
    {
        return !_server._options.tls.isNull() && _server._options.offersStartTls && !_encrypted;
    }

    void greet()
    {
        say("250-mail.test");
        if (canStartTls())
        {
            say("250-STARTTLS");
        }
        say("250 AUTH LOGIN PLAIN");
    }

    void logIn(const std::string& line)
    {
        if (Poco::toUpper(line).rfind("AUTH LOGIN", 0) != 0)
        {
            say("504 not that way");
            return;
        }
        std::string user = line.size() > 11 ? line.substr(11) : "";
        if (user.empty())
        {
            say("334 VXNlcm5hbWU6");
            readLine(user);
        }
        std::string password;
        say("334 UGFzc3dvcmQ6");
        readLine(password);
        _loggedIn = decoded(user) == _server._options.user && decoded(password) == _server._options.password;
        say(_loggedIn ? "235 welcome" : "535 authentication failed");
    }

    bool envelope(const std::string& verb, const std::string& line)
    {
        if (verb == "MAIL")
        {
            _mail = {};
            _mail.from = between(line);
            say(_mail.from.empty() ? "501 no sender" : "250 ok");
        }
        else if (verb == "RCPT")
        {
            recipient(line);
        }
        else if (verb == "DATA")
        {
            data();
        }
        else
        {
            return verb == "NOOP" || verb == "RSET" ? (say("250 ok"), true) : false;
        }
        return true;
    }

    void recipient(const std::string& line)
    {
        if (!_server._options.refusal.empty())
        {
            say(_server._options.refusal);
            return;
        }
        _mail.to.push_back(between(line));
        say("250 ok");
    }

    void data()
    {
        if (_mail.to.empty())
        {
            say("503 no recipient");
            return;
        }
        say("354 end with a dot");
        for (std::string line; readLine(line) && line != ".";)
        {
            _mail.data += (line.rfind("..", 0) == 0 ? line.substr(1) : line) + "\n";
        }
        _mail.encrypted = _encrypted;
        {
            const std::lock_guard lock(_server._mutex);
            _server._mails.push_back(_mail);
        }
        say("250 taken");
    }

    // Lines end with CR LF and have at most 998 bytes; anything else ends the dialog.
    bool readLine(std::string& line)
    {
        line.clear();
        for (char c = 0; line.size() < 1000;)
        {
            if (_socket.receiveBytes(&c, 1) <= 0)
            {
                return false;
            }
            if (!_encrypted)
            {
                const std::lock_guard lock(_server._mutex);
                _server._overheard += c;
            }
            line += c;
            if (line.size() >= 2 && line.compare(line.size() - 2, 2, "\r\n") == 0)
            {
                line.resize(line.size() - 2);
                return true;
            }
        }
        return false;
    }

    void say(const std::string& line)
    {
        const std::string bytes = line + "\r\n";
        _socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    }

    MailServer& _server;
    Poco::Net::StreamSocket _socket;
    bool _encrypted;
    bool _loggedIn = false;
    ReceivedMail _mail;
};

MailServer::MailServer(MailServerOptions options)
    : _options(std::move(options)), _listener(Poco::Net::SocketAddress("127.0.0.1", 0)),
      _thread([this] { serve(); })
{
}

MailServer::~MailServer()
{
    _stop = true;
    _thread.join();
}

uint16_t MailServer::port() const
{
    return _listener.address().port();
}

std::vector<ReceivedMail> MailServer::mails() const
{
    const std::lock_guard lock(_mutex);
    return _mails;
}

std::string MailServer::overheard() const
{
    const std::lock_guard lock(_mutex);
    return _overheard;
}

void MailServer::serve()
{
    while (!_stop)
    {
        if (_listener.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ))
        {
            try
            {
                Dialog(*this, _listener.acceptConnection()).run();
            }
            catch (const Poco::Exception&) // a client that went away, or did not trust us
            {
            }
        }
    }
}

} // namespace robots

#include "ops/Mail.h"

#include "ops/MailText.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"
#include "duijie/sdk/Tls.h"

#include <Poco/Net/MailMessage.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>

namespace duijie::ops
{

namespace
{

namespace Net = Poco::Net;

constexpr std::size_t MostBytes = 64'000;
constexpr int PlainSeconds = 6;
constexpr int SecureSeconds = 2; // a TLS read of Poco 1.11 waits up to three times as long as it is told

// The server offers no TLS where the settings ask for it.
class NoTls : public std::exception
{
};

Delivery failed(Outcome outcome, std::string reason, const char* advice)
{
    Delivery out;
    out.outcome = outcome;
    out.reason = std::move(reason);
    out.advice = text::say(advice);
    return out;
}

// 4xx: later perhaps. 535 and its like: login. 552, 554: this mail.
Delivery judge(const Net::SMTPException& e, const std::string& said)
{
    const int status = e.code();
    if (status == 552 || status == 554)
    {
        return failed(Outcome::BadMessage, said, "ops.advice.message");
    }
    if (status >= 500 || status == 0)
    {
        return failed(Outcome::Refused, said, "ops.advice.mail");
    }
    Delivery out = failed(Outcome::Throttled, said, "ops.advice.throttled");
    out.waitMs = 300'000;
    return out;
}

void patience(Net::StreamSocket& socket, bool secure)
{
    const Poco::Timespan span(secure ? SecureSeconds : PlainSeconds, 0);
    socket.setReceiveTimeout(span);
    socket.setSendTimeout(span);
}

// SecureSMTPClientSession would check the certificate against the address, or connect without a time-out.
class Session final : public Net::SMTPClientSession
{
public:
    using Net::SMTPClientSession::SMTPClientSession;

    /// A server, or somebody between, that offers no TLS gets neither the password nor the mail.
    void startTls(const std::string& host)
    {
        std::string response;
        if (!isPositiveCompletion(sendCommand("STARTTLS", response)))
        {
            throw NoTls();
        }
        patience(socket(), true);
        // Shakes hands, and checks the certificate and its name.
        socket() = Net::SecureStreamSocket::attach(socket(), host, sdk::strictTls());
        patience(socket(), true);
    }
};

class Mail final : public Channel
{
public:
    Mail(const ChannelParts& parts, MailSettings settings) : _parts(parts), _settings(std::move(settings)) {}

    Delivery send(const std::vector<Notice>& notices, CallContext&) override
    {
        const Letter letter = compose(_parts.sender, notices, Markup::Plain, MostBytes);
        Delivery delivery = deliver(letter);
        delivery.taken = letter.taken;
        delivery.reason = _parts.redactor.redact(delivery.reason);
        return delivery;
    }

private:
    Delivery deliver(const Letter& letter) const
    {
        try
        {
            converse(letter);
            Delivery out;
            out.outcome = Outcome::Delivered;
            return out;
        }
        catch (const Net::SMTPException& e)
        {
            return judge(e, sdk::excerpt(e.displayText(), 300));
        }
        catch (const NoTls&)
        {
            return failed(Outcome::Refused, text::say("ops.reason.no_tls", {_settings.host}),
                          "ops.advice.mail_tls");
        }
        catch (const Net::SSLException& e)
        {
            return failed(Outcome::Refused, sdk::excerpt(e.displayText(), 300), "ops.advice.mail_tls");
        }
        catch (const Poco::Exception& e)
        {
            return failed(Outcome::Unreachable, sdk::excerpt(e.displayText(), 300),
                          "ops.advice.mail_unreachable");
        }
    }

    Net::StreamSocket connect() const
    {
        const Net::SocketAddress address(_settings.host, _settings.port);
        const bool secure = _settings.security == MailSecurity::Tls;
        Net::StreamSocket socket = secure ? Net::SecureStreamSocket(sdk::strictTls()) : Net::StreamSocket();
        if (secure)
        {
            Net::SecureStreamSocket(socket).setPeerHostName(_settings.host);
        }
        socket.connect(address, Poco::Timespan(secure ? SecureSeconds : PlainSeconds, 0));
        patience(socket, secure);
        if (secure)
        {
            // With a time-out Poco leaves the handshake, and the check of the name, to the first write.
            Net::SecureStreamSocket tls(socket);
            if (tls.completeHandshake() != 1)
            {
                throw Net::SSLException("the TLS handshake was not completed");
            }
            tls.verifyPeerCertificate(_settings.host);
        }
        return socket;
    }

    void converse(const Letter& letter) const
    {
        Session session(connect());
        session.open();
        session.login(_parts.sender.machine.empty() ? "localhost" : _parts.sender.machine,
                      Net::SMTPClientSession::AUTH_NONE, "", "");
        if (_settings.security == MailSecurity::StartTls)
        {
            session.startTls(_settings.host);
        }
        if (!_settings.user.empty())
        {
            session.login(Net::SMTPClientSession::AUTH_LOGIN, _settings.user, _settings.password);
        }
        Net::MailMessage message;
        write(letter, message);
        session.sendMessage(message);
        session.close();
    }

    void write(const Letter& letter, Net::MailMessage& message) const
    {
        message.setSender(_settings.from);
        for (const std::string& to : _settings.to)
        {
            message.addRecipient(Net::MailRecipient(Net::MailRecipient::PRIMARY_RECIPIENT, to));
        }
        message.set("Subject", headerText(letter.title));
        message.setContentType("text/plain; charset=UTF-8");
        message.setContent(letter.text + "\n", Net::MailMessage::ENCODING_BASE64);
    }

    const ChannelParts _parts;
    const MailSettings _settings;
};

} // namespace

std::unique_ptr<Channel> makeMail(const ChannelParts& parts, MailSettings settings)
{
    parts.redactor.conceal(settings.password);
    return std::make_unique<Mail>(parts, std::move(settings));
}

} // namespace duijie::ops

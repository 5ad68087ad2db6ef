// Mail, against a server that insists on the protocol.
#include "Portable.h"

#include "Support.h"

#include "../sdk/Certificate.h"

#include "robots/MailServer.h"

#include "ops/Mail.h"

#include <Poco/Base64Decoder.h>
#include <Poco/StreamCopier.h>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <sstream>

namespace duijie::ops::test
{

namespace
{

using robots::MailServer;
using robots::MailServerOptions;

const std::string Password = "letmein-0815";

MailSettings settingsFor(const MailServer& server, MailSecurity security)
{
    MailSettings settings;
    settings.host = "localhost";
    settings.port = server.port();
    settings.security = security;
    settings.from = "duijie@example.com";
    settings.to = {"li@example.com", "wang@example.com"};
    return settings;
}

Poco::Net::Context::Ptr contextOf(const sdktest::Certificate& certificate)
{
    return new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, certificate.keyFile(),
                                  certificate.certificateFile(), "", Poco::Net::Context::VERIFY_NONE);
}

// The certificate is one that this process trusts, while this lives.
class Trusted
{
public:
    explicit Trusted(const sdktest::Certificate& certificate)
    {
        ::setenv("SSL_CERT_FILE", certificate.certificateFile().c_str(), 1);
    }
    ~Trusted() { ::unsetenv("SSL_CERT_FILE"); }
    Trusted(const Trusted&) = delete;
    Trusted& operator=(const Trusted&) = delete;
};

std::string bodyOf(const robots::ReceivedMail& mail)
{
    std::istringstream in(mail.data.substr(mail.data.find("\n\n") + 2));
    Poco::Base64Decoder decoder(in);
    std::string out;
    Poco::StreamCopier::copyToString(decoder, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(mail)

BOOST_AUTO_TEST_CASE(aMailArrivesWhole)
{
    Bench bench;
    MailServer server({});
    const auto channel = makeMail(bench.parts(), settingsFor(server, MailSecurity::None));
    Notice notice = begun("a");
    notice.happened = "单据 INV-1 无法删除\r\n.\r\nMAIL FROM:<x>";
    const Delivery delivery = channel->send({notice}, bench.context);
    BOOST_TEST((delivery.outcome == Outcome::Delivered), delivery.reason);
    BOOST_REQUIRE(server.mails().size() == 1u);
    const robots::ReceivedMail mail = server.mails()[0];
    BOOST_TEST(mail.from == "duijie@example.com");
    BOOST_TEST(mail.to.size() == 2u);
    BOOST_TEST(has(mail.data, "Subject: =?UTF-8?B?"), mail.data);
    BOOST_TEST(has(mail.data, "charset=UTF-8"), mail.data);
    BOOST_TEST(has(bodyOf(mail), "单据 INV-1 无法删除"), bodyOf(mail));
    BOOST_TEST(has(bodyOf(mail), "advice a"), bodyOf(mail));
}

BOOST_AUTO_TEST_CASE(theLoginIsEncryptedEitherWay)
{
    const sdktest::Certificate certificate("localhost", false);
    for (const bool atOnce : {true, false})
    {
        Bench bench;
        MailServerOptions options;
        options.tls = contextOf(certificate);
        options.tlsAtOnce = atOnce;
        options.user = "duijie@example.com";
        options.password = Password;
        MailServer server(options);
        MailSettings settings = settingsFor(server, atOnce ? MailSecurity::Tls : MailSecurity::StartTls);
        settings.user = options.user;
        settings.password = Password;
        const Trusted trusted(certificate);
        const Delivery delivery = makeMail(bench.parts(), settings)->send({begun("a")}, bench.context);
        BOOST_TEST((delivery.outcome == Outcome::Delivered), delivery.reason);
        BOOST_REQUIRE(server.mails().size() == 1u);
        BOOST_TEST(server.mails()[0].encrypted);
        BOOST_TEST(!has(server.overheard(), "AUTH LOGIN"));
    }
}

BOOST_AUTO_TEST_CASE(whoNobodyVouchesForGetsNoPassword)
{
    const sdktest::Certificate known("localhost", false);
    const sdktest::Certificate stranger("localhost", false);
    const sdktest::Certificate another("mail.example.com", false);
    for (const bool atOnce : {true, false})
    {
        for (const sdktest::Certificate* shown : {&stranger, &another})
        {
            Bench bench;
            MailServerOptions options;
            options.tls = contextOf(*shown);
            options.tlsAtOnce = atOnce;
            MailServer server(options);
            MailSettings settings = settingsFor(server, atOnce ? MailSecurity::Tls : MailSecurity::StartTls);
            settings.user = "u";
            settings.password = Password;
            const Trusted trusted(shown == &another ? another : known);
            const Delivery delivery = makeMail(bench.parts(), settings)->send({begun("a")}, bench.context);
            BOOST_TEST((delivery.outcome != Outcome::Delivered));
            BOOST_TEST(server.mails().empty());
            BOOST_TEST(!has(delivery.reason, Password));
        }
    }
}

BOOST_AUTO_TEST_CASE(aServerWithoutTlsIsNotTrustedWithAnything)
{
    Bench bench;
    MailServer server({});
    MailSettings settings = settingsFor(server, MailSecurity::StartTls);
    settings.user = "u";
    settings.password = Password;
    const Delivery delivery = makeMail(bench.parts(), settings)->send({begun("a")}, bench.context);
    BOOST_TEST((delivery.outcome == Outcome::Refused));
    BOOST_TEST(has(delivery.advice, "starttls: 587"), delivery.advice);
    BOOST_TEST(!has(server.overheard(), "AUTH LOGIN"));
    BOOST_TEST(server.mails().empty());
}

BOOST_AUTO_TEST_CASE(whatTheServerSaysIsSaid)
{
    const struct
    {
        const char* refusal;
        Outcome outcome;
    } table[] = {{"550 no such user", Outcome::Refused},
                 {"451 try later", Outcome::Throttled},
                 {"554 looks like spam", Outcome::BadMessage}};
    for (const auto& row : table)
    {
        Bench bench;
        MailServerOptions options;
        options.refusal = row.refusal;
        MailServer server(options);
        const auto channel = makeMail(bench.parts(), settingsFor(server, MailSecurity::None));
        const Delivery delivery = channel->send({begun("a")}, bench.context);
        BOOST_TEST((delivery.outcome == row.outcome), row.refusal << ": " << delivery.reason);
        BOOST_TEST(has(delivery.reason, row.refusal), delivery.reason);
    }
}

BOOST_AUTO_TEST_CASE(aWrongPasswordIsRefusedAndNotShown)
{
    const sdktest::Certificate certificate("localhost", false);
    Bench bench;
    MailServerOptions options;
    options.tls = contextOf(certificate);
    options.tlsAtOnce = true;
    options.user = "u";
    options.password = "another";
    MailServer server(options);
    MailSettings settings = settingsFor(server, MailSecurity::Tls);
    settings.user = "u";
    settings.password = Password;
    const Trusted trusted(certificate);
    const Delivery delivery = makeMail(bench.parts(), settings)->send({begun("a")}, bench.context);
    BOOST_TEST((delivery.outcome == Outcome::Refused), delivery.reason);
    BOOST_TEST(has(delivery.reason, "535"), delivery.reason);
    BOOST_TEST(!has(delivery.reason, Password));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test

// The authorisation of Kingdee: grants, tokens, where they may be sent and how long they are used.
#include "Rules.h"

#include "JdySession.h"

namespace duijie::fuzz
{

namespace
{

constexpr int64_t Now = 1'767'225'600'000;

void checkGrant(std::string_view text, const std::string& account)
{
    sdk::JsonDocument document;
    if (!document.parse(text))
    {
        return;
    }
    std::string why;
    const auto grant = jdy::chooseGrant(document.root().find("data"), account, why);
    hold(grant.has_value() == why.empty(), "no grant without a reason", text);
    hold(!grant || (!grant->appKey.empty() && !grant->appSecret.empty()), "a grant is complete", text);
}

void checkToken(std::string_view token)
{
    constexpr int64_t Year10000 = 253'402'300'800'000;
    const int64_t until = jdy::expiryOf(token, Now);
    hold(until <= Now + Year10000, "a token ends", token);
    jdy::JdySession session{std::string(token), "https://tf.jdy.com", until};
    const auto again = jdy::JdySession::fromJson(session.toJson("owner"), "owner");
    hold(again.has_value() == !token.empty(), "a session is kept when there is a token");
    hold(!again || !sdk::isUtf8(token) ||
             (again->token == token && again->expiresMs == until && again->domain == session.domain),
         "and comes back as it was", token);
    hold(!jdy::JdySession::fromJson(session.toJson("owner"), "other"), "but to its owner only");
    jdy::JdySession::fromJson(token, "owner");
}

void checkDomain(std::string_view domain)
{
    jdy::JdyAccount account;
    account.baseUrl = "https://api.kingdee.com";
    account.routingDomains = "jdy.com, kingdee.com";
    if (!jdy::domainProblem(domain, account).empty())
    {
        return;
    }
    std::string_view host = domain.substr(0, domain.find('/', 8));
    hold(host.starts_with("https://"), "bills go over https", domain);
    host = host.substr(8, host.find(':', 8) - 8);
    const bool known = host.size() >= 7 && host.find_first_of("@\\ \r\n\t") == std::string_view::npos;
    hold(known, "bills go to a domain of the vendor", domain);
}

} // namespace

void target(Input& input)
{
    const std::string account(input.piece());
    checkDomain(input.piece());
    checkToken(input.piece());
    checkGrant(input.rest(), account);
}

} // namespace duijie::fuzz

#pragma once

#include "JdyAccess.h"
#include "Message.h"
#include "NonceBook.h"
#include "Options.h"

#include <optional>

namespace duijie::sandbox
{

/** The checks of Kingdee's gateway in front of every call (vendor: signed headers and replay protection). */
class JdyGate
{
public:
    /** A gate for one client; `domain` is the router address business calls must name. */
    JdyGate(const Credentials& credentials, JdyAccess& access, std::string domain);

    /** Client, version, signed headers, clock and nonce; nothing when the call may pass. */
    std::optional<Response> checkSignature(const Request& request, std::int64_t nowMs);

    /** Router address and app-token of a business call; nothing when the call may pass. */
    std::optional<Response> checkBusiness(const Request& request, std::int64_t nowMs);

    /** Sets the router address, once the port is known. */
    void setDomain(std::string domain);

    const std::string& domain() const { return _domain; }

private:
    std::string _clientId;
    std::string _clientSecret;
    JdyAccess& _access;
    std::string _domain;
    NonceBook _nonces;
};

} // namespace duijie::sandbox

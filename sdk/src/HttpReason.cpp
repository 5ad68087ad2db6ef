#include "HttpReason.h"

#include "Say.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>

namespace duijie::sdk
{

namespace
{

template <typename... Kinds> bool isOneOf(const Poco::Exception& failure) noexcept
{
    return (... || (dynamic_cast<const Kinds*>(&failure) != nullptr));
}

std::string_view idOf(const Poco::Exception& failure) noexcept
{
    using namespace Poco::Net;
    if (isOneOf<DNSException>(failure))
    {
        return "sdk.http.no_host";
    }
    if (isOneOf<ConnectionRefusedException>(failure))
    {
        return "sdk.http.refused";
    }
    if (isOneOf<ConnectionResetException, ConnectionAbortedException>(failure))
    {
        return "sdk.http.broken";
    }
    if (isOneOf<Poco::TimeoutException>(failure))
    {
        return "sdk.http.timeout";
    }
    return isOneOf<SSLException>(failure) ? "sdk.http.tls" : "sdk.http.network";
}

} // namespace

std::string reasonOf(const Poco::Exception& failure)
{
    return say(idOf(failure), {failure.displayText()});
}

} // namespace duijie::sdk

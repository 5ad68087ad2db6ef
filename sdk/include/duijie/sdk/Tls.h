// TLS as everything here speaks it. Who includes this links Poco::NetSSL.
#pragma once

#include <Poco/Net/Context.h>

namespace duijie::sdk
{

/// For a client: TLS 1.2 or newer, certificate and host name are checked, nobody is asked; what is not
/// certain is refused.
Poco::Net::Context::Ptr strictTls();

} // namespace duijie::sdk

// Whose certificates are trusted.
#pragma once

#include <Poco/Net/Context.h>

namespace duijie::sdk
{

/// Adds the authorities this machine trusts. OpenSSL knows them by itself (SSL_CERT_FILE, SSL_CERT_DIR), but
/// not on Windows: there, unless SSL_CERT_FILE is set, they are `ca-bundle.pem` beside the program and the
/// system's own store, which holds a company's authorities and is filled by Windows as roots are needed.
void addAuthorities(Poco::Net::Context& context);

} // namespace duijie::sdk

#include "duijie/sdk/Tls.h"

#include "Trust.h"

#include <Poco/Net/RejectCertificateHandler.h>

namespace duijie::sdk
{

Poco::Net::Context::Ptr strictTls()
{
    using Poco::Net::Context;
    const bool loadDefaultCAs = true;
    Context::Ptr context = new Context(Context::CLIENT_USE, "", Context::VERIFY_STRICT, 9, loadDefaultCAs);
    addAuthorities(*context);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    const bool serverSide = false;
    context->setInvalidCertificateHandler(new Poco::Net::RejectCertificateHandler(serverSide));
    return context;
}

} // namespace duijie::sdk

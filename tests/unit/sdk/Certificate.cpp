#include "Certificate.h"

#include <Poco/FileStream.h>
#include <Poco/TemporaryFile.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace sdktest
{

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Bytes = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Paper = std::unique_ptr<X509, decltype(&X509_free)>;

void require(bool done)
{
    if (!done)
    {
        throw std::runtime_error("no certificate for the test");
    }
}

// Through memory: a FILE of this program is of no use to an OpenSSL with another C library.
std::string fileOf(BIO* content)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(content, &data);
    const std::string path = Poco::TemporaryFile::tempName();
    Poco::FileOutputStream(path).write(data, size);
    return path;
}

void addExtension(X509* paper, int id, const std::string& value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str());
    require(extension != nullptr);
    X509_add_ext(paper, extension, -1);
    X509_EXTENSION_free(extension);
}

Paper selfSigned(EVP_PKEY* key, const std::string& name, bool ip)
{
    Paper paper(X509_new(), &X509_free);
    X509_set_version(paper.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(paper.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(paper.get()), 3600);
    X509_set_pubkey(paper.get(), key);
    X509_NAME* subject = X509_get_subject_name(paper.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("duijie test"), -1, -1, 0);
    X509_set_issuer_name(paper.get(), subject);
    addExtension(paper.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(paper.get(), NID_subject_alt_name, (ip ? "IP:" : "DNS:") + name);
    require(X509_sign(paper.get(), key, EVP_sha256()) > 0);
    return paper;
}

} // namespace

Certificate::Certificate(const std::string& name, bool ip)
{
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    require(key != nullptr);
    const Paper paper = selfSigned(key.get(), name, ip);
    const Bytes bytes(BIO_new(BIO_s_mem()), &BIO_free);
    require(PEM_write_bio_PrivateKey(bytes.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    _keyFile = fileOf(bytes.get());
    static_cast<void>(BIO_reset(bytes.get()));
    require(PEM_write_bio_X509(bytes.get(), paper.get()) == 1);
    _certificateFile = fileOf(bytes.get());
}

Certificate::~Certificate()
{
    std::remove(_keyFile.c_str());
    std::remove(_certificateFile.c_str());
}

} // namespace sdktest

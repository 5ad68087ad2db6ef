#include "Trust.h"

#ifdef _WIN32
// windows.h and wincrypt.h first: OpenSSL takes the names back that they define as macros.
#include <windows.h>

#include <wincrypt.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#endif

namespace duijie::sdk
{

#ifdef _WIN32

namespace
{

using Bytes = std::unique_ptr<BIO, decltype(&BIO_free)>;

void add(X509_STORE* store, X509* certificate)
{
    if (certificate != nullptr)
    {
        X509_STORE_add_cert(store, certificate);
        X509_free(certificate);
    }
}

// Read here, not by OpenSSL: Poco and OpenSSL would take the name in the code page of the machine.
void addBundle(X509_STORE* store)
{
    std::wstring program(32768, L'\0'); // the longest there can be
    program.resize(GetModuleFileNameW(nullptr, program.data(), static_cast<DWORD>(program.size())));
    std::ifstream file(std::filesystem::path(program).parent_path() / "ca-bundle.pem", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Bytes bytes(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
    while (X509* certificate = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr))
    {
        add(store, certificate);
    }
}

void addSystemStore(X509_STORE* store)
{
    const HCERTSTORE system = CertOpenSystemStoreW(0, L"ROOT");
    const CERT_CONTEXT* item = nullptr;
    while (system != nullptr && (item = CertEnumCertificatesInStore(system, item)) != nullptr)
    {
        const unsigned char* encoded = item->pbCertEncoded;
        add(store, d2i_X509(nullptr, &encoded, static_cast<long>(item->cbCertEncoded)));
    }
    if (system != nullptr)
    {
        CertCloseStore(system, 0);
    }
}

} // namespace

void addAuthorities(Poco::Net::Context& context)
{
    if (::_wgetenv(L"SSL_CERT_FILE") != nullptr)
    {
        return;
    }
    X509_STORE* const store = SSL_CTX_get_cert_store(context.sslContext());
    addBundle(store);
    addSystemStore(store);
}

#else

void addAuthorities(Poco::Net::Context&) {}

#endif

} // namespace duijie::sdk

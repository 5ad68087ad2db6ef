// DPAPI for the machine: the file is worth nothing on another one. Which accounts may read it is a matter of
// its access list; the service and the person who sets secrets are two accounts.
#include "config/KeyProtection.h"

#ifdef _WIN32

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <dpapi.h>
#include <sodium.h>

namespace duijie::config
{

namespace
{

constexpr std::string_view Mark = "dpapi:";

DATA_BLOB blobOf(std::string_view bytes)
{
    return {static_cast<DWORD>(bytes.size()), reinterpret_cast<BYTE*>(const_cast<char*>(bytes.data()))};
}

std::string take(DATA_BLOB& blob)
{
    std::string out(reinterpret_cast<const char*>(blob.pbData), blob.cbData);
    SecureZeroMemory(blob.pbData, blob.cbData);
    LocalFree(blob.pbData);
    return out;
}

} // namespace

std::optional<std::string> protectKey(std::string_view key)
{
    DATA_BLOB in = blobOf(key);
    DATA_BLOB out{};
    if (!CryptProtectData(&in, L"duijie", nullptr, nullptr, nullptr,
                          CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN, &out))
    {
        return std::nullopt;
    }
    const std::string sealed = take(out);
    std::string text(sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(sealed.data()),
                      sealed.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the zero at its end
    return std::string(Mark) + text;
}

std::optional<std::string> unprotectKey(std::string_view line)
{
    if (line.substr(0, Mark.size()) != Mark)
    {
        return std::string(line); // brought from elsewhere as it is
    }
    line.remove_prefix(Mark.size());
    std::string sealed(line.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(sealed.data()), sealed.size(), line.data(),
                          line.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    {
        return std::nullopt;
    }
    DATA_BLOB in = blobOf(std::string_view(sealed).substr(0, size));
    DATA_BLOB out{};
    return CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out)
               ? std::optional<std::string>(take(out))
               : std::nullopt;
}

} // namespace duijie::config

#endif

#include "Secrets.h"

#include "duijie/sdk/Digest.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <vector>

namespace duijie::e2e
{

namespace
{

// So many of the credentials handed out last are searched for; older ones belong to worlds that are over.
constexpr std::size_t Lately = 12;

// The spellings in which a value could hide.
std::vector<std::string> spellings(const std::string& secret)
{
    std::string lower;
    std::string upper;
    for (const unsigned char c : secret)
    {
        char pair[3];
        std::snprintf(pair, sizeof pair, "%02x", c);
        lower += pair;
        std::snprintf(pair, sizeof pair, "%02X", c);
        upper += pair;
    }
    std::string base64 = sdk::base64(secret);
    base64.resize(base64.size() - base64.size() / 8); // its end depends on what follows
    return {secret, lower, upper, base64, sdk::percentEncode(secret)};
}

std::vector<std::string> secretsOf(Rig& rig)
{
    std::vector<std::string> secrets = {"sandbox-wdt-secret", "sandbox-client-secret"};
    const Json handedOut(rig.control("GET", "/_sandbox/credentials"));
    const std::size_t count = handedOut.root().size();
    std::size_t number = 0;
    for (const auto value : handedOut.root())
    {
        if (++number + Lately > count)
        {
            secrets.emplace_back(value.text());
        }
    }
    return secrets;
}

} // namespace

std::string everythingWritten(const Rig& rig, const std::string& printed)
{
    std::string all = printed;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rig.folder()))
    {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && name != "duijie.json" && name != "journal.jsonl" && name != "port")
        {
            all += readFile(entry.path().string());
        }
    }
    return all;
}

std::string secretIn(Rig& rig, const std::string& text)
{
    for (const std::string& secret : secretsOf(rig))
    {
        for (const std::string& spelling : spellings(secret))
        {
            // Faster than std::string::find by far, and a store is searched for dozens of spellings.
            const void* found = ::memmem(text.data(), text.size(), spelling.data(), spelling.size());
            if (found != nullptr)
            {
                const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
                return spelling + " in " + text.substr(at < 200 ? 0 : at - 200, 300);
            }
        }
    }
    return {};
}

} // namespace duijie::e2e

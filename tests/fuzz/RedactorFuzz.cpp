// The redactor: what was concealed is in no text that it gives out.
#include "Rules.h"

#include "engine/Redactor.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <string>

namespace duijie::fuzz
{

void target(Input& input)
{
    engine::Redactor redactor;
    std::vector<std::string> secrets;
    std::string_view lines = input.piece();
    while (!lines.empty() && secrets.size() < 8)
    {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string secret(lines.substr(0, end));
        redactor.conceal(secret);
        // With a star in it, a secret could be made up of what replaces another one.
        if (secret.size() >= 4 && secret.find('*') == std::string::npos)
        {
            secrets.push_back(secret);
            secrets.push_back(sdk::percentEncode(secret));
        }
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    const std::string shown = redactor.redact(input.rest());
    for (const std::string& secret : secrets)
    {
        hold(shown.find(secret) == std::string::npos, "no secret is shown", shown);
    }
    if (shown.find("***") == std::string::npos)
    {
        hold(shown == input.rest(), "a text without secrets stays as it is", shown);
    }
}

} // namespace duijie::fuzz

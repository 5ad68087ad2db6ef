#include "text/Catalogue.h"

#include <cstdlib>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#endif

namespace duijie::text
{

namespace
{

Language ofTheSystem() noexcept
{
#ifdef _WIN32
    return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE ? Language::Chinese : Language::English;
#else
    return Language::English;
#endif
}

} // namespace

Language languageOfEnvironment() noexcept
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0')
        {
            return sdk::languageOf(value);
        }
    }
    return ofTheSystem();
}

std::vector<std::string> ids()
{
    return messages().ids();
}

std::string_view sentence(std::string_view id, Language language) noexcept
{
    return messages().sentence(id, language);
}

} // namespace duijie::text

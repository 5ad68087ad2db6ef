#include "text/Catalogue.h"

#include "text/CatalogueData.h"

#include <algorithm>
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

Language g_language = Language::English;

const Entry* findEntry(std::string_view id) noexcept
{
    const auto* end = Entries + EntryCount;
    const auto* found =
        std::lower_bound(Entries, end, id, [](const Entry& e, std::string_view i) { return e.id < i; });
    return found != end && found->id == id ? found : nullptr;
}

void appendArgument(std::string& out, std::string_view digits,
                    std::initializer_list<std::string_view> arguments)
{
    const std::size_t index = digits.size() == 1 && digits[0] >= '0' && digits[0] <= '9'
                                  ? static_cast<std::size_t>(digits[0] - '0')
                                  : arguments.size();
    if (index < arguments.size())
    {
        out += *(arguments.begin() + index);
    }
    else
    {
        out += '{';
        out += digits;
        out += '}';
    }
}

std::string unknownId(std::string_view id, std::initializer_list<std::string_view> arguments)
{
    std::string out(id);
    for (const std::string_view argument : arguments)
    {
        out += ' ';
        out += argument;
    }
    return out;
}

Language ofTheSystem() noexcept
{
#ifdef _WIN32
    return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE ? Language::Chinese : Language::English;
#else
    return Language::English;
#endif
}

} // namespace

void setLanguage(Language language) noexcept
{
    g_language = language;
}

Language language() noexcept
{
    return g_language;
}

Language languageOfEnvironment() noexcept
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0')
        {
            return std::string_view(value).substr(0, 2) == "zh" ? Language::Chinese : Language::English;
        }
    }
    return ofTheSystem();
}

std::string say(std::string_view id, std::initializer_list<std::string_view> arguments)
{
    const Entry* entry = findEntry(id);
    if (entry == nullptr)
    {
        return unknownId(id, arguments);
    }
    const std::string_view pattern = g_language == Language::Chinese ? entry->zh : entry->en;
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i)
    {
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos || close != i + 2)
        {
            out += pattern[i];
            continue;
        }
        appendArgument(out, pattern.substr(i + 1, 1), arguments);
        i = close;
    }
    return out;
}

std::vector<std::string> ids()
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < EntryCount; ++i)
    {
        out.emplace_back(Entries[i].id);
    }
    return out;
}

std::string_view sentence(std::string_view id, Language language) noexcept
{
    const Entry* entry = findEntry(id);
    return entry == nullptr ? std::string_view() : language == Language::Chinese ? entry->zh : entry->en;
}

} // namespace duijie::text

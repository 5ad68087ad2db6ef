#include "duijie/sdk/Messages.h"

#include <algorithm>
#include <atomic>

namespace duijie::sdk
{

namespace
{

std::atomic<Language> g_language{Language::English};

/// The argument that {n} at the beginning of `rest` stands for; null when it is no gap, or has no argument.
const std::string_view* argumentAt(std::string_view rest,
                                   std::initializer_list<std::string_view> arguments) noexcept
{
    const bool gap = rest.size() > 2 && rest[0] == '{' && rest[1] >= '0' && rest[1] <= '9' && rest[2] == '}';
    const std::size_t index = gap ? static_cast<std::size_t>(rest[1] - '0') : arguments.size();
    return index < arguments.size() ? arguments.begin() + index : nullptr;
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

std::string_view inLanguage(const Message& message, Language language) noexcept
{
    return language == Language::Chinese ? message.zh : message.en;
}

} // namespace

void setLanguage(Language language) noexcept
{
    g_language.store(language, std::memory_order_relaxed);
}

Language language() noexcept
{
    return g_language.load(std::memory_order_relaxed);
}

Language languageOf(std::string_view tag) noexcept
{
    return tag.substr(0, 2) == "zh" ? Language::Chinese : Language::English;
}

std::string_view tagOf(Language language) noexcept
{
    return language == Language::Chinese ? "zh-CN" : "en";
}

std::string Catalogue::say(std::string_view id, std::initializer_list<std::string_view> arguments) const
{
    const Message* message = find(id);
    if (message == nullptr)
    {
        return unknownId(id, arguments);
    }
    const std::string_view pattern = inLanguage(*message, language());
    std::string out;
    for (std::size_t at = 0; at < pattern.size();)
    {
        if (const std::string_view* argument = argumentAt(pattern.substr(at), arguments))
        {
            out += *argument;
            at += 3;
            continue;
        }
        const std::size_t next = std::min(pattern.find('{', at + 1), pattern.size());
        out += pattern.substr(at, next - at);
        at = next;
    }
    return out;
}

std::vector<std::string> Catalogue::ids() const
{
    std::vector<std::string> out;
    for (const Message* message = _begin; message != _end; ++message)
    {
        out.emplace_back(message->id);
    }
    return out;
}

std::string_view Catalogue::sentence(std::string_view id, Language language) const noexcept
{
    const Message* message = find(id);
    return message == nullptr ? std::string_view() : inLanguage(*message, language);
}

const Message* Catalogue::find(std::string_view id) const noexcept
{
    const auto* found =
        std::lower_bound(_begin, _end, id, [](const Message& m, std::string_view i) { return m.id < i; });
    return found != _end && found->id == id ? found : nullptr;
}

} // namespace duijie::sdk

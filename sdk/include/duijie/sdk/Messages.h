// What is said to people: sentences by id, in the language that those people read. The build makes a
// catalogue of a JSON file (duijie_messages, MESSAGES of duijie_add_plugin); a sentence is never written in
// the code.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::sdk
{

enum class Language
{
    English,
    Chinese
};

/// The language of this program or library: each plugin has a copy of its own, set when a connector of it is
/// opened. English until then. Thread-safe.
void setLanguage(Language language) noexcept;
Language language() noexcept;

/// The language that a tag ("zh-CN", "en") or the name of a locale ("zh_CN.UTF-8") means; English when it is
/// none that is spoken here.
Language languageOf(std::string_view tag) noexcept;

/// The tag of a language after BCP 47.
std::string_view tagOf(Language language) noexcept;

/// One sentence. {0} to {9} stand for its arguments.
struct Message
{
    std::string_view id;
    std::string_view en;
    std::string_view zh;
};

/// Sentences, sorted by id. The table outlives it.
class Catalogue
{
public:
    template <std::size_t N>
    constexpr explicit Catalogue(const Message (&sorted)[N]) noexcept : _begin(sorted), _end(sorted + N)
    {
    }

    /// The sentence of this id in the language that is set, {0}, {1}, ... replaced by `arguments`. An id that
    /// is not in the catalogue comes back as the id with its arguments: visible, never empty.
    std::string say(std::string_view id, std::initializer_list<std::string_view> arguments = {}) const;

    /// Every id, for tests that compare the languages.
    std::vector<std::string> ids() const;

    /// The raw sentence of one language; empty when there is none.
    std::string_view sentence(std::string_view id, Language language) const noexcept;

private:
    const Message* find(std::string_view id) const noexcept;

    const Message* _begin;
    const Message* _end;
};

} // namespace duijie::sdk

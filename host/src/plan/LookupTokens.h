// Walks over the words of a lookup expression.
#pragma once

#include <algorithm>
#include <string_view>

namespace duijie::plan
{

/// A position in a text of words parted by blanks.
class LookupTokens
{
public:
    explicit LookupTokens(std::string_view text) noexcept : _rest(text) { skipBlanks(); }

    std::string_view rest() const noexcept { return _rest; }
    bool atEnd() const noexcept { return _rest.empty(); }

    void skipBlanks() noexcept
    {
        _rest.remove_prefix(std::min(_rest.find_first_not_of(" \t\r\n"), _rest.size()));
    }

    void skip(std::size_t count) noexcept { _rest.remove_prefix(std::min(count, _rest.size())); }

    /// The next word, and on to the one behind it.
    std::string_view word() noexcept
    {
        const std::string_view word = _rest.substr(0, _rest.find_first_of(" \t\r\n"));
        _rest.remove_prefix(word.size());
        skipBlanks();
        return word;
    }

    /// Goes over `prefix` when the text goes on with it.
    bool take(std::string_view prefix) noexcept
    {
        if (!_rest.starts_with(prefix))
        {
            return false;
        }
        _rest.remove_prefix(prefix.size());
        return true;
    }

private:
    std::string_view _rest;
};

/// True when `id` can be a dataset's id: letters, digits, '-' and '_'.
inline bool isDatasetId(std::string_view id) noexcept
{
    return !id.empty() && std::all_of(id.begin(), id.end(),
                                      [](char c)
                                      {
                                          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                                 (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
                                      });
}

} // namespace duijie::plan

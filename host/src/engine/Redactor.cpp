#include "engine/Redactor.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <mutex>

namespace duijie::engine
{

namespace
{

struct Stain
{
    std::size_t begin;
    std::size_t end;
};

} // namespace

void Redactor::add(std::string value)
{
    if (std::find(_values.begin(), _values.end(), value) != _values.end())
    {
        return;
    }
    _values.push_back(std::move(value));
}

void Redactor::conceal(std::string_view value)
{
    if (value.size() < 4)
    {
        return;
    }
    const std::unique_lock lock(_mutex);
    add(std::string(value));
    add(sdk::percentEncode(value));
}

// Values may overlap in a text: what any of them covers is blotted out, judged by the text as it came.
std::string Redactor::redact(std::string_view text) const
{
    std::vector<Stain> stains;
    {
        const std::shared_lock lock(_mutex);
        for (const std::string& value : _values)
        {
            for (std::size_t at = text.find(value); at != std::string_view::npos;
                 at = text.find(value, at + 1))
            {
                stains.push_back({at, at + value.size()});
            }
        }
    }
    std::sort(stains.begin(), stains.end(), [](const Stain& a, const Stain& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t shown = 0; // everything before is in `out`
    for (const Stain& stain : stains)
    {
        if (stain.begin >= shown)
        {
            out.append(text, shown, stain.begin - shown).append("***");
        }
        shown = std::max(shown, stain.end);
    }
    return out.append(text.substr(shown));
}

} // namespace duijie::engine

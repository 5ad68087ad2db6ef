#include "engine/Redactor.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <mutex>

namespace duijie::engine
{

void Redactor::add(std::string value)
{
    if (std::find(_values.begin(), _values.end(), value) != _values.end())
    {
        return;
    }
    const auto longer = [](const std::string& a, const std::string& b) { return a.size() > b.size(); };
    _values.insert(std::upper_bound(_values.begin(), _values.end(), value, longer), std::move(value));
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

std::string Redactor::redact(std::string_view text) const
{
    std::string out(text);
    const std::shared_lock lock(_mutex);
    for (const std::string& value : _values)
    {
        for (std::size_t at = out.find(value); at != std::string::npos; at = out.find(value, at + 3))
        {
            out.replace(at, value.size(), "***");
        }
    }
    return out;
}

} // namespace duijie::engine

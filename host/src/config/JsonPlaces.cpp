#include "config/JsonPlaces.h"

#include "config/JsonScanner.h"

namespace duijie::config
{

JsonPlaces::JsonPlaces(std::string_view json)
{
    JsonScanner(json, *this).run();
}

Place JsonPlaces::find(const std::string& path) const
{
    for (std::string at = path; !at.empty();)
    {
        if (const auto known = _places.find(at); known != _places.end())
        {
            return known->second;
        }
        const std::size_t cut = at.find_last_of(".[");
        at.resize(cut == std::string::npos ? 0 : cut);
    }
    return _root;
}

} // namespace duijie::config

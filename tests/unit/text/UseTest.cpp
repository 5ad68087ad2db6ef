// The catalogue against the sources of the host: every id that is said exists, and every sentence is said
// somewhere.
#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace duijie::text::test
{

namespace
{

// Ids that are put together from a prefix and a name.
const std::string Prefixes[] = {"app.state.",     "app.outcome.",  "app.sync.state.",    "app.audit.",
                                "app.flows.was.", "app.schedule.", "engine.hand.state.", "plugin.kind.",
                                "app.help.",      "app.example."};

bool isBuilt(const std::string& id)
{
    return std::any_of(std::begin(Prefixes), std::end(Prefixes),
                       [&](const std::string& prefix) { return id.rfind(prefix, 0) == 0; });
}

// Every literal of the sources that looks like an id of the catalogue, and a file it stands in.
std::map<std::string, std::string> literals()
{
    const std::regex pattern("\"((?:app|config|engine|plan|plugin|store)\\.[a-z0-9_.]+)\"");
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(HOST_SOURCES))
    {
        const std::string extension = entry.path().extension().string();
        if (extension != ".cpp" && extension != ".h")
        {
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        for (std::sregex_iterator at(content.begin(), content.end(), pattern), end; at != end; ++at)
        {
            out.emplace((*at)[1].str(), entry.path().filename().string());
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(use)

BOOST_AUTO_TEST_CASE(everyIdThatIsSaidExists)
{
    const auto known = ids();
    const std::set<std::string> all(known.begin(), known.end());
    const auto found = literals();
    BOOST_TEST(found.size() > 100u);
    for (const auto& [id, file] : found)
    {
        const bool prefix = id.back() == '.';
        BOOST_TEST((prefix ? isBuilt(id) : all.count(id) != 0), id << " in " << file);
    }
}

BOOST_AUTO_TEST_CASE(everySentenceIsSaid)
{
    const auto found = literals();
    for (const std::string& id : ids())
    {
        const std::string module = id.substr(0, id.find('.'));
        if (module != "app" && module != "config" && module != "engine")
        {
            continue; // the others put ids together in ways of their own
        }
        BOOST_TEST((found.count(id) != 0 || isBuilt(id)), id << " is said nowhere");
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::text::test

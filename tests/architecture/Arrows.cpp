#include "Arrows.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace duijie::architecture
{

namespace
{

namespace fs = std::filesystem;

constexpr int MostLines = 400;

// Prefixes of what a folder may include between quotes, and of the libraries it may include in brackets.
// Folders not named here may include what they like.
struct Rule
{
    const char* folder;
    std::vector<std::string> own; ///< "..." includes; a name without a slash is a file of the same folder
    std::vector<std::string> forbidden; ///< <...> includes
};

// All that the plugin boundary may know of the standard library: names for plain types.
const std::vector<std::string> Boundary = {"cstddef", "cstdint"};

const std::vector<std::string> Libraries = {"Poco/", "simdjson", "sqlite3",   "CLI/",       "openssl/",
                                            "date/", "sodium",   "valijson/", "prometheus/"};

std::vector<std::string> without(const std::vector<std::string>& allowed)
{
    std::vector<std::string> out;
    for (const std::string& library : Libraries)
    {
        if (std::find(allowed.begin(), allowed.end(), library) == allowed.end())
        {
            out.push_back(library);
        }
    }
    out.push_back("Poco/ClassLoader.h");
    out.push_back("Poco/SharedLibrary.h");
    return out;
}

const std::vector<Rule>& rules()
{
    static const std::vector<Rule> all = {
        {"sdk/include/duijie/abi", {"duijie/abi/"}, {}}, // see Boundary
        {"sdk", {"duijie/abi/", "duijie/sdk/"}, without({"Poco/", "simdjson", "openssl/"})},
        {"plugins", {"duijie/abi/", "duijie/sdk/"}, without({"Poco/", "openssl/"})},
        {"host/src/text", {"text/", "duijie/sdk/Messages.h"}, without({})},
        {"host/src/plugin", {"plugin/", "text/", "duijie/"}, {"sqlite3", "CLI/", "simdjson"}},
        {"host/src/plan",
         {"plan/", "text/Catalogue.h", "duijie/sdk/Json.h", "duijie/sdk/Decimal.h", "duijie/sdk/Times.h",
          "duijie/sdk/Text.h", "duijie/sdk/PerThread.h", "duijie/sdk/Pattern.h"},
         without({})},
        {"host/src/store", {"store/", "text/"}, without({"sqlite3"})},
        {"host/src/engine", {"engine/", "plan/", "store/", "text/", "duijie/"}, without({"openssl/"})},
        {"host/src/schedule", {"schedule/", "text/"}, without({"date/"})},
        {"host/src/config",
         {"config/", "engine/", "schedule/", "text/", "duijie/sdk/"},
         without({"Poco/", "date/", "sodium", "valijson/"})},
        {"host/src/ops",
         {"ops/", "config/", "engine/", "store/", "text/", "duijie/"},
         without({"Poco/", "prometheus/"})},
        {"host/src/app",
         {"app/", "config/", "engine/", "ops/", "plan/", "plugin/", "schedule/", "store/", "text/",
          "duijie/"},
         without({"Poco/", "CLI/"})},
        {"tests/sandbox", {}, {"duijie/"}},
    };
    return all;
}

bool startsWith(const std::string& text, const std::string& prefix)
{
    return text.compare(0, prefix.size(), prefix) == 0;
}

// What an include line names: empty when it is none. `quoted`: "..." and not <...>.
std::string included(const std::string& line, bool& quoted)
{
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || !startsWith(line.substr(hash), "#include"))
    {
        return {};
    }
    const std::size_t open = line.find_first_of("\"<", hash);
    const std::size_t close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
    if (close == std::string::npos)
    {
        return {};
    }
    quoted = line[open] == '"';
    return line.substr(open + 1, close - open - 1);
}

bool allowed(const Rule& rule, const std::string& name, bool quoted)
{
    const auto matches = [&](const std::string& prefix) { return startsWith(name, prefix); };
    if (quoted)
    {
        // Files of the same folder, and of a folder below it, are named from where they stand.
        return name.find('/') == std::string::npos || std::any_of(rule.own.begin(), rule.own.end(), matches);
    }
    if (startsWith(rule.folder, "sdk/include/duijie/abi"))
    {
        return std::find(Boundary.begin(), Boundary.end(), name) != Boundary.end();
    }
    return std::none_of(rule.forbidden.begin(), rule.forbidden.end(), matches);
}

void checkFile(const fs::path& file, const std::string& shown, const Rule* rule,
               std::vector<std::string>& broken)
{
    std::ifstream stream(file);
    int number = 0;
    for (std::string line; std::getline(stream, line);)
    {
        ++number;
        bool quoted = false;
        const std::string name = included(line, quoted);
        if (rule != nullptr && !name.empty() && !allowed(*rule, name, quoted))
        {
            broken.push_back(shown + ":" + std::to_string(number) + " includes " + name + ", which " +
                             rule->folder + " may not know (see ARCHITECTURE.md, Folders and arrows)");
        }
    }
    if (number > MostLines)
    {
        broken.push_back(shown + " has " + std::to_string(number) + " lines; a file has at most " +
                         std::to_string(MostLines) + ": one thing a file");
    }
}

const Rule* ruleFor(const std::string& shown)
{
    for (const Rule& rule : rules())
    {
        if (startsWith(shown, std::string(rule.folder) + "/"))
        {
            return &rule;
        }
    }
    return nullptr;
}

} // namespace

std::vector<std::string> brokenRules(const std::string& root)
{
    std::vector<std::string> broken;
    for (const char* part : {"sdk", "host", "plugins", "tests"})
    {
        if (!fs::exists(fs::path(root) / part))
        {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / part))
        {
            const std::string extension = entry.path().extension().string();
            if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp"))
            {
                const std::string shown = fs::relative(entry.path(), root).generic_string();
                checkFile(entry.path(), shown, ruleFor(shown), broken);
            }
        }
    }
    std::sort(broken.begin(), broken.end());
    return broken;
}

} // namespace duijie::architecture

// Are the sentences of one part of the tree whole, and its code and they one?
#pragma once

#include "duijie/sdk/Messages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace duijie::test
{

/// English again at the end, whatever the test or a connector's open has set.
struct EnglishAfterwards
{
    ~EnglishAfterwards() { sdk::setLanguage(sdk::Language::English); }
};

inline std::set<std::string> gapsOf(std::string_view sentence)
{
    std::set<std::string> out;
    for (std::size_t at = 0; at + 2 < sentence.size(); ++at)
    {
        if (sentence[at] == '{' && sentence[at + 1] >= '0' && sentence[at + 1] <= '9' &&
            sentence[at + 2] == '}')
        {
            out.emplace(sentence.substr(at, 3));
        }
    }
    return out;
}

inline std::string sourcesOf(const std::string& folder)
{
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
        {
            std::ifstream file(entry.path(), std::ios::binary);
            out.append(std::istreambuf_iterator<char>(file), {});
        }
    }
    return out;
}

/// Everything that is wrong: a language missing, different arguments, no Chinese in the Chinese sentence,
/// an id beginning with `prefix` that the sources in `folder` say and nobody wrote, a sentence that none of
/// them says.
inline std::vector<std::string> catalogueFaults(const sdk::Catalogue& catalogue, const std::string& folder,
                                                const std::string& prefix)
{
    std::vector<std::string> faults;
    const auto beyond = [](char c) { return static_cast<unsigned char>(c) > 0x7F; };
    const auto onlyGaps = [](std::string_view sentence)
    { return sentence.find_first_not_of("{}0123456789: ,;") == std::string_view::npos; };
    const std::string code = sourcesOf(folder);
    for (const std::string& id : catalogue.ids())
    {
        const std::string_view en = catalogue.sentence(id, sdk::Language::English);
        const std::string_view zh = catalogue.sentence(id, sdk::Language::Chinese);
        if (en.empty() || zh.empty() || gapsOf(en) != gapsOf(zh))
        {
            faults.push_back(id + ": the languages do not say the same");
        }
        if (!onlyGaps(en) && std::none_of(zh.begin(), zh.end(), beyond))
        {
            faults.push_back(id + ": there is no Chinese in the Chinese sentence");
        }
        if (id.compare(0, prefix.size(), prefix) != 0)
        {
            faults.push_back(id + ": does not begin with " + prefix);
        }
        if (code.find('"' + id + '"') == std::string::npos)
        {
            faults.push_back(id + ": said nowhere");
        }
    }
    const std::vector<std::string> known = catalogue.ids();
    const std::regex said("say\\(\\s*\"([a-z_.0-9]+)\"|\"(" + prefix + "[a-z_.0-9]+)\"");
    for (std::sregex_iterator at(code.begin(), code.end(), said), end; at != end; ++at)
    {
        const std::string id = (*at)[1].matched ? (*at)[1].str() : (*at)[2].str();
        if (!std::binary_search(known.begin(), known.end(), id))
        {
            faults.push_back(id + ": nobody wrote this sentence");
        }
    }
    return faults;
}

} // namespace duijie::test

#include "Support.h"

#include "text/Catalogue.h"

#include <fstream>
#include <iterator>
#include <random>

namespace duijie::config::test
{

Folder::Folder()
{
    std::random_device random;
    do
    {
        _path = std::filesystem::temp_directory_path() / ("duijie-config-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(_path));
}

Folder::~Folder()
{
    std::error_code error;
    std::filesystem::remove_all(_path, error);
}

std::string Folder::write(const std::string& name, const std::string& content) const
{
    const std::string file = path(name);
    std::ofstream(file, std::ios::binary) << content;
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file;
}

std::string Folder::read(const std::string& name) const
{
    std::ifstream stream(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string Text::whole() const
{
    std::string out;
    for (const std::string& part : {top, plugins, store, connections})
    {
        out += (out.empty() || part.empty() ? "" : ",\n  ") + part;
    }
    return "{\n  " + out + ",\n  \"flows\": {\"panying\": {" + flow + "}}\n}\n";
}

std::string withAlerts(const std::string& alerts, const std::string& top)
{
    Text text;
    text.top = top + ", \"alerts\": " + alerts;
    return text.whole();
}

std::string problemsOf(const std::string& content)
{
    text::setLanguage(text::Language::English);
    const Folder folder;
    Problems problems;
    const auto config = readConfig(folder.write("duijie.json", content), problems);
    std::string out;
    for (const Problem& problem : problems)
    {
        out += problem.path + ": " + problem.message + "\n";
    }
    if (config.has_value() == !problems.empty())
    {
        out += "a configuration comes back exactly when nothing is wrong\n";
    }
    return out;
}

} // namespace duijie::config::test

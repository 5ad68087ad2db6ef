#include "app/PluginWatch.h"

#include "store/Files.h"

#include <filesystem>

namespace duijie::app
{

namespace
{

namespace fs = std::filesystem;

constexpr int VersionDepth = 2; // folder/<id>/<version>/

} // namespace

PluginWatch::PluginWatch(std::vector<std::string> folders)
    : _folders(std::move(folders)), _known(look()), _last(_known)
{
}

PluginWatch::Files PluginWatch::look() const
{
    Files files;
    for (const std::string& folder : _folders)
    {
        std::error_code code;
        for (fs::recursive_directory_iterator at(store::pathOf(folder), code), end; !code && at != end;
             at.increment(code))
        {
            if (at.depth() >= VersionDepth)
            {
                at.disable_recursion_pending();
            }
            std::error_code failed;
            if (at->is_regular_file(failed))
            {
                files[store::utf8Of(at->path())] = {
                    at->file_size(failed),
                    static_cast<int64_t>(at->last_write_time(failed).time_since_epoch().count())};
            }
        }
    }
    return files;
}

bool PluginWatch::changed()
{
    Files now = look();
    const bool atRest = now == _last;
    const bool other = now != _known;
    _last = std::move(now);
    if (!atRest || !other)
    {
        return false;
    }
    _replaced.clear();
    for (const auto& [path, file] : _last)
    {
        const auto before = _known.find(path);
        if (before != _known.end() && before->second != file)
        {
            _replaced.push_back(path);
        }
    }
    _known = _last;
    return true;
}

} // namespace duijie::app

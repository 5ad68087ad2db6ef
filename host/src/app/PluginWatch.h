// Sees that somebody put a library into a plugin folder, or took one out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace duijie::app
{

/// Looks at names, sizes and times; opens nothing. A file that is still being copied changes from look to
/// look: a change counts when two looks in a row find the same. One thread.
class PluginWatch
{
public:
    /// `folders` as they are now are what everything is compared with.
    explicit PluginWatch(std::vector<std::string> folders);

    /// True once for each change that has come to rest. Call it about once a second.
    bool changed();

    /// Files that are there under the same name and are other ones than before the last change.
    const std::vector<std::string>& replaced() const noexcept { return _replaced; }

private:
    struct File
    {
        std::uintmax_t size = 0;
        int64_t time = 0;

        bool operator==(const File&) const = default;
    };

    using Files = std::map<std::string, File>;

    Files look() const;

    const std::vector<std::string> _folders;
    Files _known;
    Files _last;
    std::vector<std::string> _replaced;
};

} // namespace duijie::app

// Plugin files: a stamp is read whole or not at all.
#include "Rules.h"

#include "plugin/Stamp.h"

#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace duijie::fuzz
{

namespace
{

/// A file in memory, written anew for each input.
class MemoryFile
{
public:
    MemoryFile()
        : _file(::memfd_create("plugin", MFD_CLOEXEC)), _path("/proc/self/fd/" + std::to_string(_file))
    {
    }

    const std::string& with(std::string_view content)
    {
        hold(::ftruncate(_file, 0) == 0 &&
                 ::pwrite(_file, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size()),
             "the file can be written");
        return _path;
    }

private:
    int _file;
    std::string _path;
};

} // namespace

void target(Input& input)
{
    static MemoryFile file;
    const bool library = input.choice(16) != 1;
    const std::size_t cut = input.choice(256);
    std::string content = library ? "\x7F"
                                    "ELF"
                                  : "";
    content += input.rest();
    const plugin::StampResult result = plugin::readStamp(file.with(content));
    if (result.problem != plugin::StampProblem::None)
    {
        hold(result.problem != plugin::StampProblem::Damaged || !result.detail.empty(), "damage is told");
        return;
    }
    const plugin::Stamp& stamp = result.stamp;
    hold(!stamp.id.empty() && !stamp.version.empty() && !stamp.abiTag.empty() && !stamp.poco.empty() &&
             !stamp.connectors.empty(),
         "a stamp is complete");
    hold((plugin::compareVersions(stamp.version, stamp.version) == 0), "a version equals itself");
    content.resize(content.size() * cut / 256);
    const plugin::StampResult part = plugin::readStamp(file.with(content));
    hold(part.problem != plugin::StampProblem::None || part.stamp.id == stamp.id,
         "a file cut short has the same stamp or none");
}

} // namespace duijie::fuzz

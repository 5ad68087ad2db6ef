// Decides whether a library file may be opened, before any of its code can run.
#pragma once

#include "plugin/Stamp.h"
#include "plugin/Trust.h"

#include <cstdint>
#include <string>

namespace duijie::plugin
{

/// What this host takes.
struct HostAbi
{
    uint32_t major = 0;
    uint32_t minor = 0; ///< newest minor served; older ones are served too
    std::string tag;
    std::string poco; ///< SONAME of the host's Poco Foundation

    /// The values this host was built with.
    static HostAbi ofThisHost();
};

/// The answer about one file.
struct Verdict
{
    bool accepted = false;
    std::string path;   ///< symbolic links resolved, absolute; what was asked for when there is no such file
    Stamp stamp;        ///< as far as it could be read
    std::string reason; ///< one sentence in the process's language when refused
};

/// Checks the file at `path`: a regular file of root or of this process's user that nobody else can write, in
/// a folder for which the same holds; its stamp; contract generation, contract additions, compiler tag, Poco;
/// digest or signature, as far as `trust` asks for them. Does not throw, opens no library. Any thread.
Verdict check(const std::string& path, const HostAbi& host = HostAbi::ofThisHost(), const Trust& trust = {});

} // namespace duijie::plugin

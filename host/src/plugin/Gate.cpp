#include "plugin/Gate.h"

#include "plugin/Ownership.h"

#include "duijie/abi/stamp.h"
#include "text/Catalogue.h"
#include "text/Paths.h"

#include <filesystem>

namespace duijie::plugin
{

namespace
{

namespace fs = std::filesystem;
using text::say;

std::string noUsableStamp(const StampResult& result, const std::string& path)
{
    switch (result.problem)
    {
    case StampProblem::Unreadable:
        return say("plugin.refused.unreadable", {path, result.detail});
    case StampProblem::TooLarge:
        return say("plugin.refused.too_large", {path, std::to_string(MaxLibraryBytes >> 20)});
    case StampProblem::NotALibrary:
        return say("plugin.refused.not_a_library", {path});
    case StampProblem::NoStamp:
        return say("plugin.refused.no_stamp", {path});
    case StampProblem::Damaged:
        return say("plugin.refused.damaged_stamp", {path, result.detail});
    case StampProblem::None:
        break;
    }
    return {};
}

std::string doesNotFit(const Stamp& stamp, const std::string& path, const HostAbi& host)
{
    const std::string who = stamp.id + " " + stamp.version;
    const std::string major = std::to_string(host.major);
    if (stamp.abiMajor != host.major)
    {
        return say("plugin.refused.abi_major", {who, path, std::to_string(stamp.abiMajor), major});
    }
    if (stamp.abiMinorNeeded > host.minor)
    {
        return say("plugin.refused.abi_minor", {who, path, major + "." + std::to_string(stamp.abiMinorNeeded),
                                                major + "." + std::to_string(host.minor)});
    }
    if (stamp.abiTag != host.tag)
    {
        return say("plugin.refused.abi_tag", {who, path, stamp.abiTag, host.tag});
    }
    if (stamp.poco != host.poco && stamp.poco != "private")
    {
        return say("plugin.refused.poco", {who, path, stamp.poco, host.poco});
    }
    return {};
}

Verdict decide(const std::string& path, const HostAbi& host, const Trust& trust)
{
    Verdict verdict;
    verdict.path = path;
    std::error_code error;
    const fs::path real = fs::canonical(text::pathOf(path), error);
    if (error)
    {
        verdict.reason = say("plugin.refused.unreadable", {path, text::systemReason(error)});
        return verdict;
    }
    verdict.path = text::utf8Of(real);
    if (!fs::is_regular_file(real, error))
    {
        verdict.reason = say("plugin.refused.not_a_file", {verdict.path});
        return verdict;
    }
    verdict.reason = notSafelyOwned(real);
    if (!verdict.reason.empty())
    {
        return verdict;
    }
    StampResult result = readStamp(verdict.path);
    verdict.stamp = std::move(result.stamp);
    verdict.reason = result.problem == StampProblem::None ? doesNotFit(verdict.stamp, verdict.path, host)
                                                          : noUsableStamp(result, verdict.path);
    if (verdict.reason.empty())
    {
        verdict.reason = notTrusted(verdict.path, trust);
    }
    verdict.accepted = verdict.reason.empty();
    return verdict;
}

} // namespace

HostAbi HostAbi::ofThisHost()
{
    return {DUIJIE_ABI_MAJOR, DUIJIE_ABI_MINOR, DUIJIE_ABI_TAG, DUIJIE_POCO};
}

Verdict check(const std::string& path, const HostAbi& host, const Trust& trust)
{
    try
    {
        return decide(path, host, trust);
    }
    catch (const std::exception& e)
    {
        Verdict verdict;
        verdict.path = path;
        verdict.reason = say("plugin.refused.unreadable", {path, e.what()});
        return verdict;
    }
}

} // namespace duijie::plugin

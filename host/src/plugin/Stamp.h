// What a plugin library says of itself, read from its file without opening it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plugin
{

/// The stamp's content; see duijie/abi/stamp.h.
struct Stamp
{
    std::string id;
    std::string version;
    uint32_t abiMajor = 0;
    uint32_t abiMinorNeeded = 0;
    std::string abiTag;
    std::string poco;
    std::vector<std::string> connectors;
};

enum class StampProblem
{
    None,
    Unreadable,  ///< the file cannot be read
    TooLarge,    ///< larger than MaxLibraryBytes
    NotALibrary, ///< neither an ELF nor a PE file
    NoStamp,     ///< a library, but no plugin of ours
    Damaged      ///< the markers are there, what is between them is not a stamp
};

struct StampResult
{
    StampProblem problem = StampProblem::None;
    Stamp stamp;        ///< complete when there is no problem
    std::string detail; ///< of Unreadable and Damaged: what is wrong, in English
};

/// Larger files are not searched.
constexpr uint64_t MaxLibraryBytes = 512ull << 20;

/// Finds the stamp of the library at `path`. Runs none of its code. Does not throw.
StampResult readStamp(const std::string& path);

/// Orders "1.10.0" after "1.9.3" and "1.0.0-rc1" before "1.0.0".
std::strong_ordering compareVersions(std::string_view a, std::string_view b) noexcept;

} // namespace duijie::plugin

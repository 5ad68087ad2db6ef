// The bytes of documents as they are kept: packed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::store
{

/// A text as it lies in the store. A document names its fields anew in each line, so that packed it takes a
/// third of the room: less to write, to sync, to copy back out of the log and to keep.
struct Packed
{
    std::string bytes; ///< an LZ4 block, or the text itself
    int64_t size = 0;  ///< of the text in bytes; 0: `bytes` is the text
};

/// Packs a text where that makes it shorter. On any thread.
Packed pack(std::string_view text);

/// The text that became `bytes` and `size`; none: they are not what pack() makes.
std::optional<std::string> unpack(std::string_view bytes, int64_t size);

} // namespace duijie::store

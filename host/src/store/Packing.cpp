#include "store/Packing.h"

#include <lz4.h>

#include <limits>

namespace duijie::store
{

namespace
{

// Shorter texts gain nothing that would be worth the work.
constexpr std::size_t WorthPacking = 128;
constexpr std::size_t MostPacked = 64 * 1024 * 1024;

// Made once a thread; what a long text needed is not kept.
thread_local std::string workspace;
constexpr std::size_t KeptWorkspace = 256 * 1024;

} // namespace

Packed pack(std::string_view text)
{
    Packed out;
    if (text.size() >= WorthPacking && text.size() <= MostPacked)
    {
        const auto size = static_cast<int>(text.size());
        const auto room = static_cast<std::size_t>(LZ4_compressBound(size));
        if (workspace.size() < room)
        {
            workspace.resize(room);
        }
        const int packed = LZ4_compress_default(text.data(), workspace.data(), size, static_cast<int>(room));
        if (packed > 0 && packed < size)
        {
            out.bytes.assign(workspace, 0, static_cast<std::size_t>(packed));
            out.size = size;
        }
        if (workspace.size() > KeptWorkspace)
        {
            std::string().swap(workspace);
        }
    }
    if (out.size == 0)
    {
        out.bytes = text;
    }
    return out;
}

std::optional<std::string> unpack(std::string_view bytes, int64_t size)
{
    if (size == 0)
    {
        return std::string(bytes);
    }
    std::string out;
    if (size > 0 && size <= static_cast<int64_t>(MostPacked) &&
        bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()))
    {
        out.resize(static_cast<std::size_t>(size));
        const int found = LZ4_decompress_safe(bytes.data(), out.data(), static_cast<int>(bytes.size()),
                                              static_cast<int>(out.size()));
        if (found == size)
        {
            return out;
        }
    }
    return std::nullopt;
}

} // namespace duijie::store

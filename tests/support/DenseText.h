// Text that packing makes no shorter: what a test of room fills pages with.
#pragma once

#include <random>
#include <string>

namespace duijie::test
{

/// A text of this length, the same each time.
inline std::string denseText(std::size_t size)
{
    std::mt19937 random(7);
    std::string out(size, ' ');
    for (char& byte : out)
    {
        byte = static_cast<char>(random());
    }
    return out;
}

} // namespace duijie::test

#include "Rules.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace duijie::fuzz
{

void hold(bool holds, std::string_view rule, std::string_view detail)
{
    if (!holds)
    {
        std::fprintf(stderr, "broken: %.*s: %.*s\n", static_cast<int>(rule.size()), rule.data(),
                     static_cast<int>(detail.size()), detail.data());
        std::abort();
    }
}

std::size_t Input::choice(std::size_t below)
{
    if (_rest.empty())
    {
        return 0;
    }
    const auto byte = static_cast<unsigned char>(_rest.front());
    _rest.remove_prefix(1);
    return byte % below;
}

std::string_view Input::piece()
{
    const std::size_t end = std::min(_rest.find('\x1E'), _rest.size());
    const std::string_view piece = _rest.substr(0, end);
    _rest.remove_prefix(std::min(end + 1, _rest.size()));
    return piece;
}

} // namespace duijie::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    duijie::fuzz::Input input(data, size);
    duijie::fuzz::target(input);
    return 0;
}

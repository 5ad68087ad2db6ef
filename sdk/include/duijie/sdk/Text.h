// Small text helpers between the boundary's views and C++ strings.
#pragma once

#include "duijie/abi/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::sdk
{

inline std::string_view toStd(StringView view) noexcept
{
    return view.size == 0 ? std::string_view()
                          : std::string_view(view.data, static_cast<std::size_t>(view.size));
}

inline StringView toView(std::string_view text) noexcept
{
    return {text.data(), text.size()};
}

/// At most `bytes` bytes of `text`, cut between characters, never inside one.
std::string_view cutUtf8(std::string_view text, std::size_t bytes) noexcept;

/// One line fit for a message: control characters become blanks, at most `bytes` bytes, "..." where cut.
std::string excerpt(std::string_view text, std::size_t bytes = 200);

/// The entry of `known` that is nearest to `word` by edit distance; empty when none is near.
std::string nearestName(std::string_view word, const std::vector<std::string>& known);

} // namespace duijie::sdk

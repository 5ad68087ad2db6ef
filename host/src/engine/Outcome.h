// The words for what became of a call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::engine
{

/// The word for a StatusCode on the command line, in JSON and in metrics, in every language: "ok",
/// "not_sent", ... "internal" for a code of a newer plugin.
std::string_view outcomeName(uint32_t outcome) noexcept;

/// The code of such a word; nothing for another.
std::optional<uint32_t> outcomeOfName(std::string_view name) noexcept;

/// All words, with blanks between.
std::string outcomeNames();

} // namespace duijie::engine

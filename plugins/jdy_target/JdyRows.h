// Answers about several bills: one row each, with a success of its own.
#pragma once

#include "JdyReply.h"

#include "duijie/sdk/Json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::jdy
{

/// One row of data.rows. Vendor: batch save page of the sales outbound bill.
struct JdyRow
{
    std::string id;
    std::string number;
    std::string message; ///< of its errors, together
    std::optional<std::size_t> index;
    bool succeeded = false; ///< said so, and names no error
};

std::vector<JdyRow> rowsOf(sdk::JsonValue data);

/// The row of each bill that was sent, by its own number where it has one, else by index; null where no row,
/// or more than one, can be meant. Rationale: whether rows count from 0 or 1 is nowhere said, so an index
/// counts only when it can be read in one way. `numbers`: the bill numbers sent, empty for none.
std::vector<const JdyRow*> matchRows(const std::vector<JdyRow>& rows,
                                     const std::vector<std::string>& numbers);

/// Class of a row that did not succeed; `unlisted`: what an unknown reason means.
JdyVerdict verdictOf(const JdyRow& row, StatusCode unlisted);

/// What an operation on the bill `id` came to, from an answer without errcode: its row, or data.ids.
JdyVerdict operationVerdict(sdk::JsonValue data, std::string_view operation, std::string_view id);

} // namespace duijie::jdy

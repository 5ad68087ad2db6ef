// From what SQLite says to a sentence that says what was found and what to do.
#pragma once

#include "store/OpenStore.h"
#include "store/SqliteConnection.h"

#include <string>
#include <string_view>

namespace duijie::store
{

/// What was found, without advice. `otherwise` is the sentence for what has none of its own: it takes the
/// path and SQLite's words.
StoreError storeErrorOf(const std::string& path, const SqliteError& error, std::string_view otherwise);

/// The same with what a person can do about it, where there is something to do beside waiting.
StoreError withAdvice(const StoreError& error);

} // namespace duijie::store

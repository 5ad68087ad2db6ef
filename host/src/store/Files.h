// The files around SQLite.
#pragma once

#include "text/Paths.h"

#include <cstdint>
#include <string>

namespace duijie::store
{

using text::pathOf;
using text::utf8Of;

/// Absolute and without symbolic links: two names of one file must lead to one lock.
std::string absolutePath(const std::string& path);

/// 0 when it is not there. Does not open the file: closing one that SQLite has open elsewhere in this process
/// would drop its locks.
std::uintmax_t sizeOfFile(const std::string& path);

bool fileExists(const std::string& path);

/// Makes a new, empty file that others cannot read; leaves one that is there alone.
void makePrivateFile(const std::string& path);

/// Makes the bytes of a file durable. Throws std::system_error.
void syncFile(const std::string& path);

/// Makes the names in the file's folder durable: after a rename. Throws std::system_error.
void syncFolderOf(const std::string& path);

/// Replaces `to` when it is there, durably where a folder need not be synced. Throws std::system_error.
void moveFile(const std::string& from, const std::string& to);

/// Nothing when it is not there.
void removeFile(const std::string& path) noexcept;

} // namespace duijie::store

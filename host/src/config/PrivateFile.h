// Files of secrets: read only where nobody else may, replaced whole, one writer at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace duijie::config
{

/// True when users other than the owner may read or change the file. On Windows access lists decide, which
/// the installer sets: never true there.
bool othersMayRead(const std::string& path);

/// Everything in the file; nothing, with the reason in `error`, when it cannot be read or holds more than
/// `mostBytes`. A file that is not there is std::errc::no_such_file_or_directory.
std::optional<std::string> readBytes(const std::string& path, std::size_t mostBytes, std::error_code& error);

/// Who may read a file that is written.
enum class Readers
{
    Owner,         ///< 0600
    OwnerAndGroup, ///< 0640, less what the umask takes
};

/// Writes `content` beside `path`, makes it durable, and puts it in the place of what was there: after a
/// crash one of the two is there, never a part. The new file belongs to whom the old one did, or the folder
/// does: root sets secrets that a service reads. What was there stays on an error.
std::error_code replaceFile(const std::string& path, std::string_view content, Readers readers);

/// Makes writers of the files of one folder wait for each other, also those of other processes.
class FolderLock
{
public:
    /// Waits until the folder is free. Where it cannot be locked, `error` says why.
    FolderLock(const std::string& folder, std::error_code& error);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    intptr_t _handle = -1;
};

} // namespace duijie::config

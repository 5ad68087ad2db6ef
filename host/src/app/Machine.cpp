#include "app/Machine.h"

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include "store/Files.h"

#include <cstdio>
#include <io.h>
#include <windows.h>
#else
#include <algorithm>
#include <iterator>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#endif

namespace duijie::app
{

#ifdef _WIN32

bool writableByOthers(const std::string&)
{
    return false;
}

bool isTerminalInput()
{
    return ::_isatty(::_fileno(stdin)) != 0;
}

bool isOnNetwork(const std::string& folder)
{
    const std::wstring root = store::pathOf(folder).root_path().wstring();
    return root.rfind(L"\\\\", 0) == 0 || GetDriveTypeW(root.c_str()) == DRIVE_REMOTE;
}

uint64_t mostOpenFiles()
{
    return UINT64_MAX;
}

#else

bool isTerminalInput()
{
    return ::isatty(STDIN_FILENO) == 1;
}

bool writableByOthers(const std::string& path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

bool isOnNetwork(const std::string& folder)
{
    // linux/magic.h names some of these, statfs(2) the rest: NFS, SMB, CIFS, SMB2, Ceph, AFS, 9P, FUSE's
    // sshfs cannot be told from its local ones.
    constexpr long Network[] = {
        0x6969,     0x517B,    static_cast<long>(0xFF534D42U), static_cast<long>(0xFE534D42U), 0x00C36400,
        0x5346414F, 0x01021997};
    struct statfs info = {};
    return ::statfs(folder.c_str(), &info) == 0 &&
           std::find(std::begin(Network), std::end(Network), static_cast<long>(info.f_type)) !=
               std::end(Network);
}

uint64_t mostOpenFiles()
{
    struct rlimit limit = {};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : UINT64_MAX;
}

#endif

} // namespace duijie::app

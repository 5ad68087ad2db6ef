#include "app/ActingUser.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <Poco/Path.h>

#ifndef _WIN32
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace duijie::app
{

namespace
{

constexpr const char* Name = "duijie.json";
constexpr const char* BesideStore = "sqlite:data/duijie.db";

} // namespace

#ifdef _WIN32

std::string usualConfig()
{
    return Name;
}

std::string usualStore()
{
    return BesideStore;
}

std::string becomeOwnerOf(const std::string&)
{
    return {};
}

#else

std::string usualConfig()
{
    constexpr const char* Packaged = "/etc/duijie";
    const bool elsewhere = ::access(Name, F_OK) != 0 && ::access(Packaged, R_OK | X_OK) == 0;
    return elsewhere ? std::string(Packaged) + "/" + Name : Name;
}

std::string usualStore()
{
    constexpr const char* Packaged = "/var/lib/duijie";
    return ::access(Packaged, W_OK | X_OK) == 0 ? std::string("sqlite:") + Packaged + "/duijie.db"
                                                : BesideStore;
}

std::string becomeOwnerOf(const std::string& config)
{
    struct stat folder
    {
    };
    const std::string path = Poco::Path(config).makeAbsolute().makeParent().toString();
    if (::geteuid() != 0 || ::stat(path.c_str(), &folder) != 0 || folder.st_uid == 0)
    {
        return {};
    }
    const passwd* const user = ::getpwuid(folder.st_uid);
    const gid_t group = user != nullptr ? user->pw_gid : folder.st_gid;
    // The groups first: a user may not change them any more.
    const bool grouped =
        user != nullptr ? ::initgroups(user->pw_name, group) == 0 : ::setgroups(0, nullptr) == 0;
    if (!grouped || ::setgid(group) != 0 || ::setuid(folder.st_uid) != 0)
    {
        return text::say("app.user.not_become", {path, std::to_string(folder.st_uid),
                                                 text::systemReason({errno, std::generic_category()})});
    }
    return {};
}

#endif

} // namespace duijie::app

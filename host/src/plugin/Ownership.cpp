#include "plugin/Ownership.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#ifdef _WIN32
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <memory>
#else
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace duijie::plugin
{

namespace
{

namespace fs = std::filesystem;
using text::say;

#ifdef _WIN32

using Local = std::unique_ptr<void, decltype(&LocalFree)>;

// The groups that anybody is in, by their identifiers: their names are in the language of the machine.
constexpr const wchar_t* Anybody[] = {L"S-1-1-0",      L"S-1-5-11",     L"S-1-5-4",
                                      L"S-1-5-32-545", L"S-1-5-32-546", L"S-1-5-7"};

constexpr DWORD Changing = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD | DELETE | WRITE_DAC |
                           WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

bool isAnybody(PSID id)
{
    for (const wchar_t* known : Anybody)
    {
        PSID group = nullptr;
        if (ConvertStringSidToSidW(known, &group))
        {
            const Local owner(group, &LocalFree);
            if (EqualSid(id, group))
            {
                return true;
            }
        }
    }
    return false;
}

std::string nameOf(PSID id)
{
    wchar_t name[256] = {};
    wchar_t domain[256] = {};
    DWORD nameSize = 256;
    DWORD domainSize = 256;
    SID_NAME_USE use{};
    return LookupAccountSidW(nullptr, id, name, &nameSize, domain, &domainSize, &use) ? text::utf8Of(name)
                                                                                      : "Everyone";
}

// The group of anybody that an access list lets change things; empty: none.
std::string changer(PACL list)
{
    if (list == nullptr)
    {
        return "Everyone"; // no list at all keeps nobody out
    }
    for (DWORD i = 0; i < list->AceCount; ++i)
    {
        void* entry = nullptr;
        if (!GetAce(list, i, &entry))
        {
            continue;
        }
        auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
        const bool counts = allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE &&
                            (allowed->Header.AceFlags & INHERIT_ONLY_ACE) == 0 &&
                            (allowed->Mask & Changing) != 0;
        if (counts && isAnybody(&allowed->SidStart))
        {
            return nameOf(&allowed->SidStart);
        }
    }
    return {};
}

std::string openToOthers(const fs::path& library, const fs::path& guarded, const char* what)
{
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    std::wstring name = guarded.wstring();
    const DWORD error = GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                              nullptr, &list, nullptr, &descriptor);
    const Local owner(descriptor, &LocalFree);
    if (error != ERROR_SUCCESS)
    {
        return say(
            "plugin.refused.unreadable",
            {text::utf8Of(guarded), text::systemReason({static_cast<int>(error), std::system_category()})});
    }
    const std::string who = changer(list);
    return who.empty()
               ? std::string()
               : say("plugin.refused.access", {text::utf8Of(library), say(std::string("plugin.kind.") + what),
                                               text::utf8Of(guarded), who});
}

#else

std::string octal(mode_t mode)
{
    std::string digits;
    for (int shift = 9; shift >= 0; shift -= 3)
    {
        digits.push_back(static_cast<char>('0' + ((mode >> shift) & 7)));
    }
    return digits;
}

std::string openToOthers(const fs::path& library, const fs::path& guarded, const char* what)
{
    struct stat info = {};
    if (::stat(guarded.c_str(), &info) != 0)
    {
        return say("plugin.refused.unreadable", {guarded.string(), std::generic_category().message(errno)});
    }
    const std::string kind = say(std::string("plugin.kind.") + what);
    if (info.st_uid != 0 && info.st_uid != ::geteuid())
    {
        return say("plugin.refused.owner", {library.string(), kind, guarded.string(),
                                            std::to_string(info.st_uid), std::to_string(::geteuid())});
    }
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    {
        return say("plugin.refused.writable",
                   {library.string(), kind, guarded.string(), octal(info.st_mode & 07777)});
    }
    return {};
}

#endif

} // namespace

std::string notSafelyOwned(const fs::path& library)
{
    const std::string reason = openToOthers(library, library, "file");
    return reason.empty() ? openToOthers(library, library.parent_path(), "folder") : reason;
}

} // namespace duijie::plugin

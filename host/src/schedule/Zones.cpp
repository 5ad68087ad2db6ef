#include "schedule/Zones.h"

#ifdef _WIN32
#include "text/Paths.h"

#include <cstdlib>
#include <mutex>
#endif

namespace duijie::schedule
{

#ifdef _WIN32

namespace
{

void chooseFolder()
{
    static std::once_flag chosen;
    std::call_once(chosen,
                   []
                   {
                       const wchar_t* const given = ::_wgetenv(L"DUIJIE_TZDATA");
                       date::set_install(given != nullptr ? text::utf8Of(given)
                                                          : text::programFolder() + "\\tzdata");
                   });
}

} // namespace

const date::time_zone& findZone(const std::string& name)
{
    chooseFolder();
    return *date::locate_zone(name);
}

#else

const date::time_zone& findZone(const std::string& name)
{
    return *date::locate_zone(name);
}

#endif

} // namespace duijie::schedule

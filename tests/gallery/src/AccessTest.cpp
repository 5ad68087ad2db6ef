// Access lists: what anybody may change is not opened.
#include "Support.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

using namespace duijie;

namespace
{

// Gives the one group this right, beside full control for the administrators.
void allow(const std::string& path, const std::wstring& right, const std::wstring& group)
{
    const std::wstring text = L"D:(A;;FA;;;BA)(A;;FA;;;OW)(A;;" + right + L";;;" + group + L")";
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    BOOST_REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(text.c_str(), SDDL_REVISION_1,
                                                                       &descriptor, nullptr));
    BOOL present = FALSE;
    BOOL usual = FALSE;
    PACL list = nullptr;
    GetSecurityDescriptorDacl(descriptor, &present, &list, &usual);
    std::wstring name = std::filesystem::path(path).wstring();
    BOOST_TEST(SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                     list, nullptr) == static_cast<DWORD>(ERROR_SUCCESS));
    LocalFree(descriptor);
}

} // namespace

BOOST_AUTO_TEST_SUITE(access)

BOOST_AUTO_TEST_CASE(a_file_that_everybody_may_change)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    BOOST_TEST(plugin::check(path).accepted);
    allow(path, L"FRFX", L"WD");
    BOOST_TEST(plugin::check(path).reason == "");
    allow(path, L"FA", L"WD");
    const std::string reason = plugin::check(path).reason;
    BOOST_TEST(reason.find("The plugin library " + path + " is refused: the file " + path +
                           " may be changed by ") == 0u);
    BOOST_TEST(room.marks() == "");
}

BOOST_AUTO_TEST_CASE(a_folder_that_everybody_may_change)
{
    const gallery::Room room;
    const std::string path = room.hang("good", "open");
    allow(room.path("open"), L"FA", L"WD");
    const std::string reason = plugin::check(path).reason;
    BOOST_TEST(reason.find("the folder " + room.path("open") + " may be changed by ") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

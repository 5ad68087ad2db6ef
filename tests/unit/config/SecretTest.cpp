// Secrets by reference: found where they are said to be, refused where others could read them, never shown.
#include "Portable.h"
#include "Support.h"

#include "config/Secrets.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace duijie::config::test
{

namespace
{

struct Resolved
{
    std::optional<std::string> value;
    std::string error;
};

Resolved resolve(const std::string& reference, const std::string& folder = ".", bool plain = false)
{
    text::setLanguage(text::Language::English);
    Resolved out;
    SecretPlaces places = SecretPlaces::beside(folder);
    places.plainAllowed = plain;
    out.value = resolveSecret(reference, places, out.error);
    BOOST_TEST(out.value.has_value() == out.error.empty());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(fromTheEnvironment)
{
    ::setenv("DUIJIE_TEST_SECRET", "s3cr3t", 1);
    ::setenv("DUIJIE_TEST_EMPTY", "", 1);
    ::unsetenv("DUIJIE_TEST_ABSENT");
    BOOST_TEST(*resolve("env:DUIJIE_TEST_SECRET").value == "s3cr3t");
    BOOST_TEST(resolve("env:DUIJIE_TEST_ABSENT").error.find("DUIJIE_TEST_ABSENT is not set") !=
               std::string::npos);
    BOOST_TEST(resolve("env:DUIJIE_TEST_SECRT").error.find("Did you mean \"DUIJIE_TEST_SECRET\"?") !=
               std::string::npos);
    BOOST_TEST(!resolve("env:DUIJIE_TEST_EMPTY").value.has_value());
    BOOST_TEST(!resolve("env:").value.has_value());
}

BOOST_AUTO_TEST_CASE(fromAFileOfTheFolder)
{
    const Folder folder;
    folder.write("key", "s3cr3t\n");
    folder.write("windows", "s3cr3t\r\n");
    folder.write("inner", " two\nlines \n");
    folder.write("empty", "\n");
    folder.write("large", std::string(64 * 1024 + 1, 'x'));
    BOOST_TEST(*resolve("file:key", folder.path()).value == "s3cr3t");
    BOOST_TEST(*resolve("file:" + folder.path("key"), "/").value == "s3cr3t");
    BOOST_TEST(*resolve("file:windows", folder.path()).value == "s3cr3t");
    BOOST_TEST(*resolve("file:inner", folder.path()).value == " two\nlines ");
    BOOST_TEST(resolve("file:empty", folder.path()).error.find("empty or larger") != std::string::npos);
    BOOST_TEST(resolve("file:large", folder.path()).error.find("empty or larger") != std::string::npos);
    BOOST_TEST(resolve("file:absent", folder.path()).error.find("cannot be read") != std::string::npos);
    BOOST_TEST(!resolve("file:", folder.path()).value.has_value());
}

#ifndef _WIN32 // access lists there

BOOST_AUTO_TEST_CASE(aFileThatOthersMayReadOrChangeIsRefused)
{
    using std::filesystem::perms;
    const Folder folder;
    for (const perms open : {perms::group_read, perms::others_read, perms::group_write, perms::others_write})
    {
        const std::string file = folder.write("key", "s3cr3t");
        std::filesystem::permissions(file, open, std::filesystem::perm_options::add);
        const Resolved refused = resolve("file:key", folder.path());
        BOOST_TEST(refused.error.find("0600") != std::string::npos);
        BOOST_TEST(refused.error.find("s3cr3t") == std::string::npos);
    }
    const std::string file = folder.write("key", "s3cr3t");
    std::filesystem::permissions(file, perms(0644));
    BOOST_TEST(!resolve("file:key", folder.path()).value.has_value());
    std::filesystem::permissions(file, perms(0400));
    BOOST_TEST(resolve("file:key", folder.path()).value.has_value());
}

#endif

BOOST_AUTO_TEST_CASE(plainTextOnlyInASandbox)
{
    BOOST_TEST(*resolve("plain:s3cr3t", ".", true).value == "s3cr3t");
    for (const char* reference : {"plain:s3cr3t", "s3cr3t", "", "ENV:X", "vault:s3cr3t", " env:X"})
    {
        const Resolved refused = resolve(reference);
        BOOST_TEST(refused.error.find("env:NAME or file:PATH") != std::string::npos);
        BOOST_TEST(refused.error.find("s3cr3t") == std::string::npos);
    }
    BOOST_TEST(!resolve("s3cr3t", ".", true).value.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test

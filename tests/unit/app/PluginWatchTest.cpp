// A change of a plugin folder counts once it has come to rest.
#include "app/PluginWatch.h"

#include <boost/test/unit_test.hpp>

#include <Poco/TemporaryFile.h>

#include <filesystem>
#include <fstream>

namespace duijie::app::test
{

namespace
{

namespace fs = std::filesystem;

struct Folder
{
    Folder() { fs::create_directories(file.path()); }
    ~Folder() { fs::remove_all(file.path()); }

    std::string path(const std::string& name) const
    {
        return (fs::path(file.path()) / name).make_preferred().string();
    }
    void append(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::app) << text;
    }

    Poco::TemporaryFile file;
};

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_watch)

BOOST_AUTO_TEST_CASE(aFileThatGrowsIsWaitedFor)
{
    const Folder folder;
    PluginWatch watch({folder.file.path()});
    BOOST_TEST(!watch.changed());
    for (int i = 0; i < 5; ++i)
    {
        folder.append("a.so", "part");
        BOOST_TEST(!watch.changed(), "part " << i);
    }
    BOOST_TEST(watch.changed());
    BOOST_TEST(watch.replaced().empty());
    BOOST_TEST(!watch.changed()); // told once
}

BOOST_AUTO_TEST_CASE(versionsOfTheirOwnFoldersCount)
{
    const Folder folder;
    PluginWatch watch({folder.file.path()});
    fs::create_directories(folder.path("a/1.0.0"));
    folder.append("a/1.0.0/a.so", "one");
    BOOST_TEST(!watch.changed());
    BOOST_TEST(watch.changed());
    fs::create_directories(folder.path("a/1.0.0/deeper"));
    folder.append("a/1.0.0/deeper/a.so", "ignored");
    BOOST_TEST(!watch.changed());
    BOOST_TEST(!watch.changed());
}

BOOST_AUTO_TEST_CASE(anotherFileOfTheSameNameIsTold)
{
    const Folder folder;
    folder.append("a.so", "one");
    folder.append("b.so", "one");
    PluginWatch watch({folder.file.path()});
    folder.append("new", "two, longer");
    fs::rename(folder.path("new"), folder.path("a.so"));
    BOOST_TEST(!watch.changed());
    BOOST_TEST(watch.changed());
    BOOST_TEST(watch.replaced() == std::vector<std::string>{folder.path("a.so")},
               boost::test_tools::per_element());
    fs::remove(folder.path("b.so"));
    BOOST_TEST(!watch.changed());
    BOOST_TEST(watch.changed());
    BOOST_TEST(watch.replaced().empty());
}

BOOST_AUTO_TEST_CASE(aFolderThatIsNotThereYetMayCome)
{
    const Folder folder;
    PluginWatch watch({folder.path("later")});
    BOOST_TEST(!watch.changed());
    fs::create_directory(folder.path("later"));
    folder.append("later/a.so", "one");
    BOOST_TEST(!watch.changed());
    BOOST_TEST(watch.changed());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test

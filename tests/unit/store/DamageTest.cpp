// Files that cannot be the store: refused with a sentence that names the way out, never made anew.
#include "Support.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <functional>
#include <map>

#ifndef _WIN32
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace duijie;
using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

using Kind = StoreError::Kind;

void overwrite(const std::string& path, std::streamoff at, std::size_t size)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file << std::string(size, '\x7f');
}

/// One way to spoil a store of some pages.
struct Image
{
    const char* name;
    std::function<void(const std::string& path)> spoil;
    Kind kind;
    std::vector<std::string> words; ///< of the sentence, whatever its language
};

const std::vector<Image> Images = {
    {"the header is garbled",
     [](const std::string& path) { overwrite(path, 0, 100); },
     Kind::Damaged,
     {"duijie restore"}},
    {"the first page is garbled",
     [](const std::string& path) { overwrite(path, 0, PageBytes); },
     Kind::Damaged,
     {"duijie restore"}},
    {"the list of tables is garbled",
     [](const std::string& path) { overwrite(path, 100, 8000); },
     Kind::Damaged,
     {"duijie restore"}},
    {"half is cut off",
     [](const std::string& path)
     { std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2 / PageBytes * PageBytes); },
     Kind::Damaged,
     {"duijie restore"}},
    {"a part of a page is cut off",
     [](const std::string& path)
     { std::filesystem::resize_file(path, std::filesystem::file_size(path) - 100); },
     Kind::Damaged,
     {"duijie restore"}},
    {"empty beside a log",
     [](const std::string& path)
     {
         std::filesystem::resize_file(path, 0);
         std::ofstream(path + "-wal") << std::string(5000, 'w');
     },
     Kind::Damaged,
     {"-wal", "duijie restore"}},
    {"gone beside a log",
     [](const std::string& path)
     {
         std::filesystem::remove(path);
         std::ofstream(path + "-wal") << std::string(5000, 'w');
     },
     Kind::Damaged,
     {"-wal", "duijie restore"}},
    {"a text",
     [](const std::string& path) { std::ofstream(path) << std::string(5000, 't'); },
     Kind::Damaged,
     {"duijie restore"}},
    {"another program's database",
     [](const std::string& path)
     {
         std::filesystem::remove(path);
         outside(path, "CREATE TABLE theirs(x)");
     },
     Kind::Foreign,
     {"store.url"}},
    {"of a newer version",
     [](const std::string& path) { outside(path, "PRAGMA user_version = 99"); },
     Kind::Newer,
     {"99", "duijie restore"}},
    {"without a table",
     [](const std::string& path) { outside(path, "DROP TABLE intent"); },
     Kind::Damaged,
     {"intent", "duijie restore"}},
    {"without an index",
     [](const std::string& path) { outside(path, "DROP INDEX record_open"); },
     Kind::Damaged,
     {"record_open", "duijie restore"}},
    {"without a column",
     [](const std::string& path) { outside(path, "ALTER TABLE record DROP COLUMN admitted"); },
     Kind::Damaged,
     {"record.admitted", "duijie restore"}},
};

void makeStore(const std::string& url)
{
    auto store = ownStore(url);
    for (int i = 0; i < 20; ++i)
    {
        put(*store, "flow", {{"K" + std::to_string(i), denseText(6000)}});
        send(*store, {i + 1});
    }
}

/// Every file of a folder and its bytes.
std::map<std::string, std::string> contentOf(const Folder& folder)
{
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path("")))
    {
        const std::string name = entry.path().filename().string();
        std::string content = readFile(entry.path().string());
        const bool ofOpening = name == "duijie.db.lock" || name == "duijie.db-shm" || content.empty();
        if (!ofOpening)
        {
            out[name] = std::move(content);
        }
    }
    return out;
}

struct Speak
{
    explicit Speak(text::Language language) { text::setLanguage(language); }
    ~Speak() { text::setLanguage(text::Language::English); }
};

void expectRefused(const std::string& url, Access access, const Image& image)
{
    for (const text::Language language : {text::Language::Chinese, text::Language::English})
    {
        const Speak speak(language);
        try
        {
            openStore(url, access, {testNowMs}).reset();
            BOOST_ERROR("opened");
        }
        catch (const StoreError& error)
        {
            BOOST_TEST(static_cast<int>(error.kind()) == static_cast<int>(image.kind), error.what());
            for (const std::string& word : image.words)
            {
                BOOST_TEST(std::string(error.what()).find(word) != std::string::npos, error.what());
            }
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(damage)

BOOST_AUTO_TEST_CASE(what_cannot_be_the_store_is_refused_and_left_alone)
{
    for (const Image& image : Images)
    {
        BOOST_TEST_CONTEXT(image.name)
        {
            Folder folder;
            makeStore(folder.url());
            image.spoil(folder.path());
            const auto before = contentOf(folder);
            expectRefused(folder.url(), Access::Own, image);
            expectRefused(folder.url(), Access::Read, image);
            BOOST_TEST((contentOf(folder) == before));
        }
    }
}

// What lies deep is met when it is read: then the run ends with the same sentence, and nothing is made anew.
BOOST_AUTO_TEST_CASE(a_garbled_page_in_the_middle_is_named_when_it_is_met)
{
    int met = 0;
    int pages = 0;
    for (std::streamoff page = 1; page < 40; ++page)
    {
        Folder folder(Place::Memory);
        makeStore(folder.url());
        if (static_cast<std::uintmax_t>(page + 1) * PageBytes > std::filesystem::file_size(folder.path()))
        {
            break;
        }
        ++pages;
        overwrite(folder.path(), page * PageBytes, PageBytes);
        std::string said;
        try
        {
            auto store = ownStore(folder.url());
            BOOST_TEST(store->load("flow", RecordState::Sending, 0, 100).size() == 20u);
            store->lastIntent(7);
            const WriteResult result = put(*store, "flow", {{"new", "n"}});
            said = result.ok ? put(*store, "flow", {{"K3", "n"}}).error : result.error;
            store->counts("flow");
            store->recentCalls({});
            store->runs("flow", 10);
            store->cursor("flow", "poll");
        }
        catch (const StoreError& error)
        {
            BOOST_TEST(static_cast<int>(error.kind()) == static_cast<int>(Kind::Damaged), error.what());
            said = error.what();
        }
        met += said.empty() ? 0 : 1;
        BOOST_TEST((said.empty() || said.find("duijie restore") != std::string::npos), said);
        BOOST_TEST(readFile(folder.path()).substr(static_cast<std::size_t>(page) * PageBytes, 100) ==
                   std::string(100, '\x7f'));
    }
    BOOST_TEST(pages > 20);
    BOOST_TEST(met > pages / 2); // the others hold what nobody asked for here
}

#ifndef _WIN32 // no fork there, and access lists for modes

BOOST_AUTO_TEST_CASE(a_store_that_may_not_be_read_is_refused)
{
    Folder folder;
    makeStore(folder.url());
    ::chmod(folder.path("").c_str(), 0777);
    ::chmod((folder.path() + ".lock").c_str(), 0666);
    ::chmod(folder.path().c_str(), 0000);
    const pid_t child = ::fork();
    if (child == 0)
    {
        const bool dropped = ::geteuid() != 0 || (::setgid(65534) == 0 && ::setuid(65534) == 0);
        for (const Access access : {Access::Own, Access::Read})
        {
            try
            {
                openStore(folder.url(), access, {testNowMs}).reset();
                ::_exit(1);
            }
            catch (const StoreError& error)
            {
                const std::string said = error.what();
                if (said.find(folder.path()) == std::string::npos || said.find("user") == std::string::npos)
                {
                    ::_exit(2);
                }
            }
        }
        ::_exit(dropped ? 0 : 99);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST((WIFEXITED(status) ? WEXITSTATUS(status) : 98) == 0);
    BOOST_TEST(std::filesystem::file_size(folder.path()) > std::uintmax_t(PageBytes));
}

#endif

BOOST_AUTO_TEST_SUITE_END()

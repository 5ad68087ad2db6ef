// Requests to a running host: left, taken, answered, given up.
#include "app/AskHost.h"
#include "app/RequestBox.h"

#include <boost/test/unit_test.hpp>

#include <Poco/TemporaryFile.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace duijie::app::test
{

namespace
{

namespace fs = std::filesystem;

struct Folder
{
    Folder() { fs::create_directories(base.path()); }
    ~Folder() { fs::remove_all(base.path()); }

    Poco::TemporaryFile base;
    const std::string path = base.path() + "/duijie.db.requests";
};

Answer ask(const std::string& folder, const std::string& body, std::atomic<bool>& stop)
{
    return askHost(
        folder, body, [&] { return stop.load(); }, [] {});
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(everyOneAsksAndIsAnswered)
{
    Folder folder;
    std::string error;
    RequestBox box(folder.path, error);
    BOOST_TEST(error.empty(), error);
    constexpr int Askers = 8;
    std::atomic<bool> stop{false};
    std::vector<Answer> answers(Askers);
    std::vector<std::thread> threads;
    for (int i = 0; i < Askers; ++i)
    {
        threads.emplace_back(
            [&, i]
            { answers[static_cast<std::size_t>(i)] = ask(folder.path, "r" + std::to_string(i), stop); });
    }
    for (int done = 0; done < Askers;)
    {
        for (const Request& request : box.take())
        {
            box.answer(request.id, "to " + request.body);
            ++done;
        }
        std::this_thread::yield();
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    for (int i = 0; i < Askers; ++i)
    {
        BOOST_TEST((answers[static_cast<std::size_t>(i)].kind == Answer::Kind::Given));
        BOOST_TEST(answers[static_cast<std::size_t>(i)].text == "to r" + std::to_string(i));
    }
    BOOST_TEST(box.take().empty());
}

BOOST_AUTO_TEST_CASE(withoutAHostNothingIsLeft)
{
    Folder folder;
    std::atomic<bool> stop{false};
    BOOST_TEST((ask(folder.path, "r", stop).kind == Answer::Kind::NoHost)); // none ever was
    {
        std::string error;
        RequestBox box(folder.path, error);
    }
    BOOST_TEST((ask(folder.path, "r", stop).kind == Answer::Kind::NoHost)); // it ended
    // It was killed: its folder is there, its process is not.
    fs::create_directory(folder.path);
    std::ofstream(folder.path + "/host") << 999999999;
    BOOST_TEST((ask(folder.path, "r", stop).kind == Answer::Kind::NoHost));
    for (const auto& left : fs::directory_iterator(folder.path))
    {
        BOOST_TEST(left.path().filename() == "host");
    }
}

BOOST_AUTO_TEST_CASE(whoGivesUpTakesTheRequestAway)
{
    Folder folder;
    std::string error;
    RequestBox box(folder.path, error);
    std::atomic<bool> stop{true};
    BOOST_TEST((ask(folder.path, "r", stop).kind == Answer::Kind::Stopped));
    BOOST_TEST(box.take().empty());
}

BOOST_AUTO_TEST_CASE(whatAnEarlierHostLeftIsCleared)
{
    Folder folder;
    fs::create_directories(folder.path);
    std::ofstream(folder.path + "/1.request") << "{}";
    std::ofstream(folder.path + "/2.answer") << "{}";
    std::string error;
    RequestBox box(folder.path, error);
    BOOST_TEST(box.take().empty());
#ifndef _WIN32 // access lists, inherited from the store's folder
    BOOST_TEST(((fs::status(folder.path).permissions() & fs::perms::all) == fs::perms::owner_all));
#endif
}

BOOST_AUTO_TEST_CASE(oddFilesDoNoHarm)
{
    Folder folder;
    std::string error;
    RequestBox box(folder.path, error);
    fs::create_directory(folder.path + "/a.request");
#ifndef _WIN32 // for administrators alone
    fs::create_symlink("/dev/zero", folder.path + "/b.request");
#endif
    std::ofstream(folder.path + "/c.request") << "";
    std::ofstream(folder.path + "/notes.txt") << "x";
    for (const Request& request : box.take())
    {
        BOOST_TEST(request.body.empty());
    }
    BOOST_TEST(fs::exists(folder.path + "/notes.txt"));
}

BOOST_AUTO_TEST_CASE(aFolderThatCannotBeMadeIsTold)
{
    std::string error;
    RequestBox box("/proc/no/such/place.requests", error);
    BOOST_TEST(error.find("/proc/no/such/place.requests") != std::string::npos, error);
    BOOST_TEST(box.take().empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test

#include "Caller.h"

#include "Truth.h"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <fstream>
#include <memory>
#include <unistd.h>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

/** A journal file that is gone after the test. */
class TemporaryFile
{
public:
    TemporaryFile()
    {
        char name[] = "/tmp/sandbox-journal-XXXXXX";
        const int file = ::mkstemp(name);
        BOOST_REQUIRE(file >= 0);
        ::close(file);
        _path = name;
    }

    ~TemporaryFile() { std::remove(_path.c_str()); }

    const std::string& path() const { return _path; }

    void append(const std::string& text) const
    {
        std::ofstream(_path, std::ios::app | std::ios::binary) << text;
    }

private:
    std::string _path;
};

Options journalled(const TemporaryFile& file)
{
    Options options = fixedOptions();
    options.journal = file.path();
    return options;
}

std::string truth(Caller& caller)
{
    return truthReport(caller.world(), caller.sandbox().book(), {});
}

} // namespace

BOOST_AUTO_TEST_SUITE(journals)

BOOST_AUTO_TEST_CASE(a_restart_loses_nothing)
{
    const TemporaryFile file;
    std::string before;
    std::string token;
    std::string domain;
    {
        Caller caller(journalled(file));
        caller.login();
        for (std::size_t i = 0; i < 30; ++i)
            BOOST_REQUIRE_EQUAL(errcode(caller.saveRight(caller.eligible(i))), "0");
        const auto list = parsed(caller.jdy("GET", "/jdy/v2/scm/inv_check_gail_bill").body);
        const std::string id(list.find("data")->find("rows")->items[0].string("id"));
        for (const std::string operation : {"unaudit", "delete"})
            caller.jdy("POST", "/jdy/v2/sys/common_operate", {},
                       R"({"entity_number":"inv_check_gain_bill","operate_type":")" + operation +
                           R"(","ids":[")" + id + "\"]}");
        caller.control("POST", "rotate");
        before = truth(caller);
        token = caller.token;
        domain = caller.domain;
    }
    // What a kill in the middle of a write leaves behind.
    file.append(R"({"op":"save","id":"8440)");
    Caller caller(journalled(file));
    BOOST_TEST(truth(caller) == before);
    caller.token = token;
    caller.domain = domain;
    BOOST_TEST(caller.jdy("GET", "/jdy/v2/bd/store").status == 200);
    const JsonValue next = caller.saveRight(caller.eligible(30));
    BOOST_TEST(errcode(next) == "0");
    Caller again(journalled(file));
    BOOST_TEST(parsed(truth(again)).integer("right", 0) == 30);
    BOOST_TEST(again.sandbox().jdy().access().appSecret() == caller.sandbox().jdy().access().appSecret());
}

BOOST_AUTO_TEST_CASE(another_world_is_refused)
{
    const TemporaryFile file;
    {
        Caller caller(journalled(file));
    }
    Options options = journalled(file);
    options.world.seed = 2;
    BOOST_CHECK_EXCEPTION(Sandbox{options}, std::runtime_error,
                          [](const std::runtime_error& error)
                          { return std::string(error.what()).find("another world") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(the_journal_decides_a_start_left_open)
{
    const TemporaryFile file;
    {
        Caller caller(journalled(file));
    }
    Options options = journalled(file);
    options.world.start.clear();
    const Sandbox sandbox(options);
    BOOST_TEST(sandbox.world().options().start == "2026-01-05");
}

BOOST_AUTO_TEST_CASE(damage_in_the_middle_is_refused)
{
    const TemporaryFile file;
    {
        Caller caller(journalled(file));
    }
    file.append("{broken\n{\"op\":\"rotate\"}\n");
    BOOST_CHECK_THROW(Sandbox{journalled(file)}, std::runtime_error);
}

BOOST_AUTO_TEST_CASE(reset_empties_it)
{
    const TemporaryFile file;
    std::string secret;
    {
        Caller caller(journalled(file));
        caller.control("POST", "rotate");
        secret = caller.sandbox().jdy().access().appSecret();
        caller.login();
        caller.saveRight(caller.eligible(0));
        caller.control("POST", "reset");
        BOOST_TEST(parsed(truth(caller)).integer("bills", -1) == 0);
        BOOST_TEST(errcode(caller.saveRight(caller.eligible(1))) == "0");
    }
    Caller caller(journalled(file));
    BOOST_TEST(parsed(truth(caller)).integer("bills", -1) == 1);
    BOOST_TEST(caller.sandbox().jdy().access().appSecret() == secret);
}

BOOST_AUTO_TEST_SUITE_END()

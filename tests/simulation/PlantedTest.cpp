// Does the oracle see? Six programs, each with one bug planted in the engine, must be caught.
#include "Proof.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace duijie::simulation
{

namespace
{

constexpr std::array Bugs{"blind_retry", "strict_cursor",      "forward_paging",
                          "send_first",  "cursor_before_rows", "recovery_without_compare"};

// What a program prints; true: its exit code is 0.
bool run(const std::string& command, std::string& printed)
{
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    BOOST_TEST_REQUIRE((pipe != nullptr));
    std::array<char, 512> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr)
    {
        printed += part.data();
    }
    return ::pclose(pipe) == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(planted)

BOOST_AUTO_TEST_CASE(everyPlantedBugIsCaught)
{
    const std::filesystem::path here(boost::unit_test::framework::master_test_suite().argv[0]);
    proof::Ledger ledger("planted-bugs");
    for (const char* const bug : Bugs)
    {
        std::string printed;
        const bool caught = run("'" + (here.parent_path() / "planted_").string() + bug + "'", printed);
        ++ledger.executions;
        ledger.stuck += caught ? 0 : 1;
        BOOST_TEST(caught, bug << " is " << printed);
        std::printf("%s: %s", bug, printed.c_str());
    }
    std::printf("%lld of %lld caught\n", static_cast<long long>(ledger.executions - ledger.stuck),
                static_cast<long long>(ledger.executions));
    ledger.write();
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::simulation

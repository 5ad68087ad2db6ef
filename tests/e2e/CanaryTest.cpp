// No secret is ever written: not in a log, a row, a page or a message, in no spelling, whatever goes wrong.
#include "Rig.h"
#include "Secrets.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie::e2e;

namespace
{

constexpr const char* Kinds[] = {
    R"("cut_before")",
    R"("cut_after")",
    R"("status_500_before")",
    R"("status_500_after")",
    R"("html")",
    R"("html_after")",
    R"("truncate","bytes":200)",
    R"("truncate_json","bytes":200)",
    R"("truncate_json","bytes":60)",
    R"("charset")",
    R"("bom")",
    R"("empty")",
    R"("deep_json")",
    R"("status_429")",
};

// What only pages of the source can suffer.
constexpr const char* PageKinds[] = {
    R"("ban","seconds":1)",
    R"("missing_list")",
};

constexpr const char* Paths[] = {
    "/router/qm",
    "/jdyconnector/app_management/push_app_authorize",
    "/jdyconnector/app_management/kingdee_auth_token",
    "/jdy/v2/bd/material",
    "/jdy/v2/scm/inv_check_gail_bill",
};

std::vector<std::string> kindsOn(const std::string& path)
{
    std::vector<std::string> kinds(std::begin(Kinds), std::end(Kinds));
    if (path == Paths[0])
    {
        kinds.insert(kinds.end(), std::begin(PageKinds), std::end(PageKinds));
    }
    return kinds;
}

} // namespace

BOOST_AUTO_TEST_SUITE(canary)

BOOST_AUTO_TEST_CASE(no_secret_is_written_whatever_goes_wrong)
{
    RigOptions options;
    options.documents = 25;
    options.settleSeconds = 0;
    Rig rig(options);
    int faults = 0;
    std::size_t bytes = 0;
    for (const char* path : Paths)
    {
        for (const std::string& kind : kindsOn(path))
        {
            rig.control("POST", "/_sandbox/reset");
            rig.control("POST", "/_sandbox/rotate");
            rig.control("POST", "/_sandbox/faults",
                        std::string(R"([{"path":")") + path + R"(","times":2,"kind":)" + kind + "}]");
            std::string printed;
            for (const std::vector<std::string>& command :
                 {std::vector<std::string>{"--log", "debug", "sync", "panying"},
                  std::vector<std::string>{"--log", "debug", "sync", "panying", "--json"},
                  std::vector<std::string>{"audit", "panying"},
                  std::vector<std::string>{"records", "panying", "--json"},
                  std::vector<std::string>{"calls", "--json", "--limit", "1000"},
                  std::vector<std::string>{"show", "panying", "100001", "--json"}})
            {
                const Ended ended = rig.run(command);
                printed += ended.output + ended.errors;
                rig.control("POST", "/_sandbox/expire-tokens");
            }
            rig.control("DELETE", "/_sandbox/faults");
            const std::string all = everythingWritten(rig, printed);
            BOOST_TEST(all.find("kingdee_auth_token") !=
                       std::string::npos); // the calls are there to be searched
            const std::string found = secretIn(rig, all);
            BOOST_TEST(found.empty(), path << " " << kind << ": " << found);
            std::filesystem::remove_all(rig.data());
            ++faults;
            bytes += all.size();
        }
    }
    BOOST_TEST_MESSAGE(faults << " faults, " << bytes << " bytes searched");
}

BOOST_AUTO_TEST_SUITE_END()

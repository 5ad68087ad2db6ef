// No secret is ever written: not in a log, a row, a page or a message, in no spelling, whatever goes wrong.
#include "Rig.h"
#include "Secrets.h"
#include "Workers.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>
#include <mutex>

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

// Most of the time is spent waiting for time-outs and pauses: worlds stand side by side.
constexpr int Workers = 6;

struct Fault
{
    std::string path;
    std::string kind;

    std::string text() const { return path + " " + kind; }
};

std::vector<Fault> faults()
{
    std::vector<Fault> all;
    for (const char* path : Paths)
    {
        for (const std::string& kind : kindsOn(path))
        {
            all.push_back({path, kind});
        }
    }
    return all;
}

RigOptions quick()
{
    RigOptions options;
    options.documents = 25;
    options.settleSeconds = 0;
    return options;
}

// Everything that was written and printed while that fault struck.
std::string writtenUnder(const Fault& fault, Rig& rig)
{
    rig.control("POST", "/_sandbox/reset");
    rig.control("POST", "/_sandbox/rotate");
    rig.control("POST", "/_sandbox/faults",
                R"([{"path":")" + fault.path + R"(","times":2,"kind":)" + fault.kind + "}]");
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
    return everythingWritten(rig, printed);
}

} // namespace

BOOST_AUTO_TEST_SUITE(canary)

BOOST_AUTO_TEST_CASE(no_secret_is_written_whatever_goes_wrong)
{
    const std::vector<Fault> all = faults();
    std::mutex mutex; // the library's checks are for one thread at a time
    std::size_t bytes = 0;
    std::size_t searched = 0;
    const auto judge = [&](const Fault& fault, const std::string& written, const std::string& found)
    {
        const std::lock_guard lock(mutex);
        BOOST_TEST(written.find("kingdee_auth_token") != std::string::npos,
                   fault.text() << ": the calls are not there to be searched");
        BOOST_TEST(found.empty(), fault.text() << ": " << found);
        bytes += written.size();
        ++searched;
    };
    const std::vector<std::string> thrown =
        inParallel(Workers, static_cast<int64_t>(all.size()),
                   [&]
                   {
                       const auto rig = std::make_shared<Rig>(quick());
                       return [&, rig](int64_t n)
                       {
                           const Fault& fault = all[static_cast<std::size_t>(n)];
                           const std::string written = writtenUnder(fault, *rig);
                           judge(fault, written, secretIn(*rig, written));
                           std::filesystem::remove_all(rig->data());
                       };
                   });
    for (const std::string& sentence : thrown)
    {
        BOOST_ERROR("fault " << sentence);
    }
    BOOST_TEST(searched == all.size());
    BOOST_TEST_MESSAGE(searched << " faults, " << bytes << " bytes searched");
}

BOOST_AUTO_TEST_SUITE_END()

#define BOOST_TEST_MODULE architecture
#include "Arrows.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <unistd.h>

using duijie::architecture::brokenRules;

namespace
{

struct Example
{
    const char* file;
    const char* line;
    bool right;
};

std::ostream& operator<<(std::ostream& out, const Example& example)
{
    return out << example.file << ": " << example.line;
}

const Example Examples[] = {
    {"plugins/a/A.cpp", "#include \"duijie/sdk/Json.h\"", true},
    {"plugins/a/A.cpp", "#include \"A.h\"", true},
    {"plugins/a/A.cpp", "#include \"engine/Poller.h\"", false},
    {"plugins/a/A.cpp", "#include \"../b/B.h\"", false},
    {"plugins/a/A.cpp", "  #include <sqlite3.h>", false},
    {"plugins/a/A.cpp", "#include <Poco/ClassLoader.h>", false},
    {"host/src/plan/A.cpp", "#include \"duijie/sdk/Decimal.h\"", true},
    {"host/src/plan/A.cpp", "#include \"duijie/sdk/HttpClient.h\"", false},
    {"host/src/plan/A.cpp", "#include \"store/Store.h\"", false},
    {"host/src/plan/A.cpp", "#include <Poco/URI.h>", false},
    {"host/src/store/A.cpp", "#include <sqlite3.h>", true},
    {"host/src/store/A.cpp", "#include \"engine/Progress.h\"", false},
    {"host/src/engine/A.cpp", "#include \"store/Store.h\"", true},
    {"host/src/engine/A.cpp", "#include \"plugin/Registry.h\"", false},
    {"host/src/engine/A.cpp", "#include \"app/Table.h\"", false},
    {"host/src/engine/A.cpp", "#include <sqlite3.h>", false},
    {"host/src/config/A.cpp", "#include \"app/Table.h\"", false},
    {"host/src/plugin/A.cpp", "#include <Poco/ClassLoader.h>", true},
    {"host/src/app/A.cpp", "#include \"plugin/Registry.h\"", true},
    {"host/src/app/A.cpp", "#include <Poco/ClassLoader.h>", false},
    {"sdk/include/duijie/abi/a.h", "#include <string>", false},
    {"sdk/include/duijie/abi/a.h", "#include <cstdint>", true},
    {"sdk/include/duijie/abi/a.h", "#include <unordered_map>", false},
    {"sdk/include/duijie/abi/a.h", "#include <Poco/Exception.h>", false},
    {"sdk/include/duijie/abi/a.h", "#include \"duijie/sdk/Json.h\"", false},
    {"plugins/a/src/A.cpp", "#include \"plugin/Registry.h\"", false},
    {"plugins/a/A.cpp", "#include \"b/B.h\"", false},
    {"plugins/a/A.cpp", "#include <Poco/SharedLibrary.h>", false},
    {"plugins/a/A.cpp", "#include <openssl/sha.h>", true},
    {"host/src/plugin/A.cpp", "#include \"engine/Progress.h\"", false},
    {"host/src/plugin/A.cpp", "#include \"store/Store.h\"", false},
    {"host/src/plan/A.cpp", "#include <sqlite3.h>", false},
    {"host/src/plan/A.cpp", "#include \"duijie/abi/types.h\"", false},
    {"host/src/store/A.cpp", "#include \"plan/Dataset.h\"", false},
    {"host/src/store/A.cpp", "#include \"duijie/sdk/Json.h\"", false},
    {"host/src/engine/A.cpp", "#include \"config/Config.h\"", false},
    {"host/src/engine/A.cpp", "#include <Poco/Net/HTTPClientSession.h>", false},
    {"host/src/config/A.cpp", "#include \"plugin/Registry.h\"", false},
    {"host/src/config/A.cpp", "#include <sqlite3.h>", false},
    {"host/src/config/A.cpp", "#include \"ops/Notice.h\"", false},
    {"host/src/ops/A.cpp", "#include \"engine/Alerts.h\"", true},
    {"host/src/ops/A.cpp", "#include <Poco/Net/MailMessage.h>", true},
    {"host/src/ops/A.cpp", "#include \"config/Config.h\"", true},
    {"host/src/ops/A.cpp", "#include \"app/Table.h\"", false},
    {"host/src/ops/A.cpp", "#include <openssl/hmac.h>", false},
    {"host/src/engine/A.cpp", "#include \"ops/Notice.h\"", false},
    {"host/src/app/A.cpp", "#include \"ops/AlertHub.h\"", true},
    {"host/src/text/A.cpp", "#include \"engine/Progress.h\"", false},
    {"host/src/text/A.cpp", "#include \"text/Catalogue.h\"", true},
    {"host/src/text/A.cpp", "#include \"duijie/sdk/Messages.h\"", true},
    {"host/src/text/A.cpp", "#include \"duijie/sdk/Json.h\"", false},
    {"tests/sandbox/src/A.cpp", "#include \"store/Store.h\"", false},
    {"tests/sandbox/src/A.cpp", "#include <duijie/sdk/Json.h>", false},
    {"sdk/src/A.cpp", "#include \"plan/Dataset.h\"", false},
    {"tests/sandbox/src/A.cpp", "#include \"duijie/sdk/Json.h\"", false},
    {"tests/sandbox/src/A.cpp", "#include \"Text.h\"", true},
};

// A tree of one file, gone at the end.
class Tree
{
public:
    Tree(const std::string& file, const std::string& content)
    {
        std::string pattern = std::filesystem::temp_directory_path() / "duijie-arrows-XXXXXX";
        BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        root = pattern;
        std::filesystem::create_directories((std::filesystem::path(root) / file).parent_path());
        std::ofstream(std::filesystem::path(root) / file) << content << "\n";
    }
    ~Tree() { std::filesystem::remove_all(root); }

    std::string root;
};

} // namespace

BOOST_DATA_TEST_CASE(the_checker_tells_right_from_wrong, boost::unit_test::data::make(Examples), example)
{
    const Tree tree(example.file, example.line);
    BOOST_TEST(brokenRules(tree.root).empty() == example.right);
}

BOOST_AUTO_TEST_CASE(the_checker_sees_a_file_that_is_too_large)
{
    std::string lines;
    for (int i = 0; i < 401; ++i)
    {
        lines += "// line\n";
    }
    const Tree tree("host/src/app/A.cpp", lines);
    BOOST_TEST(brokenRules(tree.root).size() == 1u);
}

BOOST_AUTO_TEST_CASE(this_tree_keeps_the_rules)
{
    for (const std::string& broken : brokenRules(SOURCE_ROOT))
    {
        BOOST_ERROR(broken);
    }
    BOOST_TEST(
        std::filesystem::exists(std::filesystem::path(SOURCE_ROOT) / "host/src/engine/Dispatcher.cpp"));
}

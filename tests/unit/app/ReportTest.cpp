// Report files: escaped, whole, and where they cannot be written said so.
#include "app/AuditFiles.h"
#include "app/WholeFile.h"

#include "Portable.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#ifndef _WIN32
#include <sys/stat.h>
#include <sys/wait.h>
#endif

using namespace duijie;
using namespace duijie::app;

namespace
{

class Folder
{
public:
    Folder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "duijie-app-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path;
};

std::string read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Texts as a document's remark, a number or a vendor's sentence may be.
const std::string Hostile[] = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
                               "' onmouseover='alert(1)",   "</td></table><h1>",
                               "&lt;b&gt; stays as it was", "\xE2\x80\xAE turned around",
                               "line\nbreak\x01\x1B[31m",   "=HYPERLINK(\"http://x\")"};

engine::AuditReport reportOf(const std::string& text)
{
    engine::AuditReport report;
    report.complete = true;
    report.fromMs = sdk::parseDateTime("2026-03-02 00:00:00").value();
    report.toMs = sdk::parseDateTime("2026-03-03 11:59:59").value();
    report.days["2026-03-02"];
    report.days["2026-03-03"];
    engine::AuditItem item;
    item.key = item.number = item.bill = item.billDay = item.naturalKey = item.detail = item.advice = text;
    item.differences.push_back({text, "1.20", text});
    using engine::AuditFindings;
    for (const auto kind : {&AuditFindings::missing, &AuditFindings::doubled, &AuditFindings::different,
                            &AuditFindings::unexpected, &AuditFindings::waiting})
    {
        report.note("2026-03-02", kind, item);
    }
    report.leaveOut("2026-03-02", text);
    report.remark = text;
    return report;
}

AuditHead headOf(const std::string& text)
{
    AuditHead head;
    head.flow = "panying";
    head.sourceConnection = head.sourceApi = head.targetConnection = head.targetApi = text;
    return head;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reports)

BOOST_AUTO_TEST_CASE(NothingOfADocumentIsObeyed)
{
    const std::string plain = dayPage(headOf("x"), reportOf("x"), "2026-03-02");
    const auto tags = [](const std::string& page) { return std::count(page.begin(), page.end(), '<'); };
    for (const std::string& text : Hostile)
    {
        const std::string page = dayPage(headOf(text), reportOf(text), "2026-03-02");
        BOOST_TEST(tags(page) == tags(plain), text);
        BOOST_TEST(page.find("<script") == std::string::npos);
        BOOST_TEST(page.find("<img") == std::string::npos);
        BOOST_TEST(page.find("' onmouseover='") == std::string::npos);
        BOOST_TEST(page.find('\x1B') == std::string::npos);
        BOOST_TEST(page.find("default-src 'none'") != std::string::npos);
        sdk::JsonDocument json;
        BOOST_TEST(json.parse(dayJson(headOf(text), reportOf(text), "2026-03-02")), text);
        const auto item = json.root().find("different").find("items").first();
        BOOST_TEST(item.find("number").text() == text);
        BOOST_TEST(item.find("differences").first().find("expected").text() == "1.20");
    }
}

BOOST_AUTO_TEST_CASE(TheShapeIsStable)
{
    sdk::JsonDocument json;
    BOOST_TEST(json.parse(dayJson(headOf("c"), reportOf("x"), "2026-03-03")));
    std::string keys;
    for (const sdk::JsonValue member : json.root())
    {
        keys += std::string(member.name()) + " ";
    }
    BOOST_TEST(
        keys ==
        "format flow day from to timezone read_began read_ended source target verdict remark documents "
        "eligible bills right left_out missing doubled different unexpected waiting ");
    BOOST_TEST(json.root().find("format").text() == "duijie.audit/1");
    BOOST_TEST(json.root().find("from").text() == "2026-03-03 00:00:00");
    BOOST_TEST(json.root().find("to").text() == "2026-03-03 11:59:59"); // where the period ends
    BOOST_TEST(json.root().find("verdict").text() == "right");
    BOOST_TEST(json.parse(dayJson(headOf("c"), reportOf("x"), "2026-03-02")));
    BOOST_TEST(json.root().find("verdict").text() == "wrong");
    keys.clear();
    for (const sdk::JsonValue member : json.root().find("missing").find("items").first())
    {
        keys += std::string(member.name()) + " ";
    }
    BOOST_TEST(keys == "key number bill bill_day natural_key detail advice differences ");
}

BOOST_AUTO_TEST_CASE(APairForEachDay)
{
    Folder folder;
    std::string error;
    const std::string deep = folder.path + "/a/b";
    BOOST_TEST(writeReports(deep, headOf("c"), reportOf("x"), error), error);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(deep))
    {
        BOOST_TEST(entry.path().extension() != ".new");
        ++files;
    }
    BOOST_TEST(files == 4u);
    BOOST_TEST(read(deep + "/panying-2026-03-02.html").find("</html>") != std::string::npos);
    BOOST_TEST(writeReports(deep, headOf("c"), reportOf("other"), error)); // the same days again
    BOOST_TEST(read(deep + "/panying-2026-03-02.json").find("other") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(WhatProvesNothingLeavesEarlierReports)
{
    Folder folder;
    std::string error;
    BOOST_TEST(writeReports(folder.path, headOf("c"), reportOf("x"), error));
    engine::AuditReport incomplete = reportOf("y");
    incomplete.complete = false;
    BOOST_TEST(!writeReports(folder.path, headOf("c"), incomplete, error));
    BOOST_TEST(!error.empty());
    BOOST_TEST(read(folder.path + "/panying-2026-03-02.json").find("\"y\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(NamesAreFitForFiles)
{
    BOOST_TEST(reportName("panying", "2026-03-02") == "panying-2026-03-02");
    BOOST_TEST(reportName("盘盈", "2026-03-02") == "盘盈-2026-03-02");
    for (const char* name : {"../../etc/passwd", "a/b", "a\\b", ".hidden", "a\nb", "c:d"})
    {
        const std::string made = reportName(name, "2026-03-02");
        BOOST_TEST(made.find_first_of("/\\:\n") == std::string::npos, made);
        BOOST_TEST(made.front() != '.', made);
    }
    BOOST_TEST(reportName("a/b", "d") != reportName("a_b", "d"));
    BOOST_TEST(reportName("a/b", "d") != reportName("a\\b", "d"));
}

BOOST_AUTO_TEST_CASE(AFileIsThereWhollyOrNotAtAll)
{
    Folder folder;
    std::string error;
    const std::string path = folder.path + "/x.json";
    BOOST_TEST(writeWhole(path, "first", error));
    BOOST_TEST(writeWhole(path, std::string(300'000, 'y'), error));
    BOOST_TEST(read(path).size() == 300'000u);
    std::filesystem::create_directory(folder.path + "/busy");
    std::filesystem::create_directory(folder.path + "/busy/inside");
    BOOST_TEST(!writeWhole(folder.path + "/busy", "z", error)); // a folder stands in its place
    BOOST_TEST(error.find("busy") != std::string::npos);
    BOOST_TEST(!std::filesystem::exists(folder.path + "/busy.new"));
    BOOST_TEST(!writeWhole(folder.path + "/none/x", "z", error));
    BOOST_TEST(error.find("none/x") != std::string::npos);
    std::ofstream(folder.path + "/file") << "x";
    BOOST_TEST(!makeFolder(folder.path + "/file/sub", error));
    BOOST_TEST(error.find("file/sub") != std::string::npos);
}

#ifndef _WIN32 // rights of a folder are access lists there

BOOST_AUTO_TEST_CASE(AFolderOfOthersIsSaid)
{
    Folder folder;
    ::chmod(folder.path.c_str(), 0755);
    // As a user without rights: whoever runs the tests may have all.
    const pid_t child = ::fork();
    if (child == 0)
    {
        std::string error;
        const bool dropped = ::getuid() != 0 || (::setgid(65534) == 0 && ::setuid(65534) == 0);
        if (::getuid() != 65534)
        {
            ::chmod(folder.path.c_str(), 0555);
        }
        const bool refused = !writeReports(folder.path, headOf("c"), reportOf("x"), error) &&
                             error.find(folder.path) != std::string::npos;
        ::_exit(dropped && refused ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 0);
    ::chmod(folder.path.c_str(), 0755);
}

#endif

BOOST_AUTO_TEST_SUITE_END()

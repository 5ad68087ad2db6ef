#include "JdyReply.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
namespace data = boost::unit_test::data;

namespace
{

struct Case
{
    int status;
    std::string body;
    StatusCode write;
};

std::ostream& operator<<(std::ostream& out, const Case& c)
{
    return out << c.status << " " << c.body.substr(0, 80);
}

const std::vector<Case> Gallery{
    {200, R"({"errcode":0,"description":"success","data":{"ids":["8440"],"id_number_map":{"8440":"PYD-1"}}})",
     STATUS_OK},
    {200, R"({"errcode":"0","data":{"ids":[844098615923197952]}})", STATUS_OK},
    {200, R"({"errcode":0,"data":{"ids":[]}})", STATUS_UNKNOWN},
    {200, R"({"errcode":0,"data":{}})", STATUS_UNKNOWN},
    {200, R"({"errcode":0,"data":null})", STATUS_UNKNOWN},
    {200, R"({"errcode":0,"data":{"ids":[""]}})", STATUS_UNKNOWN},
    {200, R"({"errcode":0,"data":{"ids":{"a":[]}}})", STATUS_UNKNOWN},
    {500, R"({"errcode":0,"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {302, R"({"errcode":0,"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, R"({"errcode":null,"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, R"({"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, R"({"code":200,"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, R"({"errcode":1030002000,"description":"x","data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, "", STATUS_UNKNOWN},
    {200, "   ", STATUS_UNKNOWN},
    {200, "<html><body>login</body></html>", STATUS_UNKNOWN},
    {200, R"({"errcode":0,"data":{"ids":["84)", STATUS_UNKNOWN},
    {200, "{\"errcode\":1030002000,\"description\":\"\xB2\xD6\xBF\xE2\"}", STATUS_UNKNOWN},
    {200, "\xEF\xBB\xBF{\"errcode\":1030002000}", STATUS_UNKNOWN},
    {200, "[]", STATUS_UNKNOWN},
    {200, "null", STATUS_UNKNOWN},
    {200, std::string(10000, '['), STATUS_UNKNOWN},
    {200, R"({"errcode":0.0,"data":{"ids":["1"]}})", STATUS_UNKNOWN},
    {200, R"({"errcode":1e400,"data":null})", STATUS_UNKNOWN},
    {408, "", STATUS_UNKNOWN},
    {500, "", STATUS_UNKNOWN},
    {502, "<html>", STATUS_UNKNOWN},
    {503, "<html>", STATUS_UNKNOWN},
    {504, "<html>", STATUS_UNKNOWN},
    {404, "<html>404</html>", STATUS_UNKNOWN},
    {404, "404 No Route", STATUS_MISCONFIGURED},
    {519, "API Not Found", STATUS_MISCONFIGURED},
    {519, R"({"errcode":519,"description":"API Not Found"})", STATUS_MISCONFIGURED},
    {429, "", STATUS_THROTTLED},
    {429, "<html>", STATUS_THROTTLED},
    {401, R"({"errcode":7,"description":"x"})", STATUS_UNAUTHORIZED},
    {401, "<html>", STATUS_UNKNOWN},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyReplies)

BOOST_DATA_TEST_CASE(WhatIsNotCertainIsUnknown, data::make(Gallery), sample)
{
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = sample.status;
    reply.body = sample.body;
    sdk::JsonDocument document;
    JdyReading how;
    how.write = true;
    how.needsIds = true;
    const JdyVerdict verdict = readReply(reply, how, document);
    BOOST_TEST(verdict.code == sample.write);
    BOOST_TEST(verdict.message.empty() == (sample.write == STATUS_OK));

    how.write = false;
    const JdyVerdict read = readReply(reply, how, document);
    BOOST_TEST((read.code == STATUS_OK) == read.message.empty());
    BOOST_TEST(read.code != STATUS_UNKNOWN);
}

BOOST_AUTO_TEST_CASE(TransportFaults)
{
    sdk::JsonDocument document;
    for (const bool write : {true, false})
    {
        JdyReading how;
        how.write = write;
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::NotSent;
        BOOST_TEST(readReply(reply, how, document).code == (write ? STATUS_NOT_SENT : STATUS_UNAVAILABLE));
        reply.outcome = sdk::HttpOutcome::Lost;
        BOOST_TEST(readReply(reply, how, document).code == (write ? STATUS_UNKNOWN : STATUS_UNAVAILABLE));
    }
}

BOOST_AUTO_TEST_CASE(AuthorisationHasTwoEnvelopes)
{
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = 200;
    JdyReading how;
    how.codeForm = true;
    sdk::JsonDocument document;
    for (const char* body :
         {R"({"code":200,"msg":"ok","data":[]})", R"({"errcode":0,"description":"ok","data":[]})"})
    {
        reply.body = body;
        BOOST_TEST(readReply(reply, how, document).code == STATUS_OK);
    }
    reply.body = R"({"code":403,"msg":"no"})";
    BOOST_TEST(readReply(reply, how, document).code == STATUS_MISCONFIGURED);
}

BOOST_AUTO_TEST_CASE(NothingOfAConfidentialAnswerIsTold)
{
    constexpr std::string_view Secret = "S3cretS3cretS3cretS3cret";
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.confidential = true;
    JdyReading how;
    how.codeForm = true;
    sdk::JsonDocument document;
    for (const int status : {200, 404, 500})
    {
        reply.status = status;
        for (const std::string body :
             {R"({"data":{"app-token":"S3cretS3cretS3cretS3cret)",
              R"({"app-token":S3cretS3cretS3cretS3cret})", R"({"x":1S3cretS3cretS3cretS3cret})",
              R"({"errcode":7,"description":"no S3cretS3cretS3cretS3cret"})",
              R"({"code":7,"msg":"S3cretS3cretS3cretS3cret"})", R"(<b>S3cretS3cretS3cretS3cret</b>)"})
        {
            reply.body = body;
            const JdyVerdict verdict = readReply(reply, how, document);
            BOOST_TEST(verdict.code != STATUS_OK);
            BOOST_TEST(verdict.message.find(Secret) == std::string::npos, verdict.message);
        }
    }
}

BOOST_AUTO_TEST_CASE(ChineseDescriptionComesFirst)
{
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = 200;
    reply.body = R"({"errcode":5,"description":"locked","description_cn":"正在编辑"})";
    sdk::JsonDocument document;
    JdyReading how;
    how.write = true;
    BOOST_TEST(readReply(reply, how, document).code == STATUS_THROTTLED);
}

BOOST_AUTO_TEST_SUITE_END()

#include "JdyErrors.h"
#include "JdyReply.h"
#include "JdySay.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <set>
#include <string>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
namespace data = boost::unit_test::data;

namespace
{

/// One error and what it means for a write and for a read.
struct Case
{
    const char* errcode;
    const char* text;
    StatusCode write;
    StatusCode read;
};

std::ostream& operator<<(std::ostream& out, const Case& c)
{
    return out << c.errcode << " " << c.text;
}

Case both(const char* errcode, const char* text, StatusCode code)
{
    return {errcode, text, code, code};
}

Case unclear(const char* errcode, const char* text)
{
    return {errcode, text, STATUS_UNKNOWN, STATUS_UNAVAILABLE};
}

const std::vector<Case> Table{
    both("400", "param error", STATUS_REJECTED),
    both("400", "X-Api-Signature is invalid", STATUS_UNAUTHORIZED),
    both("400", "invalid signature", STATUS_UNAUTHORIZED),
    both("401", "token", STATUS_UNAUTHORIZED),
    both("403", "ip not allowed", STATUS_MISCONFIGURED),
    both("404", "not found", STATUS_MISCONFIGURED),
    both("429", "limited", STATUS_THROTTLED),
    unclear("408", "timeout"),
    unclear("500", "error"),
    unclear("503", "maintenance"),
    unclear("504", "timeout"),
    both("519", "API Not Found", STATUS_MISCONFIGURED),
    both("1000202001", "JWT token has expired", STATUS_UNAUTHORIZED),
    unclear("1000002001", "服务异常"),
    both("1020002008", "用户授权信息有误", STATUS_UNAUTHORIZED),
    both("1030002000", "参数为空", STATUS_REJECTED),
    both("1030002001", "类型错误", STATUS_REJECTED),
    both("1030002002", "商品已存在，不能重复新增", STATUS_DUPLICATE),
    both("1030002003", "对象无效", STATUS_REJECTED),
    both("1030002005", "对象过多", STATUS_REJECTED),
    both("1030002006", "格式错误", STATUS_REJECTED),
    both("1040002000", "配置错误", STATUS_MISCONFIGURED),
    both("1040003000", "配置错误", STATUS_MISCONFIGURED),
    unclear("2000002000", "系统错误 traceId abc"),
    unclear("2016002000", "系统错误 traceId abc"),
    unclear("2011002000", "系统错误"),
    both("2016002095", "行不匹配", STATUS_REJECTED),
    both("2016002096", "行不匹配", STATUS_REJECTED),
    both("2016002097", "行不匹配", STATUS_REJECTED),
    both("2016002098", "行不匹配", STATUS_REJECTED),
    both("2016002099", "行不匹配", STATUS_REJECTED),
    both("2016012098", "客户不匹配", STATUS_REJECTED),
    both("2016012099", "客户不匹配", STATUS_REJECTED),
    both("2016022099", "供应商不匹配", STATUS_REJECTED),
    both("2016002000", "请填写\\\"材料分录\\\"第1行：\\\"仓库\\\"", STATUS_REJECTED),
    both("2016002000", "第1行基础资料\\\"unit\\\"字段不能为空", STATUS_REJECTED),
    both("2016002000", "参数number[xxx]不存在", STATUS_REJECTED),
    both("2016002000", "数据不存在", STATUS_REJECTED),
    both("2016002000", "源单未审核", STATUS_REJECTED),
    both("2016002000", "json: invalid value for proto field qty", STATUS_REJECTED),
    both("2016002000", "不允许操作以前期间的单据,请先反结账", STATUS_REJECTED),
    both("2016002000", "审核失败：不允许操作以前期间的单据,请先反结账", STATUS_REJECTED),
    both("2016002000", "申请互斥锁失败", STATUS_THROTTLED),
    both("2016002000", "单据正在编辑", STATUS_THROTTLED),
    both("2016002000", "请求过于频繁", STATUS_THROTTLED),
    both("2016002000", "\\\"单据编号\\\" \\\"单据类型\\\" 的组合值重复", STATUS_DUPLICATE),
    both("2016002000", "\\\"单据编号\\\" \\\"单据类型\\\" 的组合值与其他表单重复", STATUS_DUPLICATE),
    unclear("2016002000", "单据审核失败"),
    unclear("2016002000", "审核失败，申请互斥锁失败"),
    unclear("9999999999", "从未见过"),
    unclear("1", ""),
    unclear("-1", "x"),
};

JdyVerdict judged(const Case& c, bool write, int status = 200)
{
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = status;
    reply.body =
        std::string(R"({"errcode":)") + c.errcode + R"(,"description":")" + c.text + R"(","data":null})";
    sdk::JsonDocument document;
    JdyReading how;
    how.write = write;
    return readReply(reply, how, document);
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyErrors)

BOOST_DATA_TEST_CASE(EveryCodeAndText, data::make(Table), sample)
{
    const JdyVerdict write = judged(sample, true);
    BOOST_TEST(write.code == sample.write);
    BOOST_TEST(judged(sample, false).code == sample.read);
    BOOST_TEST(write.message.find(sample.errcode) != std::string::npos);
}

BOOST_DATA_TEST_CASE(UnderAServerErrorNothingIsCertain, data::make(Table), sample)
{
    const std::string text = sample.text;
    const bool token = std::string(sample.errcode) == "401" || std::string(sample.errcode) == "1000202001";
    BOOST_TEST(judged(sample, true, 500).code == (token ? STATUS_UNAUTHORIZED : STATUS_UNKNOWN));
    BOOST_TEST(judged(sample, false, 504).code == (token ? STATUS_UNAUTHORIZED : STATUS_UNAVAILABLE));
}

BOOST_AUTO_TEST_CASE(WhatARefreshHelps)
{
    BOOST_TEST(judged({"1000202001", "JWT token has expired", STATUS_OK, STATUS_OK}, true, 401).newToken);
    BOOST_TEST(judged({"1000202001", "JWT token has expired", STATUS_OK, STATUS_OK}, true, 500).newToken);
    BOOST_TEST(judged({"12", "unauthorized", STATUS_OK, STATUS_OK}, true, 401).newToken);
    BOOST_TEST(judged({"1020002008", "用户授权信息有误", STATUS_OK, STATUS_OK}, true).newGrant);
    BOOST_TEST(!judged({"400", "X-Api-Signature is invalid", STATUS_OK, STATUS_OK}, true).newToken);
    // Words such as "token" in an unrelated text are no reason.
    BOOST_TEST(!judged({"2016002000", "授权 token 字段", STATUS_OK, STATUS_OK}, true).newToken);
}

BOOST_AUTO_TEST_CASE(OnlyLimitsPauseTheAccount)
{
    BOOST_TEST(judged({"429", "", STATUS_OK, STATUS_OK}, true).limited);
    const JdyVerdict lock = judged({"2016002000", "正在编辑", STATUS_OK, STATUS_OK}, true);
    BOOST_TEST(!lock.limited);
    BOOST_TEST(lock.waitMs > 0u);
}

BOOST_AUTO_TEST_CASE(WhoCanHelpByTheCode)
{
    const std::pair<const char*, const char*> codes[] = {
        {"2016001000", "operations"},
        {"2016002095", "mapping"},
        {"2015003001", "users"},
        {"2016009000", ""},
        {"1030002000", ""},
        {"2016", ""},
        {"", ""},
    };
    for (const auto& [code, word] : codes)
    {
        const std::string advice = say(adviceForCode(code));
        BOOST_TEST(advice.empty() == (word[0] == 0), code);
        BOOST_TEST(advice.find(word) != std::string::npos, code);
    }
    const JdyVerdict verdict = judged({"2016012098", "客户不匹配", STATUS_OK, STATUS_OK}, true);
    BOOST_TEST(verdict.message.find("whoever made the mapping") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(EveryAdviceIsInTheCatalogue)
{
    std::set<std::string> all;
    for (const auto& [word, kind] : knownErrors())
    {
        all.emplace(adviceFor(kind));
    }
    for (const char* code : {"2016001000", "2016002095", "2015003001"})
    {
        all.emplace(adviceForCode(code));
    }
    all.erase("");
    for (const std::string& advice : all)
    {
        BOOST_TEST(!messages().sentence(advice, sdk::Language::English).empty(), advice);
        BOOST_TEST(!messages().sentence(advice, sdk::Language::Chinese).empty(), advice);
    }
    BOOST_TEST(all.size() == 8u);
}

BOOST_AUTO_TEST_CASE(MissingIsTold)
{
    BOOST_TEST(judged({"1030002003", "x", STATUS_OK, STATUS_OK}, false).missing);
    BOOST_TEST(judged({"2016002000", "数据不存在", STATUS_OK, STATUS_OK}, false).missing);
    BOOST_TEST(!judged({"1030002000", "x", STATUS_OK, STATUS_OK}, false).missing);
}

BOOST_AUTO_TEST_SUITE_END()

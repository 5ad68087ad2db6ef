// A host in memory: lets a connector's author test it without the real one. Nothing waits, everything is
// remembered.
#pragma once

#include "duijie/abi/connector.h"
#include "duijie/abi/source.h"
#include "duijie/abi/target.h"
#include "duijie/sdk/Text.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::testkit
{

/// What a connector told the call log of one call.
struct TestCall
{
    std::string operation;
    std::string method;
    std::string path;
    std::string bucket;
    std::string excerpt;
    std::string message;
    std::string request;
    int httpStatus = 0;
    uint32_t outcome = 0;
};

/// CallContext that keeps every sentence and every call. Thread-safe.
class TestContext final : public CallContext
{
public:
    uint32_t cancelled() noexcept override;
    void fail(StringView message) noexcept override;
    void called(const CallInfo& call) noexcept override;
    Status intend(StringView step, StringView id) noexcept override;

    /// Steps announced so far, as "step id".
    std::vector<std::string> steps() const;
    /// What intend() answers from now on.
    void answerSteps(Status status);

    /// From now on, or after `polls` more questions, cancelled() answers 1.
    void cancelAfter(int polls);

    /// The last sentence given; empty when none was.
    std::string message() const;
    std::vector<std::string> messages() const;
    std::vector<TestCall> calls() const;
    /// Number of calls told with this operation.
    std::size_t count(std::string_view operation) const;
    void clear();

private:
    mutable std::mutex _mutex;
    std::vector<std::string> _messages;
    std::vector<TestCall> _calls;
    std::vector<std::string> _steps;
    Status _stepAnswer{STATUS_OK, 0};
    int _polls = -1;
};

/// One wait that a connector asked for.
struct TestPause
{
    std::string bucket;
    uint32_t ms = 0;
};

/// Host with every service of the contract: quota that never waits, secrets and state from maps, a clock that
/// may be set. Thread-safe.
class TestHost final : public Host,
                       private Log,
                       private Quota,
                       private Secrets,
                       private Clock,
                       private Lookup,
                       private State
{
public:
    TestHost();
    ~TestHost();

    void* query(const char* iid) noexcept override;

    /// Has readers of this language ("zh-CN") from now on; until then it is a host that cannot tell.
    void setLanguage(const std::string& tag);
    /// Makes `reference` resolve to `value`.
    void setSecret(const std::string& reference, const std::string& value);
    /// Puts a reference row; `find` compares the field's text.
    void setRow(const std::string& dataset, const std::string& field, const std::string& value,
                const std::string& json);
    void setState(const std::string& name, const std::string& value);
    std::string stateOf(const std::string& name) const;
    /// 0: the real clock.
    void setNow(int64_t unixMs);
    void setMonotonic(int64_t ms);

    std::vector<TestPause> pauses() const;
    std::vector<std::string> acquired() const;
    std::vector<std::string> concealed() const;
    std::vector<std::string> logLines() const;
    /// "limit/window" as declared for this bucket; empty when it was not.
    std::string declared(const std::string& bucket) const;

private:
    struct Readers; // the service is newer than what a connector's test may target

    uint32_t enabled(uint32_t level) noexcept override;
    void write(uint32_t level, StringView message) noexcept override;
    void declare(StringView bucket, uint32_t limit, uint32_t window) noexcept override;
    Status acquire(CallContext& context, StringView bucket) noexcept override;
    void pause(StringView bucket, uint32_t ms) noexcept override;
    Status resolve(StringView reference, TextSink& out) noexcept override;
    void conceal(StringView value) noexcept override;
    int64_t nowMs() noexcept override;
    int64_t monotonicMs() noexcept override;
    Status find(StringView dataset, StringView field, StringView value, TextSink& out) noexcept override;
    Status get(StringView name, TextSink& out) noexcept override;
    Status put(StringView name, StringView value) noexcept override;

    mutable std::mutex _mutex;
    std::map<std::string, std::string> _secrets;
    std::map<std::string, std::string> _rows;
    std::map<std::string, std::string> _state;
    std::map<std::string, std::string> _declared;
    std::vector<TestPause> _pauses;
    std::vector<std::string> _acquired;
    std::vector<std::string> _concealed;
    std::vector<std::string> _log;
    std::unique_ptr<Readers> _readers;
    int64_t _now = 0;
    int64_t _monotonic = 0;
};

/// One record that a source handed over.
struct TestRecord
{
    std::string key;
    std::string number;
    std::string payload;
    int64_t eventTimeMs = 0;
};

/// RecordSink that keeps everything.
class TestRecords final : public RecordSink
{
public:
    Status record(const RecordView& record) noexcept override;
    Status pageEnd(int64_t total) noexcept override;

    std::vector<TestRecord> records;
    std::vector<int64_t> pages; ///< the total told at the end of each page
    std::size_t stopAfter = 0;  ///< not 0: answers STATUS_CANCELLED after this many records
};

/// PreparedSink that keeps the last one.
class TestPrepared final : public PreparedSink
{
public:
    void put(const Prepared& prepared) noexcept override;

    std::string body;
    std::string naturalKey;
    std::string fingerprint;
    std::string scope;
    std::string state;
};

/// One bill that a target told of.
struct TestBill
{
    std::string id;
    std::string number;
    std::string naturalKey;
    std::string state;
    std::string fingerprint;
    std::string scope;
    bool live = false;
};

/// BillSink that keeps everything.
class TestBills final : public BillSink
{
public:
    Status put(const BillView& bill) noexcept override;

    std::vector<TestBill> bills;
};

/// TextSink into a string.
class TestText final : public TextSink
{
public:
    void put(StringView value) noexcept override { text = std::string(sdk::toStd(value)); }

    std::string text;
};

} // namespace duijie::testkit

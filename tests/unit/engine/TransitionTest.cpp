// The state machine: what each answer means, how long to wait, which changes exist.
#include "engine/Transitions.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>
#include <set>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

struct Case
{
    uint32_t code;
    RecordState to;
    bool waits;
    bool halts;
};

std::ostream& operator<<(std::ostream& out, const Case& item)
{
    return out << "status " << item.code;
}

const Case Cases[] = {
    {STATUS_OK, RecordState::Done, false, false},
    {STATUS_NOT_SENT, RecordState::Retrying, true, false},
    {STATUS_REJECTED, RecordState::Dead, false, false},
    {STATUS_DUPLICATE, RecordState::Unknown, false, false},
    {STATUS_THROTTLED, RecordState::Retrying, true, false},
    {STATUS_UNAUTHORIZED, RecordState::Retrying, false, true},
    {STATUS_MISCONFIGURED, RecordState::Retrying, false, true},
    {STATUS_UNKNOWN, RecordState::Unknown, true, false},
    {STATUS_HOLD, RecordState::Held, false, false},
    {STATUS_UNAVAILABLE, RecordState::Unknown, true, false},
    {STATUS_CANCELLED, RecordState::Unknown, true, false},
    {STATUS_UNSUPPORTED, RecordState::Dead, false, false},
    {STATUS_NOT_FOUND, RecordState::Unknown, true, false},
    {STATUS_INTERNAL, RecordState::Unknown, true, false},
    {14, RecordState::Unknown, true, false},
    {4711, RecordState::Unknown, true, false},
    {0xFFFFFFFF, RecordState::Unknown, true, false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(transitions)

BOOST_DATA_TEST_CASE(everyStatusHasItsDecision, boost::unit_test::data::make(Cases), item)
{
    const RetryRules rules;
    const Decision decision = decideDelivery({item.code, 0}, rules, 1, 12345);
    BOOST_TEST(store::stateName(decision.to) == store::stateName(item.to));
    BOOST_TEST((decision.waitMs > 0) == item.waits);
    BOOST_TEST(decision.halt == item.halts);
    BOOST_TEST(transitionAllowed(RecordState::Sending, decision.to));
}

BOOST_AUTO_TEST_CASE(anUnclearAnswerWaitsTheSettleTime)
{
    RetryRules rules;
    rules.settleMs = 4321;
    BOOST_TEST(decideDelivery({STATUS_UNKNOWN, 0}, rules, 1, 7).waitMs == 4321);
    BOOST_TEST(decideDelivery({99, 0}, rules, 3, 7).waitMs == 4321);
}

BOOST_AUTO_TEST_CASE(backoffStaysInItsBounds)
{
    std::mt19937_64 random(20240601);
    const RetryRules rules;
    for (int i = 0; i < 20'000; ++i)
    {
        const int attempt = static_cast<int>(random() % 60) - 2;
        const int64_t wait = backoffMs(rules, attempt, random());
        const int64_t ceiling =
            attempt > 6 ? rules.longestWaitMs
                        : std::min(rules.longestWaitMs, rules.firstWaitMs << std::max(0, attempt - 1));
        BOOST_TEST_REQUIRE(wait >= ceiling / 10);
        BOOST_TEST_REQUIRE(wait <= ceiling);
    }
}

BOOST_AUTO_TEST_CASE(backoffUsesItsWholeRange)
{
    const RetryRules rules;
    std::set<int64_t> tenths;
    for (uint64_t random = 0; random < 100'000; random += 7)
    {
        tenths.insert(backoffMs(rules, 7, random) / 6000);
    }
    BOOST_TEST(tenths.size() >= 9u); // 6 s to 60 s
}

BOOST_AUTO_TEST_CASE(neverSoonerThanTheOtherSideAsked)
{
    std::mt19937_64 random(4);
    const RetryRules rules;
    for (int attempt = 1; attempt <= 20; ++attempt)
    {
        for (const uint32_t asked : {0u, 500u, 3000u, 90'000u, 600'000u, 3'600'000u})
        {
            const Decision decision = decideDelivery({STATUS_THROTTLED, asked}, rules, attempt, random());
            BOOST_TEST(decision.waitMs >= asked);
            BOOST_TEST(decision.waitMs > 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(afterManyAttemptsALaterRunTriesAgain)
{
    const RetryRules rules;
    BOOST_TEST(decideDelivery({STATUS_NOT_SENT, 0}, rules, rules.attemptsPerRun - 1, 1).waitMs <=
               rules.longestWaitMs);
    BOOST_TEST(decideDelivery({STATUS_NOT_SENT, 0}, rules, rules.attemptsPerRun, 1).waitMs ==
               rules.laterRunMs);
}

BOOST_AUTO_TEST_CASE(notThereIsWrittenAgainAFewTimesOnly)
{
    const RetryRules rules;
    for (int attempt = 1; attempt < rules.mostBlindAttempts; ++attempt)
    {
        const Decision decision = decideNotThere(rules, attempt, 99);
        BOOST_TEST(store::stateName(decision.to) == "retrying");
        BOOST_TEST(decision.waitMs > 0);
    }
    BOOST_TEST(store::stateName(decideNotThere(rules, rules.mostBlindAttempts, 99).to) == "dead");
    BOOST_TEST(transitionAllowed(RecordState::Unknown, RecordState::Retrying));
    BOOST_TEST(transitionAllowed(RecordState::Unknown, RecordState::Dead));
}

BOOST_AUTO_TEST_CASE(whatNeverHappens)
{
    for (int i = 0; i < store::RecordStateCount; ++i)
    {
        const auto state = static_cast<RecordState>(i);
        // What is finished stays finished, but for undoing; nothing comes to be sending without an intent.
        BOOST_TEST((!transitionAllowed(RecordState::Done, state) || state == RecordState::RolledBack ||
                    state == RecordState::RollbackStuck || state == RecordState::Skipped));
        BOOST_TEST(!transitionAllowed(RecordState::Skipped, state));
        BOOST_TEST(!transitionAllowed(RecordState::Invalid, state));
        BOOST_TEST(!transitionAllowed(RecordState::RolledBack, state));
        BOOST_TEST(!transitionAllowed(RecordState::Merged, state));
        BOOST_TEST((!transitionAllowed(RecordState::ChangedAfterSync, state) ||
                    state == RecordState::ChangedAfterSync)); // only its reason changes
        BOOST_TEST((!transitionAllowed(state, RecordState::Sending) || state == RecordState::Received ||
                    state == RecordState::Retrying));
        // An unclear write is never forgotten: it ends by a look-up, or stays.
        BOOST_TEST((!transitionAllowed(RecordState::Unknown, state) || state != RecordState::Received));
        BOOST_TEST(!transitionAllowed(static_cast<RecordState>(99), state));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test

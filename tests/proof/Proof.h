// What a harness of the proof counts: one line of the table that ./test prints at its end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace duijie::proof
{

/// True in the deep tier (`./test --deep`): many more executions, minutes to hours.
bool deep();

/// How many executions a harness makes: `usual` in every run of ./test, `inDepth` in the deep tier.
int64_t tier(int64_t usual, int64_t inDepth);

/// The first number or `fallback`: environment variable `name`, which replays one case.
uint64_t numberOf(const char* name, uint64_t fallback);

/// One harness. Not thread-safe: threads count for themselves and add.
class Ledger
{
public:
    /// `harness` is the line's name, and in that form the name of its file: words with hyphens.
    explicit Ledger(std::string harness);

    int64_t executions = 0;
    int64_t lost = 0;       ///< eligible documents without a bill and without a stated reason
    int64_t doubled = 0;    ///< documents with more than one bill
    int64_t unexpected = 0; ///< bills nobody asked for, bills that differ, rules broken on the way
    int64_t stuck = 0;      ///< worlds that did not come to rest after the faults ended

    Ledger& operator+=(const Ledger& other);

    /// Nothing lost, doubled, unexpected or stuck.
    bool clean() const noexcept { return lost == 0 && doubled == 0 && unexpected == 0 && stuck == 0; }

    /// The line, for a test's own message.
    std::string text() const;

    /// Leaves the line for the table: in the folder $DUIJIE_PROOF_DIR, which ./test sets; without it does nothing.
    void write() const;

private:
    std::string _harness;
    std::chrono::steady_clock::time_point _begun = std::chrono::steady_clock::now();
};

} // namespace duijie::proof

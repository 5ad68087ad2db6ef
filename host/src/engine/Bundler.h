// Several records that become one bill: put together once everything is read, before any of it is sent.
#pragma once

#include "engine/MergedRows.h"
#include "engine/RunContext.h"

#include "duijie/sdk/Json.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace duijie::engine
{

/// Goes over the records that wait twice: which belong together is remembered in a few bytes of each, then
/// the rows of one bill at a time are loaded and merged. Each bundle is durable together with its members'
/// change of state, so that a crash leaves a row either waiting or in exactly one bundle.
class Bundler
{
public:
    explicit Bundler(RunContext& run) : _run(run) {}
    ~Bundler();
    Bundler(const Bundler&) = delete;
    Bundler& operator=(const Bundler&) = delete;

    /// Returns when what it made is durable. A row without its group is dead; rows of a bill that cannot be
    /// made are held together, so that none is written without the others.
    void bundle();

private:
    struct Place
    {
        uint64_t group = 0; // a hash: rows of one are looked at more closely
        int64_t seq = 0;
    };

    std::vector<Place> places();
    void makeOf(const std::vector<int64_t>& seqs);
    void write(MergedRow row, const std::vector<store::LoadedRecord>& records);
    void setAside(const store::RecordRow& row, store::RecordState to, const std::string& reason);
    void flush();
    void waitFor(int64_t most);
    store::Done counted();

    RunContext& _run;
    sdk::JsonDocument _document;
    std::vector<store::Transition> _aside;
    std::atomic<int64_t> _underWay{0};
    uint64_t _signals = 0;
};

} // namespace duijie::engine

// From the inbox to the target: maps records, asks for what is there already, makes intents durable, sends.
#pragma once

#include "engine/Datasets.h"
#include "engine/DeliveryPool.h"
#include "engine/KeyClaims.h"
#include "engine/RecordMapper.h"
#include "engine/Renewal.h"
#include "engine/RunContext.h"
#include "engine/Settler.h"
#include "engine/StandingBills.h"
#include "engine/UnclearKeys.h"
#include "engine/WholeBatch.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace duijie::engine
{

class Dispatcher
{
public:
    Dispatcher(RunContext& run, Datasets& datasets, RetryRules rules);
    ~Dispatcher();

    /// Works until reading is done and nothing is left that this run can bring further.
    void run(const std::atomic<bool>& readingDone);

private:
    bool step();
    bool dispatch(std::vector<store::LoadedRecord> records);
    void sort(std::vector<store::LoadedRecord>& records, std::vector<store::Intent>& intents,
              std::vector<store::Transition>& aside);
    std::string whyNotItsOwn(const store::RecordRow& row, const Mapping& mapping);
    bool mayBeSent(const store::RecordRow& row, std::vector<store::Transition>& aside);
    void setAside(const store::RecordRow& row, store::RecordState to, std::string reason,
                  std::vector<store::Transition>& aside);
    store::Intent toIntent(const store::RecordRow& row, Mapping&& mapping) const;
    void send(std::vector<store::Intent> intents);
    void writeAside(std::vector<store::Transition> aside);
    void reviewHeld();
    bool renew();
    void merge();
    void wait(bool reading);
    bool nothingComing();

    RunContext& _run;
    const RetryRules _rules;
    RecordMapper _mapper;
    StandingBills _standing;
    KeyClaims _claims;
    Settler _settler;
    WholeBatch _wholeBatch;
    UnclearKeys _unclear;
    Renewal _renewal;
    DeliveryPool _pool;
    std::atomic<int64_t> _intentsUnderWay{0};
    int64_t _position = 0; // last record taken in order of arrival
    uint64_t _signals = 0;
    bool _merged = false;
};

} // namespace duijie::engine

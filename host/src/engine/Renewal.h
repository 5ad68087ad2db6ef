// Documents that changed after their bill was written: by setting the bill is made anew while it is a draft.
#pragma once

#include "engine/RecordMapper.h"
#include "engine/RunContext.h"

#include <cstdint>
#include <string>

namespace duijie::engine
{

struct Bill;

/// The draft is taken back first, and only when that is certain is the newer version written, as any other
/// record: the two are never both alive. Nothing is done to a bill that is audited, that was changed by hand,
/// that is not known to be ours, or whose document could not be written again. Everything is decided from the
/// bill as it stands, so an answer that was lost is followed up by looking.
class Renewal
{
public:
    Renewal(RunContext& run, RecordMapper& mapper) : _run(run), _mapper(mapper) {}

    /// Goes through the changed records it has not seen in this run. Returns the lowest of those that are
    /// received now and may be written, 0: none.
    int64_t renew();

private:
    bool renewOne(const store::LoadedRecord& record);
    bool mayGo(const store::LoadedRecord& newer, const store::RecordRow& older, std::string& reason);
    bool stillOurs(const store::RecordRow& older, std::string& reason, bool& gone);
    bool withdraw(const store::RecordRow& older, std::string& reason);
    void keep(const store::RecordRow& row, const std::string& reason);
    bool giveUp(const store::RecordRow& older);
    bool write(store::Transition transition);

    RunContext& _run;
    RecordMapper& _mapper;
    sdk::JsonDocument _document;
    int64_t _after = 0;
};

} // namespace duijie::engine

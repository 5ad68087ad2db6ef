// From raw bytes to a prepared document: map, ask for missing reference rows once, precheck.
#pragma once

#include "engine/Datasets.h"
#include "engine/RunContext.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::engine
{

/// What came of one record.
struct Mapping
{
    enum class Outcome
    {
        Ready,
        Held,   ///< reference data is missing
        Refused ///< can never be sent as it is
    };

    Outcome outcome = Outcome::Refused;
    std::string reason; ///< sentence, when not Ready
    std::string body;   ///< exact bytes to send
    std::string naturalKey;
    std::string fingerprint; ///< what the bill must be equal to, see expectation()
    std::string scope;
};

/// Used by one thread at a time; keeps its buffers between records.
class RecordMapper
{
public:
    RecordMapper(RunContext& run, Datasets& datasets) : _run(run), _datasets(datasets) {}

    /// `fetchMissing`: a missing reference row is asked for at the vendor once before the record is held.
    /// `values`: when given, gets where each value came from.
    Mapping map(std::string_view key, std::string_view number, std::string_view payload,
                bool fetchMissing = true, std::vector<plan::Trace>* values = nullptr);

private:
    bool fetchAll(const plan::Mapped& mapped);
    Mapping prepare(std::string_view key, std::string_view number);

    RunContext& _run;
    Datasets& _datasets;
    sdk::JsonDocument _document;
    plan::Mapped _mapped;
};

/// All sentences of `errors` in one, at most five of them, with the datasets' names instead of their ids.
std::string joinErrors(const std::vector<plan::FieldError>& errors, const FlowParts& flow);

} // namespace duijie::engine

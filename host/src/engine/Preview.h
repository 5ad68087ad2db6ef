// What a flow would do with a few real documents, shown before anything is sent.
#pragma once

#include "engine/FlowParts.h"
#include "engine/Poller.h"

#include "store/Records.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::engine
{

struct Shared;

/// One document of the source and what would become of it.
struct PreviewedDocument
{
    std::string key;
    std::string number;
    store::RecordState state{};      ///< Received: it would be written; else what it would become at once
    std::string reason;              ///< sentence, unless it would be written
    std::string raw;                 ///< as the source gave it
    std::string body;                ///< exact bytes that would be sent
    std::string naturalKey;          ///< what the bill would be found by
    std::vector<plan::Trace> values; ///< where each value came from
};

struct Preview
{
    std::vector<PreviewedDocument> documents; ///< the ones that would be written before others
    int64_t seen = 0;                         ///< documents looked at
    std::string error;                        ///< sentence, when source or reference data could not be read
};

/// Reads documents of `span` (as a poll would) from its end backwards until `most` of them would be written,
/// or `lookAt` were seen, or there are no more. Calls the source and, for reference data and the target's own
/// checks, the target; writes no bill and no record. Reference rows that it reads are kept.
Preview preview(const FlowParts& flow, Shared& shared, const PollSpan& span, std::size_t most,
                std::size_t lookAt);

} // namespace duijie::engine

// Reference rows of a flow: kept current, asked by lookups, completed on demand.
#pragma once

#include "engine/RunContext.h"

#include "plan/Dataset.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace duijie::engine
{

/// The datasets of one flow. Lookups from any thread; refresh and fetchMissing from one thread at a time.
class Datasets final : public plan::DatasetSource
{
public:
    /// Loads what the store has.
    Datasets(const FlowParts& flow, store::Store& store);

    const plan::Dataset* dataset(std::string_view id) const override;

    /// Reads what changed since the last time, for every dataset. False: one could not be read; `error` says
    /// why.
    bool refresh(RunContext& run, std::string& error);

    /// Rows that refresh took in, new or changed.
    int64_t changedRows() const noexcept { return _changed; }

    /// Asks the vendor once per run for the one row that a lookup missed, unless it said not long ago that it
    /// has none. True: it is there now.
    bool fetchMissing(RunContext& run, const std::string& datasetId, const std::string& field,
                      const std::string& value);

    /// Row of the dataset that is read from `api`, for a connector's own questions. STATUS_UNSUPPORTED: this
    /// flow keeps no such dataset.
    StatusCode find(std::string_view api, std::string_view field, std::string_view value,
                    std::string& out) const;

private:
    bool refreshOne(RunContext& run, const DatasetPart& part, std::string& error);
    bool knownMissing(RunContext& run, const DatasetPart& part, const std::string& value) const;
    std::string storeName(const DatasetPart& part) const;

    const FlowParts& _flow;
    store::Store& _store;
    std::map<std::string, std::unique_ptr<plan::Dataset>, std::less<>> _datasets;
    int64_t _changed = 0;
    std::set<std::pair<std::string, std::string>> _asked; // dataset and value already asked for in this run
};

} // namespace duijie::engine

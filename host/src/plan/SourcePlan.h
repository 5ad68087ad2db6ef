// A source document, compiled: what to ask for, and which rows to keep.
#pragma once

#include "plan/Findings.h"
#include "plan/KnownPaths.h"
#include "plan/Mapped.h"
#include "plan/RowShape.h"
#include "plan/UsedPath.h"

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

class DatasetSource;

/// Rows a page when the document does not say.
constexpr int64_t DefaultPageSize = 50;

/// What time variables stand for in one run.
struct TimeVariables
{
    int64_t lastSyncMs = 0;  ///< {{LAST_SYNC_TIME}}: begin of the window, Unix milliseconds
    int64_t currentMs = 0;   ///< {{CURRENT_TIME}}: end of the window
    int64_t nowMs = 0;       ///< what DAYS_AGO_n, HOUR_AGO_n, MINUTE_AGO_n count from
    int offsetMinutes = 480; ///< zone of formatted times
};

/// A second reading beside the ordinary one, see `omissionRemedy`.
struct RemedyRhythm
{
    std::string crontab;   ///< as the document has it: five fields, when it happens
    bool windowed = false; ///< its parameters depend on LAST_SYNC_TIME or CURRENT_TIME
};

class SourcePlan
{
public:
    /// Reads and checks a document. Findings are added whatever comes of it; nothing comes back when there
    /// are errors.
    static std::unique_ptr<SourcePlan> compile(std::string_view json, Findings& findings);
    ~SourcePlan();

    const std::string& api() const noexcept;

    /// The text for PollRequest::plan: api, method, id, number, page_size, page_param, size_param, connector,
    /// params with every template evaluated. Parameters that only carry PAGINATION_* are left out: their
    /// names become page_param and size_param, the connector fills them. Without errors as long as no lookup
    /// misses.
    Mapped request(const TimeVariables& times, const DatasetSource* datasets = nullptr) const;

    /// The parameters of the first page as JSON, those that the connector fills among them: what a person
    /// sees when the document is tried by hand.
    Mapped parameters(const TimeVariables& times, const DatasetSource* datasets = nullptr) const;

    /// Ids of the datasets that lookups of the parameters ask, those of the remedy among them.
    const std::vector<std::string>& datasets() const noexcept;

    /// Paths of a row to its key and to its number for people; empty: the document names none.
    const std::string& id() const noexcept;
    const std::string& number() const noexcept;

    /// What the document says of the rows that are stored: from `response`, brought into shape.
    const KnownPaths& declared() const noexcept;

    /// The paths of a row, as the vendor answers it, that `condition` uses.
    const std::vector<UsedPath>& paths() const noexcept;

    /// A warning for each path that none of such rows has: what the vendor answers, `condition`, `beatFlat`,
    /// `formatResponse`, the key and the number.
    void checkPaths(const KnownPaths& rows, Findings& findings) const;

    /// When `omissionRemedy` has the source asked with other parameters; null: the document has none.
    const RemedyRhythm* remedy() const noexcept;

    /// As request(), with the parameters of the remedy, which must be there.
    Mapped remedyRequest(const TimeVariables& times, const DatasetSource* datasets = nullptr) const;

    /// Why `condition` leaves this row out; nothing when the row stays.
    std::optional<std::string> skipReason(sdk::JsonValue row) const;

    /// True when rows are not stored as they come: lines left out, lists flattened, fields added.
    bool shapes() const noexcept;

    /// The rows to be stored of one that stays. False: it cannot be brought into shape, `problem` says why.
    bool shape(sdk::JsonValue row, int offsetMinutes, std::vector<ShapedRow>& out,
               std::string& problem) const;

private:
    SourcePlan();
    struct Impl;
    std::unique_ptr<Impl> _impl;
};

} // namespace duijie::plan

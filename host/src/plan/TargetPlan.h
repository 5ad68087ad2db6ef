// A target document, compiled: how a row becomes a body.
#pragma once

#include "plan/Dataset.h"
#include "plan/Findings.h"
#include "plan/Grouping.h"
#include "plan/Mapped.h"
#include "plan/SourcePlan.h"
#include "plan/Trace.h"
#include "plan/UsedPath.h"

#include "duijie/sdk/Json.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// What is known of a bill once it is written.
struct WrittenBill
{
    std::string_view id;
    std::string_view number;
};

class CallBack;

class TargetPlan
{
public:
    /// As SourcePlan::compile.
    static std::unique_ptr<TargetPlan> compile(std::string_view json, Findings& findings);
    ~TargetPlan();

    const std::string& api() const noexcept;

    /// The document's `connector` object for TargetOptions::configure, JSON text; empty: it has none.
    const std::string& connector() const noexcept;

    /// Ids of the datasets the document's lookups ask.
    const std::vector<std::string>& datasets() const noexcept;

    /// What it makes one bill of.
    const Grouping& grouping() const noexcept;

    /// The paths of a row that it uses.
    const std::vector<UsedPath>& paths() const noexcept;

    /// A warning for each path that none of such rows has: as they are stored, before several become one.
    void checkPaths(const KnownPaths& rows, Findings& findings) const;

    /// Evaluates every field for `row`. Thread-safe. `trace`: where each value came from, when wanted.
    void map(sdk::JsonValue row, const TimeVariables& times, const DatasetSource& datasets, Mapped& out,
             std::vector<Trace>* trace = nullptr) const;

    /// Which other flow is told of what was written; null: none.
    const CallBack* callBack() const noexcept;

    /// True when the document gives a top-level field of this name a value.
    bool maps(std::string_view field) const;

    /// Constant text in front of the first template of a top-level field ("旺店通盘盈单" of
    /// "旺店通盘盈单{order_no}"); empty when the field has none. What an audit recognises our own documents
    /// by.
    std::string constantPrefix(std::string_view field) const;

private:
    TargetPlan();
    struct Impl;
    std::unique_ptr<Impl> _impl;
};

} // namespace duijie::plan

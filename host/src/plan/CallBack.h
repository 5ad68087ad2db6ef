// `callBackStrategy` of a target document: once a row is written, another flow is told of it.
#pragma once

#include "plan/Document.h"
#include "plan/Program.h"
#include "plan/Report.h"
#include "plan/TargetPlan.h"

#include "duijie/sdk/Json.h"

#include <memory>
#include <string>
#include <string_view>

namespace duijie::plan
{

class CallBack
{
public:
    /// Nothing when the document has none, or when it is wrong, which is reported. `primaryWriteback` under
    /// `response`, which names what is known of the written bill, is checked in any case.
    static std::unique_ptr<CallBack> compile(const Document& document, Report& report);

    /// Id of the flow that is told.
    const std::string& strategy() const noexcept { return _strategy; }

    /// True when what is told has a field of this name.
    bool gives(std::string_view field) const noexcept;

    /// The row for the other flow, made of the source's row and of the bill.
    void map(sdk::JsonValue row, const WrittenBill& bill, const TimeVariables& times, Mapped& out) const;

private:
    std::string _strategy;
    std::string _idField; ///< what the document calls the bill's id under primaryWriteback; empty: nothing
    std::string _numberField;
    Program _program;
};

} // namespace duijie::plan

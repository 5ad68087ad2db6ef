#include "MatrixTable.h"

#include <cstring>
#include <string_view>

namespace duijie::e2e
{

namespace
{

constexpr const char* SavePath = "/jdy/v2/scm/inv_check_gail_bill";
constexpr const char* OperatePath = "/jdy/v2/sys/common_operate";
constexpr const char* DetailPath = "/jdy/v2/scm/inv_check_gail_bill_detail";

constexpr MatrixFault Faults[] = {
    {"cut before", R"("kind":"cut_before")"},
    {"cut after the effect", R"("kind":"cut_after")"},
    {"reset after the effect", R"("kind":"cut_after","reset":true)"},
    {"time-out before", R"("kind":"timeout_before","ms":1300)"},
    {"time-out after the effect", R"("kind":"timeout_after","ms":1300)"},
    {"500 before", R"("kind":"status_500_before")"},
    {"500 after", R"("kind":"status_500_after")"},
    {"504 after", R"("kind":"status_500_after","status":504)"},
    {"HTML before", R"("kind":"html")"},
    {"HTML after", R"("kind":"html_after")"},
    {"truncated", R"("kind":"truncate","bytes":40)"},
    {"half the JSON", R"("kind":"truncate_json","bytes":40)"},
    {"charset", R"("kind":"charset")"},
    {"byte order mark", R"("kind":"bom")"},
    {"empty", R"("kind":"empty")"},
    {"deep JSON", R"("kind":"deep_json")"},
    {"huge", R"("kind":"huge","bytes":34000000)"},
    {"slow drip", R"("kind":"drip","ms":1)"},
    {"429", R"("kind":"status_429")"},
    {"ban", R"("kind":"ban","seconds":1)"},
    {"ban as error_response", R"("kind":"ban","seconds":1,"shape":"error_response")"},
    {"token expired", R"("kind":"token_expires")"},
    {"secret rotated", R"("kind":"secret_rotates")"},
    {"audit failed", R"("kind":"audit_fails")"},
    {"late apply", R"("kind":"late_apply","ms":400)"},
    {"rows twice", R"("kind":"duplicate_rows")"},
    {"no list", R"("kind":"missing_list")"},
};

constexpr MatrixCall Calls[] = {
    {"poll by Qimen", "POST", "/router/qm", false, false},
    {"poll by the direct API", "POST", "/openapi2/stockin_order_query.php", true, false},
    {"authorize", "POST", "/jdyconnector/app_management/push_app_authorize", false, false},
    {"token", "GET", "/jdyconnector/app_management/kingdee_auth_token", false, false},
    {"list of materials", "GET", "/jdy/v2/bd/material", false, false},
    {"list of stores", "GET", "/jdy/v2/bd/store", false, false},
    {"one material", "GET", "/jdy/v2/bd/material_detail", false, false},
    {"bill save", "POST", SavePath, false, false},
    {"bill list", "GET", SavePath, false, false},
    {"bill detail", "GET", DetailPath, false, true},
    {"bill audit", "POST", OperatePath, false, true},
    {"bill unaudit", "POST", OperatePath, false, false},
    {"bill delete", "POST", OperatePath, false, false},
};

constexpr Moment Moments[] = {Moment::FirstTry, Moment::Retry, Moment::LookUp, Moment::Rollback};
constexpr const char* MomentNames[] = {"first try", "retry", "look-up", "rollback"};

bool named(const char* name, std::string_view prefix)
{
    return std::string_view(name).starts_with(prefix);
}

bool isPoll(const MatrixCall& call)
{
    return named(call.name, "poll");
}

bool isOperation(const MatrixCall& call)
{
    return call.path == std::string_view(OperatePath);
}

bool isWrite(const MatrixCall& call)
{
    return isOperation(call) || named(call.name, "bill save");
}

// Why this call never suffers this fault.
std::string misplaced(const MatrixFault& fault, const MatrixCall& call)
{
    const bool list = isPoll(call) || named(call.name, "list") || named(call.name, "bill list");
    const bool access = named(call.name, "authorize") || named(call.name, "token");
    if (named(fault.name, "ban") && !named(call.name, "poll by Qimen"))
    {
        return "only the platform's gateway bans";
    }
    if (named(fault.name, "no list") && !isPoll(call))
    {
        return "only 旺店通 leaves the list out";
    }
    if (named(fault.name, "rows twice") && !list)
    {
        return "an answer without rows";
    }
    if (named(fault.name, "late apply") && !isWrite(call))
    {
        return "a reading has no effect that could come late";
    }
    if (named(fault.name, "audit failed") && !named(call.name, "bill save") &&
        !named(call.name, "bill audit"))
    {
        return "a call that audits nothing";
    }
    if (named(fault.name, "token expired") && (isPoll(call) || access))
    {
        return "a call without a token";
    }
    if (named(fault.name, "secret rotated") && (isPoll(call) || named(call.name, "authorize")))
    {
        return "a call that is not made with that secret";
    }
    return {};
}

// Why this call is never made in that moment.
std::string mistimed(const MatrixCall& call, Moment moment)
{
    const bool later = moment == Moment::LookUp || moment == Moment::Rollback;
    if (isPoll(call) && later)
    {
        return "documents are read, not looked up or taken back";
    }
    if ((named(call.name, "list") || named(call.name, "one material")) && later)
    {
        return "reference rows are read before bills are written";
    }
    if (named(call.name, "bill save") && later)
    {
        return moment == Moment::LookUp ? "a look-up writes nothing; what follows it is a retry"
                                        : "a rollback writes no bill";
    }
    if (named(call.name, "bill audit") && moment == Moment::Rollback)
    {
        return "a rollback audits nothing";
    }
    if (named(call.name, "bill unaudit") && (moment == Moment::FirstTry || moment == Moment::LookUp))
    {
        return "only a rollback takes an audit back";
    }
    if (named(call.name, "bill delete") && moment == Moment::FirstTry)
    {
        return "a bill that was just written is not deleted";
    }
    return {};
}

std::string lead(const char* method, const char* path, const char* rule, int skip, const char* note = "lead",
                 const char* after = "")
{
    return std::string(R"({"method":")") + method + R"(","path":")" + path + "\"," + rule + R"(,"skip":)" +
           std::to_string(skip) + R"(,"note":")" + note + "\"" +
           (after[0] == '\0' ? "" : std::string(R"(,"after":")") + after + "\"") + "}";
}

constexpr const char* Lost = R"("kind":"cut_after")";
constexpr const char* NotSaved = R"("kind":"cut_before")";
constexpr const char* Broken = R"("kind":"status_500_before")";
constexpr const char* AuditRefused = R"("kind":"audit_fails")";

Approach retryOf(const MatrixCall& call, int last)
{
    Approach approach;
    approach.after = "lead";
    if (named(call.name, "bill unaudit") || named(call.name, "bill delete"))
    {
        // Refused once, the bill is stuck; the next start tries again.
        approach.batch = true;
        approach.rules = lead(call.method, call.path, Broken, named(call.name, "bill delete") ? 1 : 0);
        return approach;
    }
    if (isWrite(call) || named(call.name, "bill detail"))
    {
        // The last document's save is lost on the way, looked up and sent again: these are the calls after
        // that.
        approach.confirm = call.afterConfirm;
        approach.rules = lead("POST", SavePath, NotSaved, last);
        return approach;
    }
    approach.rules = lead(call.method, call.path, Broken, 0);
    return approach;
}

// Access ends while a bill is read, so that it must be asked for anew right there.
std::string accessEnds(const MatrixCall& call, const char* path, const char* after)
{
    const char* kind =
        named(call.name, "authorize") ? R"("kind":"secret_rotates")" : R"("kind":"token_expires")";
    return lead("GET", path, kind, 0, "gone", after);
}

Approach lookUpOf(const MatrixCall& call, int last)
{
    Approach approach;
    approach.after = "lead";
    approach.rules = lead("POST", SavePath, isOperation(call) ? AuditRefused : Lost, last);
    if (named(call.name, "authorize") || named(call.name, "token"))
    {
        approach.rules += "," + accessEnds(call, SavePath, "lead");
        approach.after = "gone";
    }
    if (named(call.name, "bill delete"))
    {
        approach.rules += "," + lead("POST", OperatePath, AuditRefused, 0, "refused", "lead");
        approach.after = "refused";
    }
    return approach;
}

Approach rollbackOf(const MatrixCall& call, int last)
{
    Approach approach;
    approach.batch = true;
    if (named(call.name, "bill list"))
    {
        // One of the batch is unclear: it is looked up before the others are taken back.
        approach.rules = lead("POST", SavePath, Lost, last);
        approach.after = "lead";
    }
    if (named(call.name, "authorize") || named(call.name, "token"))
    {
        approach.rules = accessEnds(call, DetailPath, "");
        approach.after = "gone";
    }
    approach.skip = named(call.name, "bill delete") ? 1 : 0;
    return approach;
}

} // namespace

std::string MatrixCase::name() const
{
    return std::string(fault->name) + " / " + call->name + " / " + MomentNames[static_cast<int>(moment)];
}

std::vector<MatrixCase> matrixCases()
{
    std::vector<MatrixCase> cases;
    for (const MatrixCall& call : Calls)
    {
        for (const Moment moment : Moments)
        {
            for (const MatrixFault& fault : Faults)
            {
                const std::string why = mistimed(call, moment);
                cases.push_back({&fault, &call, moment, why.empty() ? misplaced(fault, call) : why});
            }
        }
    }
    return cases;
}

Approach approachOf(const MatrixCase& item, int last)
{
    switch (item.moment)
    {
    case Moment::Retry:
        return retryOf(*item.call, last);
    case Moment::LookUp:
        return lookUpOf(*item.call, last);
    case Moment::Rollback:
        return rollbackOf(*item.call, last);
    default:
        break;
    }
    Approach approach;
    approach.confirm = item.call->afterConfirm;
    return approach;
}

std::string rulesOf(const MatrixCase& item, const Approach& approach)
{
    return "[" + approach.rules + (approach.rules.empty() ? "" : ",") +
           lead(item.call->method, item.call->path, item.fault->rule, approach.skip, "fault",
                approach.after.c_str()) +
           "]";
}

} // namespace duijie::e2e

#pragma once

#include "JsonTree.h"
#include "Message.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::sandbox
{

/** The ways an answer can be spoiled. "Before" means the call is not carried out, "after" that it is. */
enum class FaultKind
{
    CutBefore,
    CutAfter,
    TimeoutBefore,
    TimeoutAfter,
    Status500Before,
    Status500After,
    Html,
    HtmlAfter,
    Truncate,
    TruncateJson,
    Charset,
    Bom,
    Empty,
    Drip,
    Status429,
    Ban,
    DeepJson,
    Huge,
    MissingList,
    LateApply,
    DuplicateRows,
    BadRecord,
    AuditFails,
    TokenExpires,
    SecretRotates
};

/** One fault to carry out. */
struct Fault
{
    FaultKind kind = FaultKind::CutBefore;
    /** The name of the kind as the rule spelled it. */
    std::string name;
    std::uint32_t milliseconds = 0;
    std::size_t bytes = 0;
    int status = 500;
    std::uint32_t seconds = 1;
    /** Close with a TCP reset. */
    bool reset = false;
    /** Ban in the `error_response` wrapper instead of `response`. */
    bool errorResponse = false;
};

/** The fault rules in force, in the order they were given; the first that fires wins. */
class Faults
{
public:
    /** Replaces nothing, adds the rules of a JSON list; an error text when one of them makes no sense. */
    std::string add(std::string_view json);

    /** The fault for a request, if a rule fires; counts the request for every rule it matches up to there. */
    std::optional<Fault> take(const Request& request);

    /** Drops all rules. */
    void clear();

    /** The rules with how often each matched and fired, as JSON. */
    std::string describe() const;

private:
    struct Rule
    {
        std::string path;
        /** Empty = any method. */
        std::string method;
        /** Its own name, and the name of the rule that must have fired before this one sees anything. */
        std::string note;
        std::string after;
        std::uint64_t skip = 0;
        /** How often it fires at most. */
        std::uint64_t times = 1;
        /** Share of the matches that fire, in thousandths, drawn from the seed. */
        std::uint32_t perMille = 1000;
        std::uint64_t seed = 1;
        Fault fault;
        std::uint64_t seen = 0;
        std::uint64_t fired = 0;
    };

    static std::string parseRule(const JsonValue& source, Rule& rule);
    static std::string placeProblem(const Rule& rule);
    bool armed(const Rule& rule) const;

    mutable std::mutex _mutex;
    std::vector<Rule> _rules;
};

} // namespace duijie::sandbox

#pragma once

#include "JsonTree.h"
#include "Sandbox.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace duijie::sandbox::test
{

/** Parameters of a call, ordered by name. */
using Pairs = std::map<std::string, std::string>;

/** Options with a fixed start day, so that a test sees the same world on every day. */
Options fixedOptions();

/** A sandbox with a clock of its own and a client that signs its calls by the vendors' rules. */
class Caller
{
public:
    /** The clock stands at noon of the day after the world's last day. */
    explicit Caller(const Options& options = fixedOptions());

    Sandbox& sandbox() { return _sandbox; }

    const World& world() const { return _sandbox.world(); }

    /** Moves the clock. */
    void advance(std::int64_t milliseconds) { _nowMs += milliseconds; }

    std::int64_t nowMs() const { return _nowMs; }

    /** Public and window parameters of a WDT query over the whole world, unsigned. */
    Pairs wdtParameters() const;

    /** Signs and posts a WDT query; `change` replaces or, with an empty value, removes parameters before
     * signing. */
    Response wdt(const Pairs& change);

    /** The `response` object of such a query. */
    JsonValue wdtResponse(const Pairs& change);

    /** Gets appSecret and token. */
    void login();

    /** A signed Kingdee request, ready to be changed and sent. */
    Request jdyRequest(const std::string& method, const std::string& path, const Pairs& query,
                       const std::string& body);

    /** Sends such a request. */
    Response jdy(const std::string& method, const std::string& path, const Pairs& query = {},
                 const std::string& body = {});

    /** Saves a bill and returns the answer. */
    JsonValue save(const std::string& body);

    /** Calls below /_sandbox/. */
    JsonValue control(const std::string& method, const std::string& pathAndQuery,
                      const std::string& body = {});

    /** Saves the right bill of an eligible document. */
    JsonValue saveRight(std::uint32_t index);

    /** Index of the n-th eligible document. */
    std::uint32_t eligible(std::size_t n) const;

    /** The token in use; tests may spoil it. */
    std::string token;
    std::string domain;

private:
    std::int64_t _nowMs;
    Sandbox _sandbox;
    std::uint64_t _nonce = 1000000;
};

/** Parses JSON that must be well formed. */
JsonValue parsed(std::string_view text);

/** The errcode of a Kingdee answer as text. */
std::string errcode(const JsonValue& answer);

/** Sets or replaces a header. */
void setHeader(Request& request, const std::string& name, const std::string& value);

} // namespace duijie::sandbox::test

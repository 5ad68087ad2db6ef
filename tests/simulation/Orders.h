// The source's vendor: documents with their versions, and pages over them that move while they are read.
#pragma once

#include "Mood.h"
#include "Random.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// What a version of a document asks for; see engine::test::makeDoc.
struct Content
{
    std::string day;
    std::string qty;
    std::string sku;
    std::string kind;

    bool operator==(const Content&) const = default;

    /// It must have a bill.
    bool eligible() const;
};

/// One version of a document.
struct Version
{
    int64_t modifiedMs = 0; ///< by the vendor's clock, whole seconds
    int64_t visibleMs = 0;  ///< from then on it is this version that is read
    Content content;
};

class Orders
{
public:
    /// A day of documents, from `startMs` on. Every version can be seen by `startMs` + `dayMs`.
    Orders(uint64_t seed, const OrderMood& mood, int64_t startMs, int64_t dayMs);

    /// Documents of a scenario: number, versions.
    explicit Orders(std::map<int, std::vector<Version>> documents, const OrderMood& mood);

    /// Rows that a window holds now, oldest change first: document numbers.
    std::vector<int> window(int64_t fromMs, int64_t toMs, int64_t nowMs) const;

    /// The vendor's JSON of a document as it can be seen now; empty: not there.
    std::string row(int number, int64_t nowMs) const;

    /// A document changes now, because it is a shifting day.
    void shift(const std::vector<int>& window, int64_t nowMs, Random& random);

    /// The newest version of each document that can be seen.
    std::map<int, Content> newest(int64_t nowMs) const;

    int64_t vendorNow(int64_t nowMs) const { return nowMs + _mood.clockOffsetMs; }

private:
    const Version* seen(int number, int64_t nowMs) const;

    const OrderMood& _mood;
    std::map<int, std::vector<Version>> _documents;
};

} // namespace duijie::simulation

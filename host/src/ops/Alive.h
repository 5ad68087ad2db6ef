// The daily sign of life: who hears nothing for a day knows that something is wrong.
#pragma once

#include "ops/Notice.h"

#include "store/Store.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace duijie::ops
{

class Alive
{
public:
    /// `at`: "HH:mm", empty: never. `flows`: whose documents are counted. A host that never told begins with
    /// the next `at`.
    Alive(std::string at, std::vector<std::string> flows, std::function<std::string(int64_t)> localTime,
          store::Store& store);

    /// The notice, when today's was not told yet and its time has come. Whoever gets it sees to it that it is
    /// durable, and calls told() then.
    std::optional<Notice> due(int64_t nowMs);
    void told(int64_t nowMs);

private:
    std::string memoryOf(const std::string& day) const;
    void remember();
    int64_t doneBefore(const std::string& flow) const;

    const std::string _at;
    const std::vector<std::string> _flows;
    const std::function<std::string(int64_t)> _localTime;
    store::Store& _store;
    std::string _day; // of the last one
};

} // namespace duijie::ops

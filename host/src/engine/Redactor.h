// Blots secrets out of every text that leaves the process or is stored.
#pragma once

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::engine
{

/// Knows the values that must never be shown. Thread-safe.
class Redactor
{
public:
    /// From now on `value`, also percent-encoded, is replaced by "***". Values shorter than 4 bytes are
    /// ignored: they would blot out half of every text and protect nothing.
    void conceal(std::string_view value);

    std::string redact(std::string_view text) const;

private:
    void add(std::string value);

    mutable std::shared_mutex _mutex;
    std::vector<std::string> _values;
};

} // namespace duijie::engine

// Reads one JSON object of the configuration key by key and reports what is wrong with it.
#pragma once

#include "config/Config.h"

#include <Poco/JSON/Object.h>

#include <set>
#include <string>
#include <vector>

namespace duijie::config
{

/// Every accessor notes the key as known; finish() then reports the keys nobody asked for, each with the
/// nearest known name. Problems are added to the list given, with the full path.
class ObjectReader
{
public:
    ObjectReader(Poco::JSON::Object::Ptr object, std::string path, Problems& problems);

    std::string text(const std::string& key, const std::string& fallback, bool required);
    bool boolean(const std::string& key, bool fallback);

    /// One of a few words; another one is a problem.
    std::string choice(const std::string& key, const std::string& fallback,
                       const std::vector<std::string>& choices);
    int64_t integer(const std::string& key, int64_t fallback, int64_t least, int64_t most);
    std::vector<std::string> texts(const std::string& key, bool required);
    ObjectReader object(const std::string& key, bool required);

    /// Whether the key holds anything, be it of the right kind or not; an empty text is nothing.
    bool given(const std::string& key) const;

    bool holdsObject(const std::string& key) const;

    /// Every key, noted as known.
    std::vector<std::string> takeNames();

    /// The keys not asked for yet, as JSON object text, noted as known.
    std::string rest();

    void problem(const std::string& key, const std::string& message);
    void finish();

    /// " Did you mean "x"?" or, when none is near, the sentence `otherwise` with all of them, or nothing.
    static std::string suggest(const std::string& word, const std::vector<std::string>& known,
                               const char* otherwise = nullptr);

private:
    bool present(const std::string& key, bool required);
    void wrongType(const std::string& key, const std::string& expected, const std::string& hint = "");
    std::string bareHint(const std::string& key) const;
    std::string pathOf(const std::string& key) const;

    Poco::JSON::Object::Ptr _object;
    std::string _path;
    Problems& _problems;
    std::set<std::string> _known;
};

} // namespace duijie::config

// Where in the text of a JSON document its values stand, for messages: parsers do not tell.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::config
{

/// Line and column, both counted from 1; a column is a character.
struct Place
{
    int line = 0;
    int column = 0;

    bool operator==(const Place& other) const noexcept
    {
        return line == other.line && column == other.column;
    }
};

/// The places of a text's values by path: "flows.panying.start", "plugins.directories[1]".
class JsonPlaces
{
public:
    /// A name that stands twice in the same object; parsers keep one of the two silently.
    struct Repeated
    {
        std::string path;
        Place first;
        Place second;
    };

    /// The first place that is not JSON.
    struct Fault
    {
        Place place;
        std::string expected; ///< id of a sentence part: what would have been right there
        std::string found;    ///< what stands there, cut short; empty: the line ends
    };

    JsonPlaces() = default;

    /// Reads `json`, UTF-8 with comments blanked out, strictly by the grammar.
    explicit JsonPlaces(std::string_view json);

    /// Where the name of a member stands, or an element of a list; for what is not there the innermost object
    /// around it that is. Line 0 when nothing is known.
    Place find(const std::string& path) const;

    const std::vector<Repeated>& repeated() const noexcept { return _repeated; }
    const std::optional<Fault>& fault() const noexcept { return _fault; }

private:
    friend class JsonScanner;

    Place _root;
    std::map<std::string, Place> _places;
    std::vector<Repeated> _repeated;
    std::optional<Fault> _fault;
};

} // namespace duijie::config

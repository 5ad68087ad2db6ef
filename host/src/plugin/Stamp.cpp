#include "plugin/Stamp.h"

#include "duijie/abi/stamp.h"
#include "duijie/sdk/Json.h"
#include "text/Paths.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>

namespace duijie::plugin
{

namespace
{

constexpr std::string_view Begin = DUIJIE_STAMP_BEGIN;
constexpr std::string_view End = DUIJIE_STAMP_END;
constexpr std::size_t MaxStampBytes = 65536;
// Small enough to stay in the processor's cache: larger ones made reading stamps a third of a short run's
// time.
constexpr std::size_t ChunkBytes = 64u << 10;

// Searches a file of any size with a window of little more than one chunk.
class Searcher
{
public:
    Searcher(std::istream& file, uint64_t fileBytes) : _file(file), _left(fileBytes) {}

    // Moves the window behind the next `marker`, and gives what stood before it, as far as the window reached
    // back. Empty: the marker does not come, or not within `within` bytes.
    std::optional<std::string> upTo(std::string_view marker, std::size_t within)
    {
        for (;;)
        {
            const std::size_t at = _window.find(marker);
            if (at != std::string::npos && at <= within)
            {
                std::string before = _window.substr(0, at);
                _window.erase(0, at + marker.size());
                return before;
            }
            if (at != std::string::npos || _window.size() > within || !refill(marker.size(), within))
            {
                return std::nullopt;
            }
        }
    }

private:
    bool refill(std::size_t markerSize, std::size_t within)
    {
        if (within == std::string::npos - 1 && _window.size() >= markerSize)
        {
            _window.erase(0, _window.size() - markerSize + 1);
        }
        const std::size_t held = _window.size();
        const auto wanted = static_cast<std::size_t>(std::min<uint64_t>(ChunkBytes, _left));
        _window.resize(held + wanted);
        _file.read(_window.data() + held, static_cast<std::streamsize>(wanted));
        const auto read = static_cast<std::size_t>(_file.gcount());
        _window.resize(held + read);
        _left -= read;
        return read > 0;
    }

    std::istream& _file;
    uint64_t _left;
    std::string _window;
};

constexpr std::size_t Anywhere = std::string::npos - 1;

StampResult problem(StampProblem kind, std::string detail = {})
{
    return {kind, {}, std::move(detail)};
}

std::optional<uint32_t> smallNumber(sdk::JsonValue value)
{
    const std::string_view text = value.isNumber() ? value.text() : std::string_view();
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
    {
        return std::nullopt;
    }
    return number;
}

bool isName(std::string_view text)
{
    if (text.empty() || text.size() > 100)
    {
        return false;
    }
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+") ==
           std::string_view::npos;
}

StampResult interpret(const std::string& json)
{
    sdk::JsonDocument document;
    if (!document.parse(json) || !document.root().isObject())
    {
        return problem(StampProblem::Damaged, "it is not a JSON object");
    }
    const sdk::JsonValue root = document.root();
    StampResult result;
    Stamp& stamp = result.stamp;
    stamp.id = root.find("id").text();
    stamp.version = root.find("version").text();
    stamp.abiTag = root.find("abi_tag").text();
    stamp.poco = root.find("poco").text();
    const std::optional<uint32_t> major = smallNumber(root.find("abi_major"));
    const std::optional<uint32_t> minor = smallNumber(root.find("abi_minor_needed"));
    if (!isName(stamp.id) || !isName(stamp.version) || stamp.abiTag.empty() || stamp.poco.empty() || !major ||
        !minor)
    {
        return problem(StampProblem::Damaged, "a member is missing or of the wrong type");
    }
    stamp.abiMajor = *major;
    stamp.abiMinorNeeded = *minor;
    for (const sdk::JsonValue connector : root.find("connectors"))
    {
        if (!connector.isString() || !isName(connector.text()))
        {
            return problem(StampProblem::Damaged, "a connector id is not a name");
        }
        stamp.connectors.emplace_back(connector.text());
    }
    if (stamp.connectors.empty())
    {
        return problem(StampProblem::Damaged, "it names no connector");
    }
    return result;
}

bool hasLibraryMagic(std::istream& file)
{
    char magic[4] = {};
    file.read(magic, sizeof magic);
    const std::string_view read(magic, static_cast<std::size_t>(file.gcount()));
    file.clear();
    file.seekg(0);
    return read == "\x7F"
                   "ELF" ||
           read.substr(0, 2) == "MZ";
}

StampResult search(std::istream& file, uint64_t fileBytes)
{
    Searcher searcher(file, fileBytes);
    if (!searcher.upTo(Begin, Anywhere))
    {
        return problem(StampProblem::NoStamp);
    }
    const std::optional<std::string> json = searcher.upTo(End, MaxStampBytes);
    if (!json)
    {
        return problem(StampProblem::Damaged, "its end marker is missing");
    }
    // Debug information repeats the constant; only a copy that says something else is a second stamp.
    while (searcher.upTo(Begin, Anywhere))
    {
        if (searcher.upTo(End, MaxStampBytes) != json)
        {
            return problem(StampProblem::Damaged, "the library holds more than one stamp");
        }
    }
    return interpret(*json);
}

// Takes the next part up to '.', as a number where it is one.
std::string_view nextPart(std::string_view& text) noexcept
{
    const std::size_t point = text.find('.');
    const std::string_view part = text.substr(0, point);
    text.remove_prefix(point == std::string_view::npos ? text.size() : point + 1);
    return part;
}

bool isNumber(std::string_view text) noexcept
{
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Numbers by value, however long they are; a number before a word, so that any three parts have one order.
std::strong_ordering compareParts(std::string_view a, std::string_view b) noexcept
{
    if (!isNumber(a) || !isNumber(b))
    {
        return isNumber(a) == isNumber(b) ? a.compare(b) <=> 0 : isNumber(b) <=> isNumber(a);
    }
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

std::strong_ordering compareDotted(std::string_view a, std::string_view b) noexcept
{
    while (!a.empty() || !b.empty())
    {
        const auto order = compareParts(nextPart(a), nextPart(b));
        if (order != std::strong_ordering::equal)
        {
            return order;
        }
    }
    return std::strong_ordering::equal;
}

} // namespace

StampResult readStamp(const std::string& path)
{
    try
    {
        const uint64_t fileBytes = std::filesystem::file_size(text::pathOf(path));
        if (fileBytes > MaxLibraryBytes)
        {
            return problem(StampProblem::TooLarge);
        }
        std::ifstream file(text::pathOf(path), std::ios::binary);
        if (!file)
        {
            return problem(StampProblem::Unreadable, "it cannot be opened for reading");
        }
        if (!hasLibraryMagic(file))
        {
            return problem(StampProblem::NotALibrary);
        }
        return search(file, fileBytes);
    }
    catch (const std::exception& e)
    {
        return problem(StampProblem::Unreadable, e.what());
    }
}

std::strong_ordering compareVersions(std::string_view a, std::string_view b) noexcept
{
    const std::size_t dashA = a.find('-');
    const std::size_t dashB = b.find('-');
    const auto order = compareDotted(a.substr(0, dashA), b.substr(0, dashB));
    if (order != std::strong_ordering::equal || (dashA == dashB && dashA == std::string_view::npos))
    {
        return order;
    }
    if (dashA == std::string_view::npos || dashB == std::string_view::npos)
    {
        return dashA == std::string_view::npos ? std::strong_ordering::greater : std::strong_ordering::less;
    }
    return compareDotted(a.substr(dashA + 1), b.substr(dashB + 1));
}

} // namespace duijie::plugin

// The tree over simdjson's first stage, which marks in one pass where values and punctuation are and proves
// that the text is UTF-8. Rationale: its own second stage turns numbers into doubles; a walk over the marks
// keeps each number's own characters and builds a tree that allows look-ups in any order.
#include "JsonTree.h"
#include "Say.h"

#include <cstring>

namespace duijie::sdk
{

namespace
{

constexpr std::size_t MaxText = 1u << 30;
constexpr std::size_t Padding = simdjson::SIMDJSON_PADDING;

inline bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isAllBlank(std::string_view text) noexcept
{
    return text.find_first_not_of(" \n\r\t") == std::string_view::npos;
}

} // namespace

JsonDocument::JsonDocument() : _impl(std::make_unique<Impl>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::Impl::fail(std::size_t where, std::string_view id,
                              std::initializer_list<std::string_view> arguments)
{
    return failed(where, say(id, arguments));
}

bool JsonDocument::Impl::failed(std::size_t where, std::string_view why)
{
    nodeCount = 0;
    error = say("sdk.json.at", {std::to_string(where), why});
    return false;
}

// Copies the text. What its strings unescape to is never longer than they are, so twice the size is enough.
bool JsonDocument::Impl::load(std::string_view text)
{
    if (isAllBlank(text))
    {
        return fail(0, "sdk.json.empty");
    }
    if (text.size() > MaxText)
    {
        return fail(0, "sdk.json.large");
    }
    if (text.substr(0, 3) == "\xEF\xBB\xBF")
    {
        return fail(0, "sdk.json.mark");
    }
    size = static_cast<uint32_t>(text.size());
    const auto* slash = static_cast<const char*>(std::memchr(text.data(), '\\', size));
    backslash = slash == nullptr ? size : static_cast<uint32_t>(slash - text.data());
    const std::size_t wanted = slash == nullptr ? size + Padding : 2 * (size + Padding);
    if (bufferSize < wanted)
    {
        bufferSize = wanted + wanted / 2;
        buffer.reset(new char[bufferSize]); // not filled with zeros
    }
    std::memcpy(buffer.get(), text.data(), size);
    std::memset(buffer.get() + size, ' ', Padding);
    unescapedEnd = static_cast<uint32_t>(size + Padding);
    return true;
}

bool JsonDocument::Impl::mark()
{
    auto code = simdjson::SUCCESS;
    const std::size_t capacity = std::size_t{size} + size / 2;
    if (marker == nullptr)
    {
        code = simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, MaxDepth,
                                                                                       marker);
    }
    else if (marker->capacity() < size)
    {
        code = marker->set_capacity(capacity);
    }
    if (code == simdjson::SUCCESS)
    {
        const auto* bytes = reinterpret_cast<const uint8_t*>(buffer.get());
        code = marker->stage1(bytes, size, simdjson::stage1_mode::regular);
    }
    if (code == simdjson::UTF8_ERROR)
    {
        return fail(0, "sdk.json.charset");
    }
    if (code != simdjson::SUCCESS)
    {
        return failed(0, simdjson::error_message(code));
    }
    at = marker->structural_indexes.get();
    const std::size_t most = std::size_t{marker->n_structural_indexes} + 2; // no value without a mark
    if (nodeRoom < most)
    {
        nodeRoom = most + most / 2;
        nodes.reset(new Node[nodeRoom]);
    }
    return true;
}

bool JsonDocument::Impl::build()
{
    const uint32_t* const end = at + marker->n_structural_indexes;
    const char first = buffer[*at];
    if (first != '{' && first != '[')
    {
        return fail(*at, "sdk.json.single");
    }
    nodeCount = 1;
    nodes[0] = Node{};
    if (!addValue(nodes[0], 1))
    {
        return false;
    }
    return at == end || fail(*at, "sdk.json.after");
}

// The mark looked at is the container's last character.
inline void JsonDocument::Impl::close(Node& node, uint32_t children)
{
    node.size = children;
    node.rawSize = *at++ + 1 - node.raw;
}

// Where the token of this mark ends: between it and the next mark there are only blanks.
inline uint32_t JsonDocument::Impl::tokenEnd() const noexcept
{
    uint32_t end = at[1];
    while (isBlank(buffer[end - 1]))
    {
        --end;
    }
    return end;
}

bool JsonDocument::Impl::unescape(uint32_t open, uint32_t end, uint32_t& start, uint32_t& length)
{
    auto* const bytes = reinterpret_cast<uint8_t*>(buffer.get());
    if (backslash < open)
    {
        const auto* slash = static_cast<const uint8_t*>(std::memchr(bytes + open, '\\', size - open));
        backslash = slash == nullptr ? size : static_cast<uint32_t>(slash - bytes);
    }
    if (backslash >= end)
    {
        start = open + 1;
        length = end - open - 2;
        return true;
    }
    const uint8_t* const to = marker->parse_string(bytes + open + 1, bytes + unescapedEnd);
    if (to == nullptr)
    {
        return fail(open, "sdk.json.escape");
    }
    start = unescapedEnd;
    length = static_cast<uint32_t>(to - bytes) - start;
    unescapedEnd += length;
    return true;
}

// Gives the place of the string without its quotes; one without a backslash is used where it stands.
inline bool JsonDocument::Impl::readString(uint32_t& start, uint32_t& length)
{
    const uint32_t open = *at;
    const uint32_t end = tokenEnd();
    ++at;
    if (end < open + 2 || buffer[end - 1] != '"')
    {
        return fail(open, "sdk.json.open");
    }
    if (backslash < end)
    {
        return unescape(open, end, start, length);
    }
    start = open + 1;
    length = end - open - 2;
    return true;
}

bool JsonDocument::Impl::addWord(Node& node)
{
    const uint32_t end = tokenEnd();
    ++at;
    node.text = node.raw;
    node.size = node.rawSize = end > node.raw ? end - node.raw : 0;
    const std::string_view word = part(node.text, node.size);
    if (isJsonNumber(word))
    {
        node.type = JsonType::Number;
        return true;
    }
    if (word == "null")
    {
        node.type = JsonType::Null;
        node.size = 0;
        return true;
    }
    node.type = JsonType::Bool;
    return word == "true" || word == "false" || fail(node.raw, "sdk.json.word", {word.substr(0, 40)});
}

inline bool JsonDocument::Impl::addValue(Node& node, std::size_t depth)
{
    node.raw = *at;
    node.next = 0;
    switch (buffer[node.raw])
    {
    case '"':
        node.type = JsonType::String;
        node.rawSize = tokenEnd() - node.raw;
        return readString(node.text, node.size);
    case '{':
        node.type = JsonType::Object;
        return addMembers(node, depth);
    case '[':
        node.type = JsonType::Array;
        return addElements(node, depth);
    default:
        return addWord(node);
    }
}

bool JsonDocument::Impl::addMembers(Node& node, std::size_t depth)
{
    if (depth > MaxDepth)
    {
        return fail(*at, "sdk.json.depth", {std::to_string(MaxDepth)});
    }
    if (buffer[*++at] == '}')
    {
        close(node, 0);
        return true;
    }
    Node* last = nullptr;
    for (uint32_t children = 1;; ++children, ++at)
    {
        if (last != nullptr)
        {
            last->next = nodeCount;
        }
        last = &nodes[nodeCount++];
        if (buffer[*at] != '"')
        {
            return fail(*at, "sdk.json.name");
        }
        if (!readString(last->name, last->nameSize))
        {
            return false;
        }
        last->nameEnds = Node::endsOf(part(last->name, last->nameSize));
        if (buffer[*at] != ':')
        {
            return fail(*at, "sdk.json.colon");
        }
        ++at;
        if (!addValue(*last, depth + 1))
        {
            return false;
        }
        if (buffer[*at] == '}')
        {
            close(node, children);
            return true;
        }
        if (buffer[*at] != ',')
        {
            return fail(*at, "sdk.json.object_end");
        }
    }
}

bool JsonDocument::Impl::addElements(Node& node, std::size_t depth)
{
    if (depth > MaxDepth)
    {
        return fail(*at, "sdk.json.depth", {std::to_string(MaxDepth)});
    }
    if (buffer[*++at] == ']')
    {
        close(node, 0);
        return true;
    }
    Node* last = nullptr;
    for (uint32_t children = 1;; ++children, ++at)
    {
        if (last != nullptr)
        {
            last->next = nodeCount;
        }
        last = &nodes[nodeCount++];
        last->name = last->nameSize = 0;
        if (!addValue(*last, depth + 1))
        {
            return false;
        }
        if (buffer[*at] == ']')
        {
            close(node, children);
            return true;
        }
        if (buffer[*at] != ',')
        {
            return fail(*at, "sdk.json.array_end");
        }
    }
}

bool JsonDocument::parse(std::string_view text)
{
    _impl->nodeCount = 0;
    _impl->error.clear();
    return _impl->load(text) && _impl->mark() && _impl->build();
}

const std::string& JsonDocument::error() const noexcept
{
    return _impl->error;
}

JsonValue JsonDocument::root() const noexcept
{
    return _impl->nodeCount == 0 ? JsonValue() : JsonValue(this, 0);
}

} // namespace duijie::sdk

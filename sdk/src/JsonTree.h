// The tree behind JsonDocument and JsonValue.
#pragma once

#include "duijie/sdk/Json.h"

#include <simdjson.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// One value. Places are offsets into the document's buffer, whose first part is the text itself. A value's
/// first child follows it directly, since a tree is written down in the order of the text.
struct JsonDocument::Node
{
    uint32_t name;
    uint32_t nameSize;
    uint32_t raw;
    uint32_t rawSize;
    uint32_t text; // of a scalar, unescaped
    uint32_t size; // bytes of a scalar's text, or children of a container
    uint32_t next; // 0: none, since node 0 is the root and nobody's sibling
    JsonType type;
    uint16_t nameEnds; // see endsOf

    /// First and last character of a name: most names of one length differ in them.
    static uint16_t endsOf(std::string_view name) noexcept
    {
        return name.empty() ? uint16_t{0}
                            : static_cast<uint16_t>(static_cast<unsigned char>(name.front()) << 8 |
                                                    static_cast<unsigned char>(name.back()));
    }
};

/// The buffers of one document, kept from one parse to the next.
struct JsonDocument::Impl
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> marker; // marks where values begin
    std::unique_ptr<char[]> buffer; // the text, padding, then room for what is unescaped
    std::size_t bufferSize = 0;
    std::unique_ptr<Node[]> nodes;
    std::size_t nodeRoom = 0;
    uint32_t nodeCount = 0;
    std::string error;

    uint32_t size = 0;
    const uint32_t* at = nullptr; // the mark that is looked at
    uint32_t backslash = 0;       // the first one that is not before the string looked at
    uint32_t unescapedEnd = 0;

    bool load(std::string_view text);
    bool mark();
    bool build();
    bool addValue(Node& node, std::size_t depth);
    bool addMembers(Node& node, std::size_t depth);
    bool addElements(Node& node, std::size_t depth);
    bool addWord(Node& node);
    bool readString(uint32_t& start, uint32_t& length);
    bool unescape(uint32_t open, uint32_t end, uint32_t& start, uint32_t& length);
    void close(Node& node, uint32_t children);
    uint32_t tokenEnd() const noexcept;
    bool fail(std::size_t where, std::string_view id, std::initializer_list<std::string_view> arguments = {});
    bool failed(std::size_t where, std::string_view why);

    std::string_view part(uint32_t start, uint32_t length) const noexcept
    {
        return {buffer.get() + start, length};
    }
};

} // namespace duijie::sdk

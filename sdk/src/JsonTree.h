// The tree behind JsonDocument and JsonValue.
#pragma once

#include "duijie/sdk/Json.h"

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace duijie::sdk
{

namespace ondemand = simdjson::ondemand;

/// One value. Names and plain texts point into the document's buffer, unescaped ones into the parser's.
struct JsonDocument::Node
{
    const char* name = nullptr;
    const char* text = nullptr;
    uint32_t nameSize = 0;
    uint32_t textSize = 0;
    uint32_t rawStart = 0;
    uint32_t rawSize = 0;
    uint32_t next = 0; // 0: none, since node 0 is the root and nobody's sibling
    uint32_t first = 0;
    uint32_t count = 0;
    JsonType type = JsonType::Null;
};

/// The buffers of one document, kept from one parse to the next.
struct JsonDocument::Impl
{
    ondemand::parser parser;
    ondemand::document document;
    std::vector<char> buffer;
    std::size_t size = 0;
    std::vector<Node> nodes;
    std::string error;

    bool build();
    bool addRoot();
    bool addValue(ondemand::value value, std::size_t depth, uint32_t index);
    bool addObject(ondemand::value value, std::size_t depth, uint32_t index);
    bool addArray(ondemand::value value, std::size_t depth, uint32_t index);
    simdjson::error_code keyOf(ondemand::field& field, std::string_view& name);
    bool addScalar(ondemand::value value, ondemand::json_type type, uint32_t index);
    bool setNumber(uint32_t index, std::string_view token);
    uint32_t addChild(uint32_t parent, uint32_t previous);
    std::size_t position() noexcept;
    bool failAt(std::size_t where, std::string_view why);
    bool fail(simdjson::error_code code);
    void load(std::string_view text);
};

} // namespace duijie::sdk

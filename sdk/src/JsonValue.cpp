// Reading a parsed tree.
#include "JsonTree.h"

namespace duijie::sdk
{

JsonType JsonValue::type() const noexcept
{
    return exists() ? _document->_impl->nodes[_index].type : JsonType::Null;
}

std::string_view JsonValue::text() const noexcept
{
    if (!exists())
    {
        return {};
    }
    const JsonDocument::Impl& tree = *_document->_impl;
    const JsonDocument::Node& node = tree.nodes[_index];
    const bool scalar = node.type != JsonType::Array && node.type != JsonType::Object;
    return scalar ? tree.part(node.text, node.size) : std::string_view();
}

std::string_view JsonValue::raw() const noexcept
{
    if (!exists())
    {
        return {};
    }
    const JsonDocument::Impl& tree = *_document->_impl;
    return tree.part(tree.nodes[_index].raw, tree.nodes[_index].rawSize);
}

JsonValue JsonValue::find(std::string_view name) const noexcept
{
    if (!isObject() || size() == 0)
    {
        return {};
    }
    const JsonDocument::Impl& tree = *_document->_impl;
    const JsonDocument::Node* const nodes = tree.nodes.get();
    const uint16_t ends = JsonDocument::Node::endsOf(name);
    JsonValue found;
    uint32_t child = _index + 1;
    do
    {
        const JsonDocument::Node& node = nodes[child];
        if (node.nameSize == name.size() && node.nameEnds == ends &&
            tree.part(node.name, node.nameSize) == name)
        {
            found = JsonValue(_document, child);
        }
        child = node.next;
    } while (child != 0);
    return found;
}

std::size_t JsonValue::size() const noexcept
{
    const JsonType kind = type();
    return kind == JsonType::Array || kind == JsonType::Object ? _document->_impl->nodes[_index].size : 0;
}

JsonValue JsonValue::first() const noexcept
{
    return size() == 0 ? JsonValue() : JsonValue(_document, _index + 1);
}

JsonValue JsonValue::next() const noexcept
{
    const uint32_t index = exists() ? _document->_impl->nodes[_index].next : 0;
    return index == 0 ? JsonValue() : JsonValue(_document, index);
}

std::string_view JsonValue::name() const noexcept
{
    if (!exists())
    {
        return {};
    }
    const JsonDocument::Impl& tree = *_document->_impl;
    return tree.part(tree.nodes[_index].name, tree.nodes[_index].nameSize);
}

} // namespace duijie::sdk

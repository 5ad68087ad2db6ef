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
    const auto& node = _document->_impl->nodes[_index];
    return {node.text, node.textSize};
}

std::string_view JsonValue::raw() const noexcept
{
    if (!exists())
    {
        return {};
    }
    const auto& node = _document->_impl->nodes[_index];
    return {_document->_impl->buffer.data() + node.rawStart, node.rawSize};
}

JsonValue JsonValue::find(std::string_view name) const noexcept
{
    JsonValue found;
    if (isObject())
    {
        for (JsonValue child : *this)
        {
            if (child.name() == name)
            {
                found = child;
            }
        }
    }
    return found;
}

std::size_t JsonValue::size() const noexcept
{
    return exists() ? _document->_impl->nodes[_index].count : 0;
}

JsonValue JsonValue::first() const noexcept
{
    const uint32_t index = exists() ? _document->_impl->nodes[_index].first : 0;
    return index == 0 ? JsonValue() : JsonValue(_document, index);
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
    const auto& node = _document->_impl->nodes[_index];
    return {node.name, node.nameSize};
}

} // namespace duijie::sdk

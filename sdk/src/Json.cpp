// The tree over simdjson's on-demand parser. Rationale: its DOM turns numbers into doubles; on demand gives
// each number's own characters, and one walk over the text builds a tree that allows look-ups in any order.
#include "JsonTree.h"

#include <cstring>

namespace duijie::sdk
{

namespace
{

constexpr std::size_t MaxText = 1u << 30;

inline bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

inline std::size_t trimmedEnd(const char* text, std::size_t start, std::size_t end) noexcept
{
    while (end > start && isBlank(text[end - 1]))
    {
        --end;
    }
    return end;
}

} // namespace

JsonDocument::JsonDocument() : _impl(std::make_unique<Impl>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

void JsonDocument::Impl::load(std::string_view text)
{
    size = text.size();
    if (buffer.size() < size + simdjson::SIMDJSON_PADDING)
    {
        buffer.resize(size + size / 2 + simdjson::SIMDJSON_PADDING);
    }
    if (size > 0)
    {
        std::memcpy(buffer.data(), text.data(), size);
    }
    std::memset(buffer.data() + size, ' ', simdjson::SIMDJSON_PADDING);
}

bool JsonDocument::Impl::failAt(std::size_t where, std::string_view why)
{
    nodes.clear();
    error = "at byte " + std::to_string(where) + ": ";
    error += why;
    return false;
}

bool JsonDocument::Impl::fail(simdjson::error_code code)
{
    return failAt(position(), simdjson::error_message(code));
}

std::size_t JsonDocument::Impl::position() noexcept
{
    const char* at = nullptr;
    if (document.current_location().get(at) != simdjson::SUCCESS || at == nullptr)
    {
        return size;
    }
    const auto offset = static_cast<std::size_t>(at - buffer.data());
    return offset < size ? offset : size;
}

bool JsonDocument::Impl::build()
{
    if (size == 0 || trimmedEnd(buffer.data(), 0, size) == 0)
    {
        return failAt(0, "the text is empty");
    }
    if (size > MaxText)
    {
        return failAt(0, "the text is larger than 1 GiB");
    }
    if (size >= 3 && std::memcmp(buffer.data(), "\xEF\xBB\xBF", 3) == 0)
    {
        return failAt(0, "the text begins with a byte order mark; JSON is plain UTF-8");
    }
    const auto code = parser.iterate(buffer.data(), size, buffer.size()).get(document);
    if (code == simdjson::UTF8_ERROR)
    {
        return failAt(0, "the text is not valid UTF-8 (another charset, such as GBK, or damaged bytes)");
    }
    if (code != simdjson::SUCCESS)
    {
        return failAt(0, simdjson::error_message(code));
    }
    return addRoot();
}

bool JsonDocument::Impl::addRoot()
{
    nodes.emplace_back();
    ondemand::json_type type{};
    if (const auto code = document.type().get(type); code != simdjson::SUCCESS)
    {
        return fail(code);
    }
    if (type != ondemand::json_type::object && type != ondemand::json_type::array)
    {
        return failAt(0, "the text is a single value; an object or an array is expected");
    }
    ondemand::value value;
    if (const auto code = document.get_value().get(value); code != simdjson::SUCCESS)
    {
        return fail(code);
    }
    if (!addValue(value, 1, 0))
    {
        return false;
    }
    if (position() < trimmedEnd(buffer.data(), 0, size))
    {
        return failAt(position(), "something follows after the end of the document");
    }
    return true;
}

uint32_t JsonDocument::Impl::addChild(uint32_t parent, uint32_t previous)
{
    const auto index = static_cast<uint32_t>(nodes.size());
    nodes.emplace_back();
    (previous == 0 ? nodes[parent].first : nodes[previous].next) = index;
    ++nodes[parent].count;
    return index;
}

bool JsonDocument::Impl::addValue(ondemand::value value, std::size_t depth, uint32_t index)
{
    if (depth > MaxDepth)
    {
        return failAt(position(), "nested deeper than " + std::to_string(MaxDepth) + " levels");
    }
    ondemand::json_type type{};
    if (const auto code = value.type().get(type); code != simdjson::SUCCESS)
    {
        return fail(code);
    }
    const std::size_t start = position();
    nodes[index].rawStart = static_cast<uint32_t>(start);
    bool done = false;
    if (type == ondemand::json_type::object)
    {
        done = addObject(value, depth, index);
    }
    else if (type == ondemand::json_type::array)
    {
        done = addArray(value, depth, index);
    }
    else
    {
        return addScalar(value, type, index);
    }
    nodes[index].rawSize =
        done ? static_cast<uint32_t>(trimmedEnd(buffer.data(), start, position()) - start) : 0;
    return done;
}

// A name without a backslash is used where it stands: unescaping copies byte by byte.
simdjson::error_code JsonDocument::Impl::keyOf(ondemand::field& field, std::string_view& name)
{
    const char* start = field.key().raw();
    const auto left = static_cast<std::size_t>(buffer.data() + buffer.size() - start);
    const auto* end = static_cast<const char*>(std::memchr(start, '"', left));
    if (end != nullptr && std::memchr(start, '\\', static_cast<std::size_t>(end - start)) == nullptr)
    {
        name = std::string_view(start, static_cast<std::size_t>(end - start));
        return simdjson::SUCCESS;
    }
    return field.unescaped_key().get(name);
}

bool JsonDocument::Impl::addObject(ondemand::value value, std::size_t depth, uint32_t index)
{
    nodes[index].type = JsonType::Object;
    ondemand::object object;
    if (const auto code = value.get_object().get(object); code != simdjson::SUCCESS)
    {
        return fail(code);
    }
    uint32_t previous = 0;
    for (auto item : object)
    {
        ondemand::field field;
        std::string_view name;
        if (auto code = std::move(item).get(field); code != simdjson::SUCCESS)
        {
            return fail(code);
        }
        if (const auto code = keyOf(field, name); code != simdjson::SUCCESS)
        {
            return fail(code);
        }
        previous = addChild(index, previous);
        nodes[previous].name = name.data();
        nodes[previous].nameSize = static_cast<uint32_t>(name.size());
        if (!addValue(field.value(), depth + 1, previous))
        {
            return false;
        }
    }
    return true;
}

bool JsonDocument::Impl::addArray(ondemand::value value, std::size_t depth, uint32_t index)
{
    nodes[index].type = JsonType::Array;
    ondemand::array array;
    if (const auto code = value.get_array().get(array); code != simdjson::SUCCESS)
    {
        return fail(code);
    }
    uint32_t previous = 0;
    for (auto item : array)
    {
        ondemand::value element;
        if (auto code = std::move(item).get(element); code != simdjson::SUCCESS)
        {
            return fail(code);
        }
        previous = addChild(index, previous);
        if (!addValue(element, depth + 1, previous))
        {
            return false;
        }
    }
    return true;
}

bool JsonDocument::Impl::setNumber(uint32_t index, std::string_view token)
{
    if (!isJsonNumber(token))
    {
        return failAt(nodes[index].rawStart,
                      "this is not a JSON number: " + std::string(token.substr(0, 40)));
    }
    nodes[index].type = JsonType::Number;
    nodes[index].text = token.data();
    nodes[index].textSize = static_cast<uint32_t>(token.size());
    return true;
}

bool JsonDocument::Impl::addScalar(ondemand::value value, ondemand::json_type type, uint32_t index)
{
    const std::string_view token = value.raw_json_token();
    const std::size_t tokenEnd = trimmedEnd(token.data(), 0, token.size());
    nodes[index].rawSize = static_cast<uint32_t>(tokenEnd);
    if (type == ondemand::json_type::string)
    {
        std::string_view text = token.substr(1, tokenEnd - 2);
        const bool plain = tokenEnd >= 2 && token[tokenEnd - 1] == '"' &&
                           std::memchr(text.data(), '\\', text.size()) == nullptr;
        const auto code = plain ? value.get_raw_json_string().error() : value.get_string().get(text);
        if (code != simdjson::SUCCESS)
        {
            return fail(code);
        }
        nodes[index].type = JsonType::String;
        nodes[index].text = text.data();
        nodes[index].textSize = static_cast<uint32_t>(text.size());
        return true;
    }
    if (type == ondemand::json_type::number)
    {
        // get_double would round and refuse what does not fit: consume the token, keep its characters.
        (void)value.get_double();
        return setNumber(index, token.substr(0, tokenEnd));
    }
    const std::string_view word = token.substr(0, tokenEnd);
    if (word != "true" && word != "false" && word != "null")
    {
        return failAt(nodes[index].rawStart, "this is not a JSON value: " + std::string(word.substr(0, 40)));
    }
    const bool consumed = word == "null" ? !value.is_null().error() : !value.get_bool().error();
    nodes[index].type = word == "null" ? JsonType::Null : JsonType::Bool;
    nodes[index].text = token.data();
    nodes[index].textSize = word == "null" ? 0 : static_cast<uint32_t>(word.size());
    return consumed || failAt(nodes[index].rawStart, "unreadable value");
}

bool JsonDocument::parse(std::string_view text)
{
    _impl->nodes.clear();
    _impl->error.clear();
    _impl->load(text);
    return _impl->build();
}

const std::string& JsonDocument::error() const noexcept
{
    return _impl->error;
}

JsonValue JsonDocument::root() const noexcept
{
    return _impl->nodes.empty() ? JsonValue() : JsonValue(this, 0);
}

} // namespace duijie::sdk

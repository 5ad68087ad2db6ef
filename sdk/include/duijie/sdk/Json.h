// JSON with exact numbers: a read-only tree over simdjson, and a small writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::sdk
{

enum class JsonType : uint8_t
{
    Null,
    Bool,
    Number,
    String,
    Array,
    Object
};

/// The word for messages, in the language of this program: "string", "number", ...
std::string_view jsonTypeName(JsonType type) noexcept;

class JsonDocument;

/// One value of a parsed document. A small handle: copy it freely. Valid as long as its document lives and
/// does not parse again. A default-made value is "absent": every question about it answers with nothing.
class JsonValue
{
public:
    JsonValue() = default;

    bool exists() const noexcept { return _document != nullptr; }
    JsonType type() const noexcept;
    bool isNull() const noexcept { return exists() && type() == JsonType::Null; }
    bool isObject() const noexcept { return exists() && type() == JsonType::Object; }
    bool isArray() const noexcept { return exists() && type() == JsonType::Array; }
    bool isString() const noexcept { return exists() && type() == JsonType::String; }
    bool isNumber() const noexcept { return exists() && type() == JsonType::Number; }

    /// Scalar as text: a string unescaped, a number exactly as written ("12.10" stays "12.10"), true, false;
    /// empty for null, containers and absent values.
    std::string_view text() const noexcept;

    /// The value's own bytes in the document, whatever its type.
    std::string_view raw() const noexcept;

    /// Member of an object; absent when this is no object or has no such member. Of equal names the last one
    /// counts.
    JsonValue find(std::string_view name) const noexcept;

    /// Number of elements or members; 0 for scalars.
    std::size_t size() const noexcept;

    /// First element or member; then next() until absent.
    JsonValue first() const noexcept;
    JsonValue next() const noexcept;

    /// Name of this member; empty for array elements and the root.
    std::string_view name() const noexcept;

    /// Iteration over elements or members: for (JsonValue child : value).
    class Iterator;
    Iterator begin() const noexcept;
    Iterator end() const noexcept;

private:
    friend class JsonDocument;
    JsonValue(const JsonDocument* document, uint32_t index) noexcept : _document(document), _index(index) {}

    const JsonDocument* _document = nullptr;
    uint32_t _index = 0;
};

class JsonValue::Iterator
{
public:
    explicit Iterator(JsonValue value) noexcept : _value(value) {}
    JsonValue operator*() const noexcept { return _value; }
    Iterator& operator++() noexcept
    {
        _value = _value.next();
        return *this;
    }
    bool operator!=(const Iterator& other) const noexcept { return _value.exists() != other._value.exists(); }

private:
    JsonValue _value;
};

inline JsonValue::Iterator JsonValue::begin() const noexcept
{
    return Iterator(first());
}

inline JsonValue::Iterator JsonValue::end() const noexcept
{
    return Iterator(JsonValue());
}

/// A parsed text. Keeps its own copy of the text and its buffers: parsing again re-uses them, so one document
/// per thread costs nothing after the first records. Not for use by two threads at once.
class JsonDocument
{
public:
    JsonDocument();
    ~JsonDocument();
    JsonDocument(JsonDocument&&) noexcept;
    JsonDocument& operator=(JsonDocument&&) noexcept;

    /// Deepest nesting accepted; deeper text is refused, not followed.
    static constexpr std::size_t MaxDepth = 64;

    /// Parses strictly: one value, valid UTF-8, no BOM, complete. False: nothing is there, and error() says
    /// what and where ("at byte 120: ...").
    bool parse(std::string_view text);

    const std::string& error() const noexcept;
    JsonValue root() const noexcept;

private:
    friend class JsonValue;
    struct Node;
    struct Impl;
    std::unique_ptr<Impl> _impl;
};

/// Writes JSON text into a string it owns. Commas are its own business. The caller keeps begin/end in
/// balance.
class JsonWriter
{
public:
    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view text);
    /// `text` must be a JSON number (see isJsonNumber); written as it is.
    JsonWriter& number(std::string_view text);
    JsonWriter& number(int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    /// Finished JSON, written as it is.
    JsonWriter& raw(std::string_view json);

    const std::string& text() const noexcept { return _text; }
    std::string take()
    {
        _comma = false;
        return std::move(_text);
    }
    void clear() noexcept
    {
        _text.clear();
        _comma = false;
    }

private:
    void separate();

    std::string _text;
    bool _comma = false;
};

/// True when `text` is a number by the JSON grammar.
bool isJsonNumber(std::string_view text) noexcept;

/// Appends `text` as the inside of a JSON string (no quotes around it). Invalid UTF-8 bytes become U+FFFD.
void appendJsonEscaped(std::string& out, std::string_view text);

/// True when `text` is valid UTF-8.
bool isUtf8(std::string_view text) noexcept;

} // namespace duijie::sdk

// Writes one bill in the vendor's form and collects what is wrong with it.
#pragma once

#include "JdyForms.h"

#include "duijie/sdk/Json.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::jdy
{

/// Absent, null or an empty text.
bool isEmpty(sdk::JsonValue value) noexcept;
/// Text or number.
bool isScalar(sdk::JsonValue value) noexcept;
/// What was found, for messages: "string \"x\"", "nothing".
std::string foundIn(sdk::JsonValue value);

/// For one bill.
class BillWriter
{
public:
    explicit BillWriter(const BillForm& form) : _form(form) {}

    /// Head fields whose value is known here: written at the end, and no other value is accepted.
    void supply(std::string_view name, std::string_view value);
    void writeHead(sdk::JsonValue head);
    std::string problems() const;
    void problem(const std::string& sentence);
    std::string take() { return _json.take(); }

private:
    using Supplied = std::vector<std::pair<std::string_view, std::string_view>>;

    void writeMembers(sdk::JsonValue object, const FieldTable& table);
    void requireAll(sdk::JsonValue object, const FieldTable& table);
    void writeField(const FieldRule& rule, sdk::JsonValue value);
    void writeLines(const FieldRule& rule, sdk::JsonValue value);
    void writeMap(const FieldRule& rule, sdk::JsonValue value);
    void writeDate(const FieldRule& rule, sdk::JsonValue value);
    void writeNumber(const FieldRule& rule, sdk::JsonValue value);
    void writeBoolean(const FieldRule& rule, sdk::JsonValue value);
    void writeOperation(const FieldRule& rule, sdk::JsonValue value);
    void writePart(const FieldRule& rule, sdk::JsonValue value);
    void writeSupplied();
    void checkSupplied(sdk::JsonValue value, std::string_view wanted);
    const std::string_view* supplied(std::string_view name) const noexcept;
    /// `expected`: the id of a sentence.
    void unexpected(std::string_view name, sdk::JsonValue value, std::string_view expected,
                    std::initializer_list<std::string_view> arguments = {});
    std::string linePath(std::size_t line) const;
    std::string path(std::string_view name) const;

    const BillForm& _form;
    sdk::JsonWriter _json;
    Supplied _supplied;
    std::size_t _line = 0; ///< 1-based while inside a line
    std::string _problems;
    std::size_t _count = 0;
};

} // namespace duijie::jdy

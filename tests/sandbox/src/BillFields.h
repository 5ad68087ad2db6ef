#pragma once

#include "BillForm.h"
#include "Book.h"

#include <optional>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** A key the save knows, with its JSON type; the server decodes the body by such a table before all else. */
struct BillField
{
    std::string_view name;
    /** Null means that more than one type is taken. */
    JsonValue::Kind kind;
    std::string_view typeName;
    /** The kinds of bills that know the key: any of these rules; 0 = all. */
    std::uint32_t rules = 0;
};

/** The key of the head or of a line; null when this kind of bill does not know it and drops it. */
const BillField* headField(const BillForm& form, std::string_view name);
const BillField* lineField(const BillForm& form, std::string_view name);

/** The decoder's complaint about the first known key of another JSON type; null counts as absent. */
std::optional<Refusal> checkBillTypes(const BillForm& form, const JsonValue& body);

/** Appends a scalar member of a body as it was sent. */
void appendExtra(std::string& extra, std::string_view name, const JsonValue& value);

} // namespace duijie::sandbox

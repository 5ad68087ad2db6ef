// What comes of evaluating a document.
#pragma once

#include <string>
#include <vector>

namespace duijie::plan
{

/// Why one field could not be given a value.
struct FieldError
{
    std::string path;              ///< in the body: "material_entity[2].unit_id"
    std::string message;           ///< a whole sentence in the process's language
    bool missingReference = false; ///< a lookup found no row: may be there later
    std::string dataset; ///< with missingReference: id of the dataset, field and value that were asked
    std::string field;
    std::string value;
};

/// What came of one row. `body` counts only when there are no errors: nothing unresolved is ever sent.
struct Mapped
{
    std::string body;
    std::vector<FieldError> errors;

    bool ok() const noexcept { return errors.empty(); }
    /// True when every error is a missing reference: worth waiting for.
    bool waits() const noexcept;
};

} // namespace duijie::plan

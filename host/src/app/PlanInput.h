// What `duijie plan` reads: documents, records, rows of data sets.
#pragma once

#include "plan/Dataset.h"

#include "duijie/sdk/Json.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::app
{

/// The text of a file, "-" for standard input. Nothing, with the reason in `problem`, when it cannot be read.
std::optional<std::string> readText(const std::string& file, std::string& problem);

/// Records of a file: one object, a list of them, or one a line.
struct Records
{
    std::vector<std::string> rows; ///< JSON objects
    bool list = false;             ///< more than one was meant, even when there is one
};

/// Nothing, with the reason in `problem`, for what is neither.
std::optional<Records> readRecords(std::string_view text, std::string& problem);

/// Data sets from files, by id.
class FileDatasets final : public plan::DatasetSource
{
public:
    /// Rows as readRecords() takes them; of a stored row of the platform ({"id","number","content"}) its
    /// content, with its id and number where the content has none. Later rows are newer.
    bool add(const std::string& id, std::string_view text, std::string& problem);

    const plan::Dataset* dataset(std::string_view id) const override;

private:
    std::map<std::string, std::unique_ptr<plan::Dataset>, std::less<>> _sets;
};

} // namespace duijie::app

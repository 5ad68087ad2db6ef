// What the tests of the metadata language share: short ways to documents, rows and data sets.
#pragma once

#include "plan/TargetPlan.h"

#include "duijie/sdk/Json.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::test
{

/// Begin of the window 2024-06-01 00:00:00, end 01:00:00.123, now 01:01:00, all in China.
TimeVariables times();

/// A string as JSON, with quotes.
std::string quoted(std::string_view text);

/// A field node; `more` is appended inside ("\"is_required\":true").
std::string node(std::string_view field, std::string_view value, std::string_view type = "string",
                 std::string_view more = {});

/// An array node with children.
std::string arrayNode(std::string_view field, std::string_view list,
                      const std::vector<std::string>& children);

/// A target document of these nodes; a source document.
std::string target(const std::vector<std::string>& nodes, std::string_view more = {});
std::string source(const std::vector<std::string>& nodes, std::string_view more = {});

/// All messages, one a line: "error request[0].value: ...".
std::string show(const Findings& findings);
std::string show(const std::vector<FieldError>& errors);

/// Text of a file in the folder data.
std::string dataFile(std::string_view name);

/// Data sets by id.
class Datasets : public DatasetSource
{
public:
    Dataset& add(const std::string& id);
    const Dataset* dataset(std::string_view id) const override;

private:
    std::map<std::string, std::unique_ptr<Dataset>, std::less<>> _sets;
};

/// A compiled target document and what it needs.
struct Rig
{
    explicit Rig(std::string_view document);

    Mapped map(std::string_view row, std::vector<Trace>* trace = nullptr);

    /// Body of a row, or "errors: ..." with paths and messages.
    std::string body(std::string_view row);

    Findings findings;
    std::unique_ptr<TargetPlan> plan;
    Datasets datasets;
    sdk::JsonDocument row;
};

} // namespace duijie::plan::test

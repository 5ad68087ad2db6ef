// One case of `duijie plan test`: a folder with what goes in and what has to come out.
#pragma once

#include "app/PlanTrial.h"

#include <filesystem>
#include <string>
#include <vector>

namespace duijie::app
{

/// A folder with a file expected.json. Beside it, or in a folder not far above: document.json, record.json
/// (target) or rows.json (source), datasets/ID.ndjson, and case.json with "document", "now", "last_sync",
/// "zone".
class PlanCase
{
public:
    PlanCase(std::filesystem::path folder, std::filesystem::path top)
        : _folder(std::move(folder)), _top(std::move(top))
    {
    }

    std::string name() const;

    /// What comes out, as trialJson(). Nothing, with the reason in `problem`, when a file cannot be read.
    std::optional<std::string> run(std::string& problem) const;

    std::filesystem::path expectedFile() const { return _folder / "expected.json"; }

private:
    std::filesystem::path nearest(const std::string& file) const;
    bool loadDatasets(FileDatasets& datasets, std::string& problem) const;

    std::filesystem::path _folder;
    std::filesystem::path _top;
};

/// The cases below a folder, by name. With `fresh` also those that have no expected.json yet: a folder with a
/// record.json, rows.json or case.json.
std::vector<PlanCase> casesIn(const std::filesystem::path& folder, bool fresh);

} // namespace duijie::app

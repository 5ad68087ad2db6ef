#include "app/PlanCase.h"

#include "app/PlanTimes.h"

#include "plan/DocumentSide.h"

#include "text/Paths.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

namespace fs = std::filesystem;

// How far up a case looks for what it shares with others; one may be run without those above it.
constexpr int MostLevels = 6;

std::optional<std::string> read(const fs::path& file, std::string& problem)
{
    return readText(text::utf8Of(file), problem);
}

} // namespace

std::string PlanCase::name() const
{
    const fs::path relative = fs::relative(_folder, _top);
    return text::utf8Of(relative == "." ? fs::absolute(_folder).lexically_normal().filename() : relative);
}

// The file in the case's folder or in the nearest one above it; empty when there is none.
fs::path PlanCase::nearest(const std::string& file) const
{
    fs::path folder = fs::absolute(_folder).lexically_normal();
    for (int level = 0; level < MostLevels; ++level)
    {
        if (fs::exists(folder / file))
        {
            return folder / file;
        }
        folder = folder.parent_path();
    }
    return {};
}

bool PlanCase::loadDatasets(FileDatasets& datasets, std::string& problem) const
{
    const fs::path folder = nearest("datasets");
    if (folder.empty())
    {
        return true;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    {
        const std::optional<std::string> rows = read(entry.path(), problem);
        if (!rows || !datasets.add(text::utf8Of(entry.path().stem()), *rows, problem))
        {
            problem = text::utf8Of(entry.path()) + ": " + problem;
            return false;
        }
    }
    return true;
}

std::optional<std::string> PlanCase::run(std::string& problem) const
{
    sdk::JsonDocument options;
    const fs::path optionsFile = nearest("case.json");
    const std::optional<std::string> written =
        optionsFile.empty() ? std::optional<std::string>("{}") : read(optionsFile, problem);
    if (!written || !options.parse(*written))
    {
        problem = problem.empty() ? text::utf8Of(optionsFile) + ": " + options.error() : problem;
        return std::nullopt;
    }
    const auto option = [&](std::string_view key) { return std::string(options.root().find(key).text()); };
    const std::string named = option("document");
    const fs::path documentFile =
        named.empty() ? nearest("document.json") : optionsFile.parent_path() / text::pathOf(named);
    const std::optional<std::string> document = read(documentFile, problem);
    const auto times = timesOf(option("zone"), option("now"), option("last_sync"), problem);
    FileDatasets datasets;
    if (!document || !times || !loadDatasets(datasets, problem))
    {
        return std::nullopt;
    }
    const bool source = plan::sideOf(*document) == plan::Side::Source;
    const fs::path input = nearest(source ? "rows.json" : "record.json");
    if (source && input.empty())
    {
        return trialJson(tryParameters(*document, datasets, *times));
    }
    const std::optional<std::string> text = read(input, problem);
    const std::optional<Records> records = text ? readRecords(*text, problem) : std::nullopt;
    if (!records)
    {
        return std::nullopt;
    }
    return trialJson(source ? tryRows(*document, *records, *times)
                            : tryTarget(*document, *records, datasets, *times));
}

std::vector<PlanCase> casesIn(const fs::path& folder, bool fresh)
{
    std::vector<fs::path> folders{folder};
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    {
        if (entry.is_directory() && entry.path().filename() != "datasets")
        {
            folders.push_back(entry.path());
        }
    }
    std::sort(folders.begin(), folders.end());
    std::vector<PlanCase> cases;
    for (auto next = folders.begin(); next != folders.end();)
    {
        const fs::path each = *next++;
        const bool leaf = next == folders.end() || next->parent_path() != each;
        const bool begun = fs::exists(each / "record.json") || fs::exists(each / "rows.json") ||
                           (leaf && fs::exists(each / "case.json"));
        if (fs::exists(each / "expected.json") || (fresh && begun))
        {
            cases.emplace_back(each, folder);
        }
    }
    return cases;
}

} // namespace duijie::app

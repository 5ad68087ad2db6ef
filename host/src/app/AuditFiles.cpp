#include "app/AuditFiles.h"

#include "app/WholeFile.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

// Letters of any script may stand in a file's name; what means something to a file system may not.
bool isUnfit(char c) noexcept
{
    constexpr std::string_view Special = "/\\:*?\"<>|";
    return static_cast<unsigned char>(c) < 0x21 || c == 0x7F || Special.find(c) != std::string_view::npos;
}

} // namespace

std::string reportName(const std::string& flow, const std::string& day)
{
    std::string name = flow;
    std::replace_if(name.begin(), name.end(), isUnfit, '_');
    if (!name.empty() && name.front() == '.')
    {
        name.front() = '_';
    }
    if (name != flow)
    {
        name += "-" + sdk::sha256Hex(flow).substr(0, 6); // two names must not share a file
    }
    return name + "-" + day;
}

bool writeReports(const std::string& folder, const AuditHead& head, const engine::AuditReport& report,
                  std::string& error)
{
    if (!report.complete)
    {
        error = text::say("app.report.incomplete");
        return false;
    }
    if (!makeFolder(folder, error))
    {
        return false;
    }
    for (const auto& [day, findings] : report.days)
    {
        const std::string path = folder + "/" + reportName(head.flow, day);
        if (!writeWhole(path + ".json", dayJson(head, report, day), error) ||
            !writeWhole(path + ".html", dayPage(head, report, day), error))
        {
            return false;
        }
    }
    return true;
}

} // namespace duijie::app

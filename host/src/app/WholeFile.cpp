#include "app/WholeFile.h"

#include "config/PrivateFile.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <filesystem>

namespace duijie::app
{

bool makeFolder(const std::string& folder, std::string& error)
{
    std::error_code code;
    const std::filesystem::path path = text::pathOf(folder);
    std::filesystem::create_directories(path, code);
    if (code || !std::filesystem::is_directory(path, code))
    {
        error = text::say(
            "app.file.folder",
            {folder, text::systemReason(code ? code : std::make_error_code(std::errc::not_a_directory))});
        return false;
    }
    return true;
}

bool writeWhole(const std::string& path, std::string_view content, std::string& error)
{
    const std::error_code code = config::replaceFile(path, content, config::Readers::OwnerAndGroup);
    if (code)
    {
        error = text::say("app.file.unwritten", {path, text::systemReason(code)});
    }
    return !code;
}

} // namespace duijie::app

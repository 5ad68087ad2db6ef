#include "app/WholeFile.h"

#include "config/PrivateFile.h"

#include "text/Catalogue.h"

#include <filesystem>

namespace duijie::app
{

bool makeFolder(const std::string& folder, std::string& error)
{
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code || !std::filesystem::is_directory(folder, code))
    {
        error = text::say(
            "app.file.folder",
            {folder, code ? code.message() : std::make_error_code(std::errc::not_a_directory).message()});
        return false;
    }
    return true;
}

bool writeWhole(const std::string& path, std::string_view content, std::string& error)
{
    const std::error_code code = config::replaceFile(path, content, config::Readers::OwnerAndGroup);
    if (code)
    {
        error = text::say("app.file.unwritten", {path, code.message()});
    }
    return !code;
}

} // namespace duijie::app

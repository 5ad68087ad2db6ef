#include "app/RequestFiles.h"

#include "store/Files.h"

#include <fstream>
#include <iterator>

namespace duijie::app
{

namespace
{

// A list of many thousand records by name fits.
constexpr std::uintmax_t MostBytes = 64U << 20;

} // namespace

std::string readRequestFile(const std::string& path)
{
    std::error_code code;
    const std::filesystem::path file = store::pathOf(path);
    const auto status = std::filesystem::symlink_status(file, code);
    if (code || !std::filesystem::is_regular_file(status) ||
        std::filesystem::file_size(file, code) > MostBytes || code)
    {
        return {};
    }
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace duijie::app

#include "app/RequestFiles.h"

#include "store/Files.h"

#include <fstream>
#include <iterator>

#ifdef _WIN32
#include <chrono>
#include <thread>
#endif

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
#ifdef _WIN32
    // It bears its name a moment before whoever gave it that lets go of it.
    for (int tries = 0; !stream.is_open() && tries < 20; ++tries)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        stream.clear();
        stream.open(file, std::ios::binary);
    }
#endif
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace duijie::app

#include "text/Paths.h"

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#endif

namespace duijie::text
{

namespace fs = std::filesystem;

fs::path pathOf(const std::string& utf8)
{
    return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string utf8Of(const fs::path& path)
{
    const std::u8string text = path.u8string();
    return std::string(text.begin(), text.end());
}

#ifdef _WIN32

std::string programFolder()
{
    std::wstring name(32768, L'\0'); // the longest there can be
    name.resize(GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
    return utf8Of(fs::path(name).parent_path());
}

std::string systemReason(const std::error_code& error)
{
    if (error.category() != std::system_category())
    {
        return error.message();
    }
    wchar_t buffer[512] = {};
    const DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
                                            FORMAT_MESSAGE_MAX_WIDTH_MASK,
                                        nullptr, static_cast<DWORD>(error.value()), 0, buffer, 512, nullptr);
    std::string text = utf8Of(fs::path(std::wstring(buffer, length)));
    while (!text.empty() && text.back() == ' ')
    {
        text.pop_back();
    }
    return text.empty() ? "error " + std::to_string(error.value()) : text;
}

#else

std::string programFolder()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? std::string() : program.parent_path().string();
}

std::string systemReason(const std::error_code& error)
{
    return error.message();
}

#endif

} // namespace duijie::text

#include "Spoil.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <iconv.h>
#endif

namespace duijie::sandbox
{

#ifdef _WIN32

std::string toGbk(std::string_view text)
{
    constexpr UINT Gbk = 936;
    const int size = static_cast<int>(text.size());
    std::wstring wide(text.size(), L'\0');
    wide.resize(
        static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), size, wide.data(), size)));
    std::string out(2 * wide.size(), '\0');
    out.resize(static_cast<std::size_t>(WideCharToMultiByte(Gbk, 0, wide.data(),
                                                            static_cast<int>(wide.size()), out.data(),
                                                            static_cast<int>(out.size()), "?", nullptr)));
    return out;
}

#else

std::string toGbk(std::string_view text)
{
    const iconv_t converter = iconv_open("GBK", "UTF-8");
    if (converter == reinterpret_cast<iconv_t>(-1))
        return std::string(text);
    std::string source(text);
    std::string out(text.size() + 16, '\0');
    char* from = source.data();
    char* to = out.data();
    std::size_t left = source.size();
    std::size_t room = out.size();
    while (left > 0)
    {
        if (iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1))
            break;
        // A character GBK lacks: skip its UTF-8 bytes and go on.
        do
        {
            ++from;
            --left;
        } while (left > 0 && (static_cast<unsigned char>(*from) & 0xC0) == 0x80);
        *to++ = '?';
        --room;
    }
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

#endif

} // namespace duijie::sandbox

#include "JsonOut.h"

namespace duijie::sandbox
{

void appendQuoted(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    std::size_t plainFrom = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, plainFrom, i - plainFrom);
        plainFrom = i + 1;
        out += '\\';
        if (c == '"' || c == '\\')
            out += static_cast<char>(c);
        else if (c == '\n')
            out += 'n';
        else
        {
            out += "u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
    out.append(text, plainFrom, text.size() - plainFrom);
    out += '"';
}

} // namespace duijie::sandbox

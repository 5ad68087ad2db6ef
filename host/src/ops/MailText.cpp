#include "ops/MailText.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::ops
{

namespace
{

constexpr std::size_t MostOfAHeader = 400;
constexpr std::size_t BytesOfAWord = 42; // 56 letters, with "=?UTF-8?B?" and "?=" within 76
constexpr std::size_t LettersOfALine = 76;

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
           text.find("=?") == std::string_view::npos;
}

} // namespace

std::string headerText(std::string_view text)
{
    const std::string line = sdk::excerpt(text, MostOfAHeader);
    if (isPlain(line) && line.size() <= LettersOfALine)
    {
        return line;
    }
    std::string out;
    for (std::string_view rest = line; !rest.empty();)
    {
        const std::string_view word = sdk::cutUtf8(rest, BytesOfAWord);
        if (word.empty())
        {
            break; // no UTF-8; excerpt() gives none such
        }
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + sdk::base64(word) + "?=";
        rest.remove_prefix(word.size());
    }
    return out;
}

} // namespace duijie::ops

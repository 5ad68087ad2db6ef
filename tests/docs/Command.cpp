#include "Command.h"

#include <cctype>

namespace duijie::docs
{

namespace
{

bool isLetter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

int codeOf(const std::string& remark)
{
    for (const std::string mark : {"exit code ", "退出码 "})
    {
        const std::size_t at = remark.find(mark);
        if (at != std::string::npos && at + mark.size() < remark.size())
        {
            return remark[at + mark.size()] - '0';
        }
    }
    return 0;
}

Command commandOf(const std::string& line, int number)
{
    const std::size_t mark = line.starts_with('#') ? 0 : line.find(" #");
    std::string text = line.substr(0, mark);
    text.erase(text.find_last_not_of(' ') + 1);
    return {text, mark == std::string::npos ? 0 : codeOf(line.substr(mark)), number};
}

} // namespace

std::vector<Command> commandsOf(const Fence& fence)
{
    std::vector<Command> out;
    std::string whole;
    for (const Piece& piece : fence.lines)
    {
        std::string line = piece.text;
        if (fence.kind() == "console" && whole.empty())
        {
            if (!line.starts_with("$ "))
            {
                continue;
            }
            line.erase(0, 2);
        }
        whole += line;
        if (whole.ends_with('\\'))
        {
            whole.back() = ' ';
            continue;
        }
        const Command command = commandOf(whole, piece.line);
        if (!command.text.empty())
        {
            out.push_back(command);
        }
        whole.clear();
    }
    return out;
}

std::string filledIn(const std::string& text, const std::map<std::string, std::string>& table)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();)
    {
        const std::string* value = nullptr;
        std::size_t length = 1;
        for (const auto& [word, replacement] : table)
        {
            const std::size_t end = at + word.size();
            const bool whole = (at == 0 || !isLetter(word.front()) || !isLetter(text[at - 1])) &&
                               (end >= text.size() || !isLetter(word.back()) || !isLetter(text[end]));
            if (whole && text.compare(at, word.size(), word) == 0 &&
                (value == nullptr || word.size() > length))
            {
                value = &replacement;
                length = word.size();
            }
        }
        out += value != nullptr ? *value : text.substr(at, 1);
        at += length;
    }
    return out;
}

} // namespace duijie::docs

#include "app/Interview.h"

#include "app/CommandSupport.h"
#include "app/HiddenInput.h"
#include "app/Machine.h"

#include "text/Catalogue.h"

#include <charconv>
#include <cstdio>
#include <iostream>

namespace duijie::app
{

namespace
{

constexpr std::size_t MostSecretBytes = 64 * 1024;

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string::npos ? std::string()
                                      : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

std::optional<std::string> Interview::line(const std::string& prompt, Shown shown)
{
    std::fputs((prompt + " ").c_str(), stdout);
    std::fflush(stdout);
    std::string answer;
    if (stopFlag() || !std::getline(std::cin, answer))
    {
        return std::nullopt;
    }
    if (!isTerminalInput())
    {
        printLine(shown == Shown::Yes ? answer
                                      : ""); // as a terminal would: the output can be read afterwards
    }
    return trimmed(answer);
}

std::optional<std::string> Interview::ask(const std::string& question, const std::string& fallback,
                                          const Check& check)
{
    const std::string prompt = fallback.empty() ? question : question + " [" + fallback + "]";
    while (auto answer = line(prompt))
    {
        const std::string given = answer->empty() ? fallback : *answer;
        const std::string wrong = given.empty() ? text::say("app.init.needed") : check ? check(given) : "";
        if (wrong.empty())
        {
            return given;
        }
        printLine(wrong);
    }
    return std::nullopt;
}

std::optional<std::string> Interview::askOptional(const std::string& question, const Check& check)
{
    while (auto answer = line(question))
    {
        const std::string wrong = answer->empty() || !check ? "" : check(*answer);
        if (wrong.empty())
        {
            return answer;
        }
        printLine(wrong);
    }
    return std::nullopt;
}

std::optional<std::string> Interview::secret(const std::string& question)
{
    while (auto answer =
               isTerminalInput() ? readHidden(question + " ", MostSecretBytes) : line(question, Shown::No))
    {
        if (!answer->empty())
        {
            return answer;
        }
        printLine(text::say("app.init.needed"));
    }
    return std::nullopt;
}

std::optional<bool> Interview::yes(const std::string& question)
{
    const auto answer = ask(question, "y",
                            [](const std::string& given)
                            {
                                const bool known =
                                    given == "y" || given == "n" || given == "yes" || given == "no";
                                return known ? std::string() : text::say("app.init.yes_or_no");
                            });
    return answer ? std::optional(answer->front() == 'y') : std::nullopt;
}

std::optional<std::size_t> Interview::choose(const std::string& question,
                                             const std::vector<std::string>& choices)
{
    if (choices.size() == 1)
    {
        return 0;
    }
    for (std::size_t i = 0; i < choices.size(); ++i)
    {
        printLine("  " + std::to_string(i + 1) + "  " + choices[i]);
    }
    std::size_t number = 0;
    const auto answer =
        ask(question, "1",
            [&](const std::string& given)
            {
                const auto end = given.data() + given.size();
                const auto read = std::from_chars(given.data(), end, number);
                const bool well =
                    read.ec == std::errc() && read.ptr == end && number >= 1 && number <= choices.size();
                return well ? std::string() : text::say("app.init.number", {std::to_string(choices.size())});
            });
    return answer ? std::optional(number - 1) : std::nullopt;
}

} // namespace duijie::app

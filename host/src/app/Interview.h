// Questions to whoever sits at the terminal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace duijie::app
{

/// Thrown by need() when the input ended before the last answer: then nothing more can be asked.
struct Nobody
{
};

template <typename T> T need(std::optional<T> answer)
{
    if (!answer)
    {
        throw Nobody();
    }
    return std::move(*answer);
}

/// Asks on standard output and reads lines of standard input, which may be a file or a pipe as well. Every
/// answer is nothing once the input has ended: then nobody is there.
class Interview
{
public:
    /// Empty: the answer is taken. Else a sentence, and the question is asked again.
    using Check = std::function<std::string(const std::string&)>;

    /// An empty line stands for `fallback`; without one the question is asked again.
    std::optional<std::string> ask(const std::string& question, const std::string& fallback = {},
                                   const Check& check = {});

    /// May be left empty.
    std::optional<std::string> askOptional(const std::string& question, const Check& check = {});

    /// Not shown while it is typed.
    std::optional<std::string> secret(const std::string& question);

    std::optional<bool> yes(const std::string& question);

    /// The place in `choices` (not empty) of the one that is chosen; a single one is not asked for.
    std::optional<std::size_t> choose(const std::string& question, const std::vector<std::string>& choices);

private:
    enum class Shown
    {
        Yes,
        No
    };
    std::optional<std::string> line(const std::string& prompt, Shown shown = Shown::Yes);
};

} // namespace duijie::app

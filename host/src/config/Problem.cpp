#include "config/Problem.h"

namespace duijie::config
{

std::string describe(const Problem& problem)
{
    std::string out = problem.file;
    if (!out.empty())
    {
        out += (problem.line > 0 ? ":" + std::to_string(problem.line) : "") + ": ";
    }
    return out + (problem.path.empty() ? "" : problem.path + ": ") + problem.message;
}

} // namespace duijie::config

// What is wrong with the configuration, and where.
#pragma once

#include <string>
#include <vector>

namespace duijie::config
{

/// One thing wrong with the configuration.
struct Problem
{
    std::string path;    ///< "flows.panying.lag_second"
    std::string message; ///< sentence: found, expected, what to do
    std::string file{};  ///< as it was named; empty: not of a file
    int line = 0;        ///< counted from 1; 0: not known
    int column = 0;
};

using Problems = std::vector<Problem>;

/// "duijie.json:12: flows.panying.lag_second: There is no setting ...", as compilers do.
std::string describe(const Problem& problem);

} // namespace duijie::config

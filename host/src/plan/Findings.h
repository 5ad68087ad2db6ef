// What is wrong with a document, before anything runs.
#pragma once

#include <string>
#include <vector>

namespace duijie::plan
{

/// One finding about a metadata document.
struct Finding
{
    bool error = true;       ///< false: a warning; the document may still be used
    std::string path;        ///< where, as a JSON path: "request[3].value"
    std::string message;     ///< a whole sentence in the process's language: found, expected, what to do
    bool incomplete = false; ///< with a warning: it can be tried by hand, but no flow can be made of it
};

using Findings = std::vector<Finding>;

/// True when there is at least one error.
bool hasErrors(const Findings& findings) noexcept;

} // namespace duijie::plan

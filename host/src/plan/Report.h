// Adds findings with sentences of the catalogue.
#pragma once

#include "plan/Findings.h"
#include "text/Catalogue.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace duijie::plan
{

/// What every part of the compiler reports to.
class Report
{
public:
    explicit Report(Findings& findings) : _findings(findings) {}

    /// Adds an error: sentence `id` of the catalogue about the place `path`.
    void error(std::string_view path, std::string_view id,
               std::initializer_list<std::string_view> arguments = {})
    {
        _findings.push_back({true, std::string(path), text::say(id, arguments)});
    }

    /// As error(), for something that does not stop the document from being used.
    void warning(std::string_view path, std::string_view id,
                 std::initializer_list<std::string_view> arguments = {})
    {
        _findings.push_back({false, std::string(path), text::say(id, arguments)});
    }

    /// As warning(), for what a piece of a document may lack but a flow needs.
    void incomplete(std::string_view path, std::string_view id,
                    std::initializer_list<std::string_view> arguments = {})
    {
        _findings.push_back({false, std::string(path), text::say(id, arguments), true});
    }

private:
    Findings& _findings;
};

/// Which of the two documents of a plan is read.
enum class Side
{
    Source,
    Target
};

} // namespace duijie::plan

// duijie.json: read whole or refused with reasons.
#include "Rules.h"

#include "config/Comments.h"
#include "config/Config.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace duijie::fuzz
{

void target(Input& input)
{
    static const int file = ::memfd_create("duijie.json", MFD_CLOEXEC);
    static const std::string path = "/proc/self/fd/" + std::to_string(file);
    const std::string_view text = input.rest();
    hold(::ftruncate(file, 0) == 0 &&
             ::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()),
         "the file can be written");
    config::Problems problems;
    const auto config = config::readConfig(path, problems);
    hold(config.has_value() == problems.empty(), "a configuration comes back, or reasons do", text);
    for (const config::Problem& problem : problems)
    {
        hold(!problem.message.empty(), "a problem has a sentence", problem.path);
        hold(problem.message != text::say("config.schema"),
             "the schema refuses nothing that the reader takes", text);
    }
    if (config)
    {
        for (const auto& [name, flow] : config->flows)
        {
            hold(config->connections.count(flow.source) == 1, "a flow's source is a connection", name);
            hold(flow.target.empty() || config->connections.count(flow.target) == 1,
                 "a flow's target is a connection", name);
        }
    }
    const std::string blank = config::blankComments(text);
    hold(blank.size() == text.size(), "blanking comments moves nothing", text);
    hold(std::count(blank.begin(), blank.end(), '\n') == std::count(text.begin(), text.end(), '\n'),
         "and keeps the lines", text);
    hold(config::blankComments(blank) == blank, "and leaves no comment", text);
}

} // namespace duijie::fuzz

#include "app/HostRequest.h"

#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/RequestBox.h"

#include "text/Catalogue.h"

namespace duijie::app
{

std::string requestOf(const config::Config& config, std::string_view body, int& exitCode)
{
    const std::string folder = requestFolder(config.storeUrl);
    const Answer answer = askHost(
        folder, body, [] { return stopFlag().load(); },
        [] {
            printProblems({{"", text::say("app.request.waiting")}});
        });
    exitCode = EXIT_LOCKED;
    switch (answer.kind)
    {
    case Answer::Kind::Given:
        exitCode = EXIT_WELL;
        return answer.text;
    case Answer::Kind::NoHost:
        printProblems({{"", text::say("app.request.no_host")}});
        break;
    case Answer::Kind::Forbidden:
        printProblems({{"", text::say("app.request.forbidden", {folder, answer.text})}});
        break;
    case Answer::Kind::Stopped:
        printProblems({{"", text::say("app.request.stopped")}});
        exitCode = EXIT_ATTENTION;
        break;
    }
    return {};
}

} // namespace duijie::app

// The kit's stand-in host links and works from where it was installed.
#include <TestHost.h>

#include "duijie/sdk/Services.h"

int main()
{
    duijie::testkit::TestContext context;
    context.fail(duijie::sdk::toView("a sentence"));
    duijie::testkit::TestHost host;
    host.setLanguage("zh-CN");
    const bool chinese = duijie::sdk::Services::languageOf(host) == duijie::sdk::Language::Chinese;
    return context.message() == "a sentence" && chinese ? 0 : 1;
}

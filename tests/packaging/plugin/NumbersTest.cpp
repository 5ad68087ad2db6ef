// The kit's stand-in host links and works from where it was installed.
#include <TestHost.h>

int main()
{
    duijie::testkit::TestContext context;
    context.fail(duijie::sdk::toView("a sentence"));
    return context.message() == "a sentence" ? 0 : 1;
}

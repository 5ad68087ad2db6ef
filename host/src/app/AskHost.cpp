#include "app/AskHost.h"

#include "app/RequestFiles.h"
#include "app/WholeFile.h"

#include "duijie/sdk/Digest.h"

#include "store/Files.h"

#include <Poco/Process.h>

#include <charconv>
#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

namespace duijie::app
{

namespace
{

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto LookEvery = std::chrono::milliseconds(20);
constexpr auto SlowAfter = std::chrono::seconds(2);

// The host may run as another user than root, who asks: the folder keeps everybody else out.
bool leave(const std::string& name, std::string_view body, std::string& error)
{
    const std::string part = name + ".part";
    std::error_code code;
    if (!writeWhole(part, body, error))
    {
        return false;
    }
    fs::permissions(store::pathOf(part),
                    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                        fs::perms::others_read,
                    code);
    fs::rename(store::pathOf(part), store::pathOf(name + RequestSuffix), code);
    error = code.message();
    return !code;
}

bool hostLives(const std::string& folder)
{
    const std::string text = readRequestFile(folder + HostFile);
    int pid = 0;
    std::from_chars(text.data(), text.data() + text.size(), pid);
    return pid > 0 && Poco::Process::isRunning(pid);
}

// Over without an answer, or nothing yet.
std::optional<Answer::Kind> outcome(const std::string& folder, const std::string& request, bool given)
{
    std::error_code ignored;
    if (!given && hostLives(folder))
    {
        return std::nullopt;
    }
    // A request that could be removed was not taken: it will not be done.
    const bool untaken = fs::remove(store::pathOf(request), ignored);
    return untaken && !given ? Answer::Kind::NoHost : Answer::Kind::Stopped;
}

} // namespace

Answer askHost(const std::string& folder, std::string_view body, const std::function<bool()>& stop,
               const std::function<void()>& slow)
{
    std::error_code code;
    const fs::file_status status = fs::status(store::pathOf(folder), code);
    if (!fs::is_directory(status))
    {
        return {status.type() == fs::file_type::not_found ? Answer::Kind::NoHost : Answer::Kind::Forbidden,
                code.message()};
    }
    const std::string name = folder + "/" + sdk::randomNumber();
    std::string error;
    if (!leave(name, body, error))
    {
        return {Answer::Kind::Forbidden, error};
    }
    const auto began = Clock::now();
    bool told = false;
    while (!store::fileExists(name + AnswerSuffix))
    {
        const auto waited = Clock::now() - began;
        const auto over = outcome(folder, name + RequestSuffix, stop());
        if (over && !store::fileExists(name + AnswerSuffix)) // a host answers before it ends
        {
            return {*over, ""};
        }
        if (!told && waited > SlowAfter)
        {
            told = true;
            slow();
        }
        std::this_thread::sleep_for(LookEvery);
    }
    Answer answer{Answer::Kind::Given, readRequestFile(name + AnswerSuffix)};
    store::removeFile(name + AnswerSuffix);
    return answer;
}

} // namespace duijie::app

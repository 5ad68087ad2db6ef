#include "app/RequestBox.h"

#include "app/RequestFiles.h"
#include "app/WholeFile.h"

#include "store/Files.h"

#include "text/Catalogue.h"

#include <Poco/Process.h>

#include <algorithm>
#include <filesystem>

namespace duijie::app
{

namespace
{

namespace fs = std::filesystem;

// A request is a few names; a backlog of them is no reason to read them all at once.
constexpr std::size_t MostAtOnce = 64;

} // namespace

std::string requestFolder(const std::string& storeUrl)
{
    return storeUrl.substr(storeUrl.find(':') + 1) + ".requests";
}

RequestBox::RequestBox(std::string folder, std::string& error) : _folder(std::move(folder))
{
    std::error_code code;
    const fs::path path = store::pathOf(_folder);
    fs::remove_all(path, code);
    code.clear();
    fs::create_directory(path, code);
    if (!code)
    {
        fs::permissions(path, fs::perms::owner_all, code);
    }
    if (code)
    {
        error = text::say("app.request.no_folder", {_folder, code.message()});
        return;
    }
    _open = writeWhole(_folder + HostFile, std::to_string(Poco::Process::id()), error);
}

RequestBox::~RequestBox()
{
    if (_open)
    {
        // Answers that nobody has read yet stay; the next host clears them away.
        std::error_code ignored;
        store::removeFile(_folder + HostFile);
        fs::remove(store::pathOf(_folder), ignored);
    }
}

std::vector<Request> RequestBox::take()
{
    std::vector<Request> taken;
    std::error_code code;
    if (!_open)
    {
        return taken;
    }
    for (fs::directory_iterator at(store::pathOf(_folder), code), end;
         !code && at != end && taken.size() < MostAtOnce; at.increment(code))
    {
        const fs::path path = at->path();
        if (path.extension() != RequestSuffix)
        {
            continue;
        }
        // Taken by renaming: whoever asked then knows that it will be done.
        const fs::path mine = fs::path(path).replace_extension(TakenSuffix);
        std::error_code failed;
        fs::rename(path, mine, failed);
        if (!failed)
        {
            taken.push_back({store::utf8Of(path.stem()), readRequestFile(store::utf8Of(mine))});
            fs::remove(mine, failed);
        }
    }
    std::sort(taken.begin(), taken.end(), [](const Request& a, const Request& b) { return a.id < b.id; });
    return taken;
}

void RequestBox::answer(const std::string& id, std::string_view body)
{
    std::string ignored; // who asked is told that no answer came
    writeWhole(_folder + "/" + id + AnswerSuffix, body, ignored);
}

} // namespace duijie::app

// Where other processes of this machine leave requests to the running host.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duijie::app
{

/// The folder of requests for the store of this URL.
std::string requestFolder(const std::string& storeUrl);

/// One request, as it was left.
struct Request
{
    std::string id;
    std::string body;
};

/// A folder beside the store that only its user may enter: who may write there may ask. Requests and answers
/// are files that appear by being renamed, so that nobody reads a part. It needs no port, works the same on
/// every system, and who asked sees when nobody answers. The host's side; one thread.
class RequestBox
{
public:
    /// Makes the folder, and empties it of what an earlier host left. Without it (no permission, no room) the
    /// host runs all the same: `error` says why.
    RequestBox(std::string folder, std::string& error);
    ~RequestBox();

    RequestBox(const RequestBox&) = delete;
    RequestBox& operator=(const RequestBox&) = delete;

    /// What was left since; each is taken once.
    std::vector<Request> take();

    /// Leaves the answer where who asked looks for it.
    void answer(const std::string& id, std::string_view body);

private:
    const std::string _folder;
    bool _open = false;
};

} // namespace duijie::app

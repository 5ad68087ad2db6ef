// Asks the host that runs on this machine; the other side of RequestBox.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace duijie::app
{

/// What came of asking.
struct Answer
{
    enum class Kind
    {
        Given,
        NoHost,    ///< no host takes requests
        Forbidden, ///< this user may not ask: `text` is the system's reason
        Stopped    ///< who asked gave up waiting; the host may have done it
    };

    Kind kind = Kind::NoHost;
    std::string text; ///< the host's answer when given
};

/// Leaves a request in `folder` and waits for its answer until `stop` says true or the host is gone. One that
/// was not taken by then is removed: it will not be done. `slow` is called once when the answer takes long.
Answer askHost(const std::string& folder, std::string_view body, const std::function<bool()>& stop,
               const std::function<void()>& slow);

} // namespace duijie::app

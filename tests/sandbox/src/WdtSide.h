#pragma once

#include "Message.h"
#include "Options.h"
#include "Parameters.h"
#include "RateWindow.h"
#include "WdtQuery.h"
#include "World.h"

#include <atomic>
#include <optional>

namespace duijie::sandbox
{

/** Everything WDT answers: through the Taobao gateway and over its own direct interface. */
class WdtSide
{
public:
    /** All references must outlive this object. */
    WdtSide(const World& gains, const World& losses, const Options& options);

    /** True for the paths that belong to this vendor. */
    static bool owns(std::string_view path);

    /** Answers one call. */
    Response handle(const Request& request, PageFault fault, std::int64_t nowMs);

    /** Bans every call through the Taobao gateway until that moment; in the `error_response` wrapper when
     * asked. */
    void ban(std::int64_t untilMs, bool errorResponse);

    RateWindow& window() { return _window; }

    const RateWindow& window() const { return _window; }

private:
    Response qimen(const Request& request, PageFault fault, std::int64_t nowMs);
    Response direct(const Request& request, PageFault fault, std::int64_t nowMs);
    std::optional<Response> banned(std::int64_t nowMs) const;
    bool knows(std::string_view method) const;
    Response work(std::string_view method, const Behaviour& behaviour, const Parameters& parameters,
                  PageFault fault, std::int64_t nowMs) const;

    const World& _gains;
    const World& _losses;
    const Options& _options;
    RateWindow _window;
    std::atomic<std::int64_t> _bannedUntilMs{0};
    std::atomic<bool> _banAsErrorResponse{false};
};

} // namespace duijie::sandbox

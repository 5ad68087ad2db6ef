#pragma once

#include "JdyAccess.h"
#include "JdyBills.h"
#include "JdyGate.h"
#include "RateWindow.h"

#include <atomic>
#include <optional>

namespace duijie::sandbox
{

/** Everything Kingdee answers: gateway, authorisation, base data and bills. */
class JdySide
{
public:
    /** All references must outlive this object. */
    JdySide(const World& world, const Options& options, Books& books, Journal& journal);

    /** True for the paths that belong to this vendor, known or not. */
    static bool owns(std::string_view path);

    /** All checks in front of the work; a refusal, or nothing when the call may be carried out. */
    std::optional<Response> admit(const Request& request, std::int64_t nowMs);

    /** Carries out an admitted call. */
    Response perform(const Request& request, std::int64_t nowMs, bool auditFails);

    /** A new appSecret, as the vendor makes one every 24 hours. */
    void rotate();

    /** Ends all tokens given so far. */
    void expireTokens();

    /** Writes the state of access into a journal that was just emptied. */
    void journalAccess();

    /** Applies a journal line that concerns access; false when the line is about bills. */
    bool replay(const JsonValue& line);

    /** The router address business calls must name. */
    void setDomain(std::string domain);

    JdyAccess& access() { return _access; }

    JdyBills& bills() { return _bills; }

    RateWindow& bookWindow() { return _bookWindow; }

    const RateWindow& bookWindow() const { return _bookWindow; }

    RateWindow& tokenWindow() { return _tokenWindow; }

    const RateWindow& tokenWindow() const { return _tokenWindow; }

private:
    Response bill(const Request& request, std::int64_t nowMs, bool auditFails);
    Response authorize(const Parameters& parameters);
    Response token(const Parameters& parameters, std::int64_t nowMs);
    void writeAuthorization(JsonOut& out, std::string_view appKey, std::string_view secret, int status) const;

    const World& _world;
    const Options& _options;
    Journal& _journal;
    JdyAccess _access;
    JdyGate _gate;
    JdyBills _bills;
    RateWindow _bookWindow;
    RateWindow _tokenWindow;
    std::atomic<std::uint64_t> _calls{0};
};

} // namespace duijie::sandbox

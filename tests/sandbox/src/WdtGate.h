#pragma once

#include "Message.h"
#include "Options.h"
#include "Parameters.h"

#include <optional>

namespace duijie::sandbox
{

/** Answer of the Taobao gateway itself: {"response":{"flag":"failure","code":…,"message":…,"request_id":…}}.
 */
Response topFailure(int code, std::string_view message);

/** Collects the parameters of query and form body; a refusal when the body is of another kind. */
std::optional<Response> collectParameters(const Request& request, Parameters& parameters);

/**
 * The checks of the gateway before the call reaches WDT (vendor: TOP platform codes and signing rules); the
 * first that fails gives the answer. Nothing when the call may pass.
 */
std::optional<Response> checkGateway(const Parameters& parameters, bool knownMethod,
                                     const Credentials& credentials, std::int64_t nowMs);

} // namespace duijie::sandbox

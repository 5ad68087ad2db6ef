#pragma once

#include "Message.h"
#include "Options.h"
#include "Parameters.h"

#include <optional>
#include <string>

namespace duijie::sandbox
{

/**
 * Collects the form of a call to WDT's direct interface and checks it: account, appkey, epoch-second
 * timestamp within five minutes, and the sign (vendor: direct signing rules). Nothing when the call may pass.
 */
std::optional<Response> checkDirect(const Request& request, Parameters& parameters,
                                    const Credentials& credentials, std::int64_t nowMs);

/** The method behind a file name such as `stockin_order_query.php`; empty when it is no such name. */
std::string methodOfPhp(std::string_view file);

/** An answer made for the gateway with `errorcode`, without its wrapper and with `code` instead. */
Response asDirect(Response answer);

/** What the web server says to a file it does not have. */
Response directNotFound();

} // namespace duijie::sandbox

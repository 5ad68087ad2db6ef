// One answer, classified.
#pragma once

#include "JdyErrors.h"

#include "duijie/abi/types.h"
#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Json.h"

#include <cstdint>
#include <string>

namespace duijie::jdy
{

/// How an answer is to be read.
struct JdyReading
{
    bool write = false;    ///< what is not certain is STATUS_UNKNOWN, else STATUS_UNAVAILABLE
    bool needsIds = false; ///< success must name ids (data.ids)
    bool audits = false;   ///< saves and audits at once: a failed audit may leave a draft
    bool codeForm = false; ///< {"code":200,"msg"} counts as an envelope too. Vendor: authorisation page
};

struct JdyVerdict
{
    StatusCode code = STATUS_OK;
    uint32_t waitMs = 0;
    bool limited =
        false; ///< with STATUS_THROTTLED: the whole account is to be silent, not only this document
    bool newToken = false; ///< refused because of the token, surely not applied
    bool newGrant = false; ///< refused because of the authorisation, surely not applied
    bool missing = false;  ///< with STATUS_REJECTED: because something does not exist
    std::string errcode;
    std::string vendorText; ///< what the vendor said, as it said it
    std::string message;    ///< without who and where; empty on success
};

/// Reads an answer; `document` holds it afterwards when it is JSON.
JdyVerdict readReply(const sdk::HttpReply& reply, const JdyReading& how, sdk::JsonDocument& document);

/// Lays the meaning of `kind` over a verdict that is uncertain so far.
void applyKind(JdyErrorKind kind, uint32_t retryAfterMs, JdyVerdict& verdict);

/// data.ids[0] of a save; empty when there is none.
std::string_view firstId(const sdk::JsonDocument& document) noexcept;

} // namespace duijie::jdy

#pragma once

#include "Message.h"
#include "Options.h"

#include <string_view>

namespace duijie::sandbox
{

/** WDT's own codes. Which code says what is known of few; the texts decide. */
namespace wdtcode
{
/** Bad input, as the clients that list WDT's codes group it. */
inline constexpr int kBadInput = 100;
/** More than 60 calls in a minute. */
inline constexpr int kTooFrequent = 1012;
/** An account it does not know. */
inline constexpr int kBadAccount = 2030;
/** Clients group these with the account's code; which is which is this sandbox's choice. */
inline constexpr int kBadAppKey = 2060;
inline constexpr int kBadSign = 2100;
} // namespace wdtcode

/** A business refusal of WDT: its own code and text behind the gateway's envelope. */
Response wdtFailure(const Behaviour& behaviour, int code, std::string_view text);

/** The refusal of a call too many; it always comes as errorcode. */
Response wdtTooFrequent();

} // namespace duijie::sandbox

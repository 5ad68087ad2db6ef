#pragma once

#include "Message.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Kingdee's reasons (vendor: error code table of the open platform). */
namespace jdycode
{
inline constexpr std::int64_t kBadRequest = 400;
inline constexpr std::int64_t kTooMany = 429;
inline constexpr std::int64_t kTokenExpired = 1000202001;
inline constexpr std::int64_t kBadAuthorization = 1020002008;
inline constexpr std::int64_t kEmpty = 1030002000;
inline constexpr std::int64_t kWrongType = 1030002001;
inline constexpr std::int64_t kDuplicate = 1030002002;
inline constexpr std::int64_t kNotFound = 1030002003;
inline constexpr std::int64_t kTooManyObjects = 1030002005;
/** Bad format; on the token endpoint it says that the appSecret has rotated. */
inline constexpr std::int64_t kBadFormat = 1030002006;
/** The supply chain service's own refusals; the digits after the service are this sandbox's choice. */
inline constexpr std::int64_t kSupplyChain = 2016002000;
inline constexpr std::int64_t kLineMismatch = 2016002095;
} // namespace jdycode

/** {"errcode":0,"description":"success","data":…}; the data must be JSON text. */
Response jdyData(std::string_view data);

/** {"errcode":…,"description":…}, by default with HTTP 200 as the business refusals come. */
Response jdyRefusal(std::int64_t errcode, std::string_view description, int status = 200);

} // namespace duijie::sandbox

// What Poco's exceptions mean, for people.
#pragma once

#include <Poco/Exception.h>

#include <string>

namespace duijie::sdk
{

/// Why a connection failed; the system's own words stay in it.
std::string reasonOf(const Poco::Exception& failure);

} // namespace duijie::sdk

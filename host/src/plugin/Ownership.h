// Whoever can write a library or its folder can put code into the host.
#pragma once

#include <filesystem>
#include <string>

namespace duijie::plugin
{

/// Empty when only this user and the machine's administrators can change the file and its folder; else the
/// sentence it is refused with. On Windows, where access lists say who may, those are meant who are
/// everybody: Everyone, Users, Authenticated Users, Interactive, Guests.
std::string notSafelyOwned(const std::filesystem::path& library);

} // namespace duijie::plugin

// The one catalogue of everything operators read, in Chinese and English.
#pragma once

#include "duijie/sdk/Messages.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::text
{

/// The language of this process, which connectors are told. Set once at start-up, before threads.
using sdk::Language;
using sdk::language;
using sdk::setLanguage;

/// Chinese when the locale's name (LC_ALL, LC_MESSAGES, LANG) says so; without one, when Windows shows itself
/// in Chinese; else English.
Language languageOfEnvironment() noexcept;

/// The sentence of this id in the process's language, {0}, {1}, ... replaced by `arguments`. An id that is
/// not in the catalogue comes back as the id with its arguments: visible, never empty.
std::string say(std::string_view id, std::initializer_list<std::string_view> arguments = {});

/// All sentences of the host; made by the build of messages/*.json, as is say.
const sdk::Catalogue& messages() noexcept;

/// Every id, for the test that compares the languages.
std::vector<std::string> ids();

/// The raw sentence of one language; empty when there is none.
std::string_view sentence(std::string_view id, Language language) noexcept;

} // namespace duijie::text

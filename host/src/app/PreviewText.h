// A preview as people and programs read it.
#pragma once

#include "engine/Preview.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::app
{

/// Each document: what would become of it, every value with where it came from, and the bytes that would be
/// sent.
std::string previewText(const engine::Preview& preview, const std::string& flow);

/// An object: {"seen":n,"documents":[...],"error":"..."}.
void putPreview(sdk::JsonWriter& json, const engine::Preview& preview);

} // namespace duijie::app

// The flow's metadata documents, embedded when the plugin is built.
#pragma once

#include <string_view>

namespace duijie::panying
{

/// One document by the name of its file without ending.
struct Document
{
    std::string_view name;
    std::string_view text;
};

/// Bytes of the document "source", "target", "materials" or "stores" exactly as in its file; empty for other
/// names.
std::string_view documentOf(std::string_view name) noexcept;

} // namespace duijie::panying

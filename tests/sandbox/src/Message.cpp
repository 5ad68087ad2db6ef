#include "Message.h"

#include "Text.h"

namespace duijie::sandbox
{

std::string_view Request::header(std::string_view name) const
{
    for (const auto& [key, value] : headers)
    {
        if (equalsIgnoreCase(key, name))
            return value;
    }
    return {};
}

} // namespace duijie::sandbox

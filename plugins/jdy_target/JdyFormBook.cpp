#include "JdyFormBook.h"

#include <mutex>

namespace duijie::jdy
{

std::shared_ptr<const BillForm> JdyFormBook::find(std::string_view api) const
{
    {
        const std::shared_lock lock(_mutex);
        if (const auto at = _configured.find(api); at != _configured.end())
        {
            return at->second;
        }
    }
    const auto known = knownForms().find(api);
    return known == knownForms().end() ? nullptr : known->second;
}

std::string JdyFormBook::configure(std::string_view api, std::string_view options)
{
    const BillForm* known = formOf(api);
    BillForm form = known != nullptr ? *known : plainForm(api);
    std::string problems = applyOptions(options, form);
    if (problems.empty())
    {
        const std::unique_lock lock(_mutex);
        _configured[std::string(api)] = std::make_shared<const BillForm>(std::move(form));
    }
    return problems;
}

} // namespace duijie::jdy

#include "plan/formula/Function.h"

#include "plan/formula/Letters.h"
#include "plan/formula/Tokens.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <array>

namespace duijie::plan::formula
{

namespace
{

std::array<std::span<const Function>, 4> families()
{
    return {textFunctions(), numberFunctions(), timeFunctions(), choiceFunctions()};
}

std::string nearestOf(std::string_view name)
{
    std::vector<std::string> names;
    for (const std::span<const Function> family : families())
    {
        for (const Function& function : family)
        {
            names.emplace_back(function.name);
        }
    }
    const std::span<const std::string_view> forms = formNames();
    names.insert(names.end(), forms.begin(), forms.end());
    return sdk::nearestName(lowered(name), names);
}

} // namespace

const Function* functionOf(std::string_view name, std::string& nearest)
{
    for (const std::span<const Function> family : families())
    {
        for (const Function& function : family)
        {
            if (isKeyword(name, function.name))
            {
                return &function;
            }
        }
    }
    nearest = nearestOf(name);
    return nullptr;
}

} // namespace duijie::plan::formula

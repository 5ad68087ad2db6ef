// Exact decimals: text to value to text, and an order that is one.
#include "Rules.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Json.h"

namespace duijie::fuzz
{

namespace
{

std::optional<sdk::Decimal> read(std::string_view text)
{
    const auto value = sdk::Decimal::parse(text);
    if (!value)
    {
        return value;
    }
    const auto written = sdk::Decimal::parse(value->toString());
    hold(written && *written == *value && written->scale() == value->scale(),
         "toString keeps value and scale", text);
    const std::string shortest = value->canonical();
    const auto short1 = sdk::Decimal::parse(shortest);
    hold(short1 && *short1 == *value && short1->canonical() == shortest, "canonical keeps the value", text);
    hold(sdk::isJsonNumber(shortest), "canonical is a JSON number", shortest);
    hold(value->significantScale() <= value->scale(), "no more decimals matter than are there", text);
    hold(value->isZero() == (shortest == "0"), "zero is written 0", shortest);
    return value;
}

} // namespace

void target(Input& input)
{
    const std::string_view first = input.piece();
    const std::string_view second = input.rest();
    const auto a = read(first);
    const auto b = read(second);
    if (a && b)
    {
        hold((*a < *b) == (*b > *a), "a < b is b > a", first);
        hold((*a == *b) == (a->canonical() == b->canonical()), "equal values have one canonical text", first);
    }
}

} // namespace duijie::fuzz

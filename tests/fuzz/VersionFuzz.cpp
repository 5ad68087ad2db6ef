// Versions of plugins: an order, so that the newest is the newest whatever else is there.
#include "Rules.h"

#include "plugin/Stamp.h"

namespace duijie::fuzz
{

void target(Input& input)
{
    const std::string_view a = input.piece();
    const std::string_view b = input.piece();
    const std::string_view c = input.rest();
    const auto compare = plugin::compareVersions;
    hold((compare(a, a) == 0), "a version equals itself", a);
    hold((compare(a, b) < 0) == (compare(b, a) > 0), "older is the other side of newer", a);
    hold(!(compare(a, b) <= 0 && compare(b, c) <= 0) || (compare(a, c) <= 0), "older than older is older", a);
}

} // namespace duijie::fuzz

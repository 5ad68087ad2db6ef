// Bill lists of Kingdee: a list is whole only when its pages hold as many different bills as it counts.
#include "Rules.h"

#include "JdyBillList.h"

#include <cstdlib>
#include <set>
#include <string>

namespace duijie::fuzz
{

void target(Input& input)
{
    jdy::JdyBillList list("remark");
    sdk::JsonDocument page;
    std::set<std::string> ids;
    std::string count;
    for (bool more = true; more && !input.rest().empty();)
    {
        if (!page.parse(input.piece()))
        {
            return; // JdyReplyFuzz: no success
        }
        const sdk::JsonValue data = page.root();
        more = list.add(data);
        count = data.find("count").text();
        for (const sdk::JsonValue row : data.find("rows"))
        {
            ids.insert(std::string(row.find("id").text()));
        }
        hold(!more || data.find("rows").size() > 0, "a page without rows is the last");
    }
    hold(list.bills().size() == ids.size(), "each bill is there once");
    char* end = nullptr;
    const long long counted = std::strtoll(count.c_str(), &end, 10);
    const bool agrees = !count.empty() && *end == '\0' && counted == static_cast<long long>(ids.size());
    hold(agrees || !list.difference().empty(), "a whole list holds what it counts", count);
}

} // namespace duijie::fuzz

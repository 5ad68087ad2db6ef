// Which paths rows have, learnt from rows or from what a document declares of the answer.
#pragma once

#include "plan/Findings.h"
#include "plan/UsedPath.h"

#include "duijie/sdk/Json.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// Lists are gone through: "details_list.goods_no" is a path of their elements.
class KnownPaths
{
public:
    /// All that a row has.
    void addRow(sdk::JsonValue row);

    /// The field nodes of `response`, nested, below `prefix` (with its dot; empty: the row itself).
    void addDeclared(sdk::JsonValue nodes, const std::string& prefix = {});

    /// One path more, below which anything may be.
    void addOpen(std::string path);

    /// What `beatFlat` makes of the list: its elements' fields become the row's, `list_field`.
    void flatten(const std::string& list);

    /// What merging makes of several rows: fields of which `ofHeader` is true by their name stay, those of
    /// which `ofLine` is true are in the list `list`.
    KnownPaths merged(const std::string& list, const std::function<bool(std::string_view)>& ofHeader,
                      const std::function<bool(std::string_view)>& ofLine) const;

    bool empty() const noexcept { return _paths.empty(); }
    bool has(std::string_view path) const;

    /// A warning for each of `used` that no row has, with the name that is probably meant.
    void check(const std::vector<UsedPath>& used, Findings& findings) const;

private:
    std::string nearest(std::string_view path) const;

    std::set<std::string, std::less<>> _paths;
    std::set<std::string, std::less<>> _open; ///< nothing is known of what is below
};

} // namespace duijie::plan

#include "plan/KnownPaths.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

void KnownPaths::addOpen(std::string path)
{
    _open.insert(path);
    _paths.insert(std::move(path));
}

void KnownPaths::addRow(sdk::JsonValue row)
{
    struct Walk
    {
        KnownPaths& known;

        void below(sdk::JsonValue value, const std::string& path)
        {
            if (!value.isObject() && !value.isArray())
            {
                return;
            }
            if (value.size() == 0)
            {
                known._open.insert(path);
            }
            for (const sdk::JsonValue member : value)
            {
                std::string own = path;
                if (value.isObject())
                {
                    own.append(path.empty() ? "" : ".").append(member.name());
                    known._paths.insert(own);
                }
                below(member, own);
            }
        }
    };
    Walk{*this}.below(row, {});
}

void KnownPaths::addDeclared(sdk::JsonValue nodes, const std::string& prefix)
{
    for (const sdk::JsonValue node : nodes)
    {
        const std::string_view field = node.find("field").text();
        if (field.empty())
        {
            continue;
        }
        const std::string_view parent = node.find("parent").text();
        const bool flat = prefix.empty() && !parent.empty();
        const std::string path = (flat ? std::string(parent) + "." : prefix) + std::string(field);
        const sdk::JsonValue children = node.find("children");
        const bool leaf = node.find("type").text() != "array" && node.find("type").text() != "object";
        leaf || children.size() > 0 ? void(_paths.insert(path)) : addOpen(path);
        addDeclared(children, path + ".");
    }
}

void KnownPaths::flatten(const std::string& list)
{
    const std::string prefix = list + ".";
    std::vector<std::string> lifted;
    for (const std::string& path : _paths)
    {
        if (path.starts_with(prefix))
        {
            lifted.push_back(list + "_" + path.substr(prefix.size()));
        }
    }
    std::erase_if(_paths, [&](const std::string& path) { return path == list || path.starts_with(prefix); });
    _paths.insert(lifted.begin(), lifted.end());
}

KnownPaths KnownPaths::merged(const std::string& list, const std::function<bool(std::string_view)>& ofHeader,
                              const std::function<bool(std::string_view)>& ofLine) const
{
    KnownPaths out;
    const auto move =
        [&](const std::set<std::string, std::less<>>& from, std::set<std::string, std::less<>>& to)
    {
        for (const std::string& path : from)
        {
            const std::string_view name = std::string_view(path).substr(0, path.find('.'));
            if (ofHeader(name) && name != list)
            {
                to.insert(path);
            }
            if (ofLine(name))
            {
                to.insert(list + "." + path);
            }
        }
    };
    move(_paths, out._paths);
    move(_open, out._open);
    out._paths.insert(list);
    return out;
}

bool KnownPaths::has(std::string_view path) const
{
    if (_paths.contains(path))
    {
        return true;
    }
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1))
    {
        if (_open.contains(path.substr(0, dot)))
        {
            return true;
        }
    }
    return false;
}

// The path with its first unknown name put right; empty when nothing looks like it.
std::string KnownPaths::nearest(std::string_view path) const
{
    std::size_t known = 0; // up to here, with the dot
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1))
    {
        if (!_paths.contains(path.substr(0, dot)))
        {
            break;
        }
        known = dot + 1;
    }
    const std::string_view before = path.substr(0, known);
    std::vector<std::string> siblings;
    for (const std::string& each : _paths)
    {
        if (each.starts_with(before) && each.size() > known && each.find('.', known) == std::string::npos)
        {
            siblings.push_back(each.substr(known));
        }
    }
    const std::size_t end = std::min(path.find('.', known), path.size());
    const std::string near = sdk::nearestName(path.substr(known, end - known), siblings);
    return near.empty() ? near : std::string(before) + near + std::string(path.substr(end));
}

void KnownPaths::check(const std::vector<UsedPath>& used, Findings& findings) const
{
    std::set<std::string> told;
    for (const UsedPath& each : used)
    {
        if (has(each.path) || !told.insert(each.at + each.path).second)
        {
            continue;
        }
        const std::string inLine = each.list.empty() ? std::string() : each.list + "." + each.path;
        const std::string near = !inLine.empty() && has(inLine) ? inLine : nearest(each.path);
        findings.push_back({false, each.at,
                            near.empty() ? text::say("plan.path_unknown", {each.path})
                                         : text::say("plan.path_unknown_near", {each.path, near})});
    }
}

} // namespace duijie::plan

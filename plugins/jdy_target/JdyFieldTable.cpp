#include "JdyFieldTable.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace duijie::jdy
{

namespace
{

constexpr std::pair<std::string_view, FieldKind> Words[] = {
    {"date", FieldKind::Date},
    {"text", FieldKind::Text},
    {"id", FieldKind::Id},
    {"number", FieldKind::Number},
    {"quantity", FieldKind::Quantity},
    {"integer", FieldKind::Integer},
    {"number_text", FieldKind::NumberText},
    {"quantity_text", FieldKind::QuantityText},
    {"boolean", FieldKind::Boolean},
    {"operation", FieldKind::Operation},
    {"text_map", FieldKind::TextMap},
    {"part", FieldKind::Part},
};

} // namespace

std::string_view wordOf(FieldKind kind) noexcept
{
    const auto at =
        std::find_if(std::begin(Words), std::end(Words), [kind](const auto& w) { return w.second == kind; });
    return at == std::end(Words) ? std::string_view() : at->first;
}

std::optional<FieldKind> kindOf(std::string_view word) noexcept
{
    const auto at =
        std::find_if(std::begin(Words), std::end(Words), [word](const auto& w) { return w.first == word; });
    return at == std::end(Words) ? std::nullopt : std::optional(at->second);
}

std::vector<std::string> kindWords()
{
    std::vector<std::string> words;
    std::transform(std::begin(Words), std::end(Words), std::back_inserter(words),
                   [](const auto& w) { return std::string(w.first); });
    return words;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
        {
            parts.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

void FieldTable::add(FieldKind kind, std::string_view names)
{
    for (std::string& name : split(names, ' '))
    {
        const auto at = std::lower_bound(_rules.begin(), _rules.end(), name,
                                         [](const FieldRule& r, const std::string& n) { return r.name < n; });
        if (at != _rules.end() && at->name == name)
        {
            at->kind = kind;
            continue;
        }
        _rules.insert(at, FieldRule{std::move(name), kind, false});
    }
}

std::string FieldTable::require(const std::vector<std::string>& entries)
{
    for (FieldRule& rule : _rules)
    {
        rule.required = false;
    }
    _choices.clear();
    for (const std::string& entry : entries)
    {
        const std::vector<std::string> names = split(entry, '|');
        for (const std::string& name : names)
        {
            if (find(name) == nullptr)
            {
                return name;
            }
        }
        if (names.size() > 1)
        {
            _choices.push_back(names);
            continue;
        }
        for (FieldRule& rule : _rules)
        {
            rule.required = rule.required || (!names.empty() && rule.name == names[0]);
        }
    }
    return {};
}

const FieldRule* FieldTable::find(std::string_view name) const noexcept
{
    const auto at = std::lower_bound(_rules.begin(), _rules.end(), name,
                                     [](const FieldRule& r, std::string_view n) { return r.name < n; });
    return at == _rules.end() || at->name != name ? nullptr : &*at;
}

bool FieldTable::isChoice(std::string_view name) const noexcept
{
    return std::any_of(_choices.begin(), _choices.end(),
                       [name](const auto& names)
                       { return std::find(names.begin(), names.end(), name) != names.end(); });
}

bool FieldTable::isRequired(std::string_view name) const noexcept
{
    const FieldRule* rule = find(name);
    return (rule != nullptr && rule->required) || isChoice(name);
}

std::vector<std::string> FieldTable::names() const
{
    std::vector<std::string> names;
    names.reserve(_rules.size());
    std::transform(_rules.begin(), _rules.end(), std::back_inserter(names),
                   [](const FieldRule& r) { return r.name; });
    return names;
}

} // namespace duijie::jdy

#include "Books.h"

#include <algorithm>

namespace duijie::simulation
{

const Bill& Books::save(const std::string& key, const std::string& day, const std::string& fingerprint,
                        int64_t shownMs, bool audited)
{
    // Text that sorts as the numbers do: the order of a list must not depend on how many there are.
    std::string id = std::to_string(100'000 + _nextId++);
    return _bills[id] = {id, key, day, fingerprint, shownMs, audited};
}

std::vector<const Bill*> Books::shown(const std::string& firstDay, const std::string& lastDay,
                                      int64_t nowMs) const
{
    std::vector<const Bill*> out;
    for (const auto& [id, bill] : _bills)
    {
        if (bill.day >= firstDay && bill.day <= lastDay && bill.shownMs <= nowMs)
        {
            out.push_back(&bill);
        }
    }
    return out;
}

const Bill* Books::find(const std::string& id) const
{
    const auto found = _bills.find(id);
    return found == _bills.end() ? nullptr : &found->second;
}

bool Books::stands(const std::string& key) const
{
    return std::any_of(_bills.begin(), _bills.end(),
                       [&](const auto& item) { return item.second.key == key; });
}

void Books::audit(const std::string& id)
{
    _bills.at(id).audited = true;
}

void Books::remove(const std::string& id)
{
    const auto found = _bills.find(id);
    if (found != _bills.end())
    {
        const std::string key = found->second.key;
        _bills.erase(found);
        _known[key].open = stands(key);
        _known[key].takenAway = true;
    }
}

std::map<std::string, std::vector<Bill>> Books::byKey() const
{
    std::map<std::string, std::vector<Bill>> out;
    for (const auto& [id, bill] : _bills)
    {
        out[bill.key].push_back(bill);
    }
    return out;
}

void Books::leaves(const std::string& key, const std::string& day, int64_t nowMs)
{
    Known& known = _known[key];
    if (known.open && !uniqueKeys)
    {
        violated(key + " is written again blindly");
    }
    known.day = day;
    known.open = true;
    known.sinceMs = nowMs;
}

void Books::refused(const std::string& key)
{
    _known[key].open = false;
}

void Books::close(const std::string& key, Known& known, int64_t nowMs)
{
    if (known.open && nowMs >= known.sinceMs + _settleMs)
    {
        known.open = std::any_of(_bills.begin(), _bills.end(),
                                 [&](const auto& item)
                                 { return item.second.key == key && item.second.shownMs <= nowMs; });
    }
}

void Books::looked(const std::string& firstDay, const std::string& lastDay, int64_t nowMs)
{
    for (auto& [key, known] : _known)
    {
        if (known.day >= firstDay && known.day <= lastDay)
        {
            close(key, known, nowMs);
        }
    }
}

void Books::looked(const std::string& key, int64_t nowMs)
{
    const auto found = _known.find(key);
    if (found != _known.end())
    {
        close(key, found->second, nowMs);
    }
}

bool Books::takenAway(const std::string& key) const
{
    const auto found = _known.find(key);
    return found != _known.end() && found->second.takenAway;
}

} // namespace duijie::simulation

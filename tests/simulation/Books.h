// The target's vendor: the book of bills, and who watches that nothing is written blindly.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// One bill in the book.
struct Bill
{
    std::string id;
    std::string key;
    std::string day;
    std::string fingerprint;
    int64_t shownMs = 0; ///< lists do not show it before
    bool audited = true;
};

class Books
{
public:
    explicit Books(int64_t settleMs) : _settleMs(settleMs) {}

    // --- at the vendor ---

    /// A save arrives. Later ones of the same key find it.
    const Bill& save(const std::string& key, const std::string& day, const std::string& fingerprint,
                     int64_t shownMs, bool audited);
    std::vector<const Bill*> shown(const std::string& firstDay, const std::string& lastDay,
                                   int64_t nowMs) const;
    const Bill* find(const std::string& id) const;
    bool stands(const std::string& key) const;
    void audit(const std::string& id);
    void remove(const std::string& id);

    /// Live bills by key.
    std::map<std::string, std::vector<Bill>> byKey() const;

    // --- what is watched ---

    /// A save leaves. Wrong when an earlier one may have been applied and no look-up has shown since that it
    /// was not.
    void leaves(const std::string& key, const std::string& day, int64_t nowMs);

    /// It was answered: surely not applied.
    void refused(const std::string& key);

    /// A complete look-up arrived at `nowMs`: what it did not show is not there, once the time to settle has
    /// passed.
    void looked(const std::string& firstDay, const std::string& lastDay, int64_t nowMs);
    void looked(const std::string& key, int64_t nowMs);

    bool takenAway(const std::string& key) const; ///< its bill was removed again
    const std::vector<std::string>& violations() const noexcept { return _violations; }
    void violated(const std::string& what) { _violations.push_back(what); }

    /// Keys are unique at this vendor: a repeat does no harm and is not wrong.
    bool uniqueKeys = false;

private:
    struct Known
    {
        std::string day;
        bool open = false;
        bool takenAway = false;
        int64_t sinceMs = 0;
    };

    void close(const std::string& key, Known& known, int64_t nowMs);

    const int64_t _settleMs;
    std::map<std::string, Bill> _bills; // by id
    std::map<std::string, Known> _known;
    std::vector<std::string> _violations;
    int _nextId = 1;
};

} // namespace duijie::simulation

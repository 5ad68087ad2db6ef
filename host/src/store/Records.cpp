#include "store/Records.h"

namespace duijie::store
{

namespace
{

constexpr std::array<std::string_view, RecordStateCount> Names = {"received",
                                                                  "sending",
                                                                  "done",
                                                                  "skipped",
                                                                  "invalid",
                                                                  "held",
                                                                  "retrying",
                                                                  "unknown",
                                                                  "dead",
                                                                  "rolled_back",
                                                                  "changed_after_sync",
                                                                  "rollback_stuck",
                                                                  "merged"};

} // namespace

std::string_view stateName(RecordState state) noexcept
{
    const auto index = static_cast<std::size_t>(state);
    return index < Names.size() ? Names[index] : std::string_view("?");
}

bool stateFromName(std::string_view name, RecordState& out) noexcept
{
    for (std::size_t i = 0; i < Names.size(); ++i)
    {
        if (Names[i] == name)
        {
            out = static_cast<RecordState>(i);
            return true;
        }
    }
    return false;
}

} // namespace duijie::store

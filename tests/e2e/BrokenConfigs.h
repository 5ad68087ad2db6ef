// Configurations as people break them: what docs/configuration-errors.md is made of.
#pragma once

#include <string>
#include <vector>

namespace duijie::e2e
{

/// The configuration that all of them begin with; nothing is wrong with it.
extern const char* const GoodConfig;

struct BrokenConfig
{
    const char* zh; ///< what is wrong
    const char* en;
    std::string from; ///< stands in GoodConfig; empty: see `whole`
    std::string to;
    std::string (*whole)(const std::string& good) = nullptr; ///< of another encoding, and the like

    /// The whole file.
    std::string text() const;
};

struct BrokenTopic
{
    const char* zh;
    const char* en;
    std::vector<BrokenConfig> configs;
};

std::vector<BrokenTopic> brokenConfigs();

} // namespace duijie::e2e

// The host's configuration: one duijie.json, read and checked whole.
#pragma once

#include "config/AlertConfig.h"
#include "config/JsonPlaces.h"
#include "config/Problem.h"
#include "config/SecretPlaces.h"
#include "config/Seeing.h"

#include "engine/FlowParts.h"
#include "engine/Retention.h"

#include "schedule/Rhythm.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace duijie::config
{

/// A configured connector.
struct Connection
{
    std::string name;
    std::string plugin;   ///< plugin id, or id@version
    std::string settings; ///< JSON object, checked against the plugin's own spec when the plugin is loaded
};

/// When a flow is audited by itself, and what becomes of it.
struct AuditPlan
{
    std::optional<schedule::Rhythm> at; ///< none: only when somebody asks
    int64_t days = 1;                   ///< so many whole days before the day it happens on
    std::string reports;                ///< folder, absolute; empty: no report files
};

/// A configured flow.
struct FlowConfig
{
    std::string name;
    std::string plugin; ///< empty: documents only
    std::string id;     ///< what lookups of other flows call the rows of this one; default: its name
    bool enabled = true;
    std::string source; ///< connection names
    bool fed = false;   ///< its source is the word "callback": other flows fill it
    std::string target; ///< empty: the flow only keeps a dataset
    int64_t startMs = 0;
    std::string timezone = "Asia/Shanghai";
    int64_t lagSeconds = 120;
    int64_t overlapMinutes = 30;
    int64_t sweepHours = 48;     ///< nightly second reading of so many hours, for what appeared late; 0: none
    int64_t sweepDays = 30;      ///< the same weekly
    int64_t missingMinutes = 30; ///< how long a number the target does not know is not asked for again
    int64_t settleSeconds = 60;
    int64_t concurrency = 8;
    engine::BatchMode batch = engine::BatchMode::BestEffort;
    std::string sourceDocument; ///< absolute path of an override; empty: the plugin's own
    std::string targetDocument;
    schedule::Rhythm every; ///< how often the host runs it
    std::optional<schedule::Rhythm>
        sweepAt; ///< when it reads the past again; none: with the first run of a day
    AuditPlan audit;
    engine::OnChange onChange = engine::OnChange::Report;
    std::vector<std::string> datasets; ///< dataset flows kept current beside those the lookups name

    /// True when the documents say: read only, for others to look things up in.
    bool isDataset() const noexcept { return plugin.empty() && targetDocument.empty(); }
};

struct Config
{
    std::string file;      ///< absolute path it was read from
    std::string shownFile; ///< as it was named
    JsonPlaces places;     ///< of its settings, for messages
    std::string language;  ///< "zh", "en", or empty: by the environment
    bool sandbox = false;  ///< plain-text secrets allowed, endpoints must be on this machine
    SecretPlaces secrets;
    std::vector<std::string> pluginDirectories; ///< absolute
    std::vector<std::string> pluginDigests;     ///< SHA-256 of libraries, lower-case hex
    std::vector<std::string> pluginSigners;     ///< Ed25519 keys, base64 of 32 bytes
    std::string storeUrl;                       ///< "sqlite:/absolute/path"
    engine::RetentionRules retention;
    LogConfig log;
    HttpConfig http;
    std::map<std::string, Connection> connections;
    std::map<std::string, FlowConfig> flows;
    Alerts alerts;
};

/// Reads `file`. Every problem is reported, not only the first. Nothing comes back when there are any.
/// Relative paths inside are taken from the file's own folder.
std::optional<Config> readConfig(const std::string& file, Problems& problems);

/// Says where in the configuration's file each of the problems is that come up after it was read.
Problems located(const Config& config, Problems problems);

} // namespace duijie::config

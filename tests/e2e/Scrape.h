// Asking a running host over HTTP, and reading what it says.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace duijie::e2e
{

/// A port of this machine that is free now.
uint16_t freePort();

struct Answer
{
    int status = 0;
    std::string body;
};

Answer ask(uint16_t port, const std::string& path);

/// Sends bytes as they are; what came back until the other side closed.
std::string raw(uint16_t port, const std::string& bytes);

/// Of a page of metrics: "name{labels}" to value.
std::map<std::string, double> metricsOf(const std::string& page);

/// What a dashboard or rules ask for: a metric, and the labels they choose it by.
struct Asked
{
    std::string name;
    std::vector<std::string> labels;
};

std::vector<Asked> askedIn(const std::string& text);

bool exports(const std::map<std::string, double>& metrics, const std::string& name);

/// True also for the two labels that Prometheus adds itself.
bool exportsLabel(const std::map<std::string, double>& metrics, const std::string& name,
                  const std::string& label);

} // namespace duijie::e2e

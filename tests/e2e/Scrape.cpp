#include "Scrape.h"

#include "TestHost.h"

#include "duijie/sdk/HttpClient.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <regex>
#include <sstream>

namespace duijie::e2e
{

uint16_t freePort()
{
    Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    return socket.address().port();
}

Answer ask(uint16_t port, const std::string& path)
{
    sdk::HttpClient client("http://127.0.0.1:" + std::to_string(port));
    testkit::TestContext context;
    sdk::HttpRequest request;
    request.method = "GET";
    request.target = path;
    const sdk::HttpReply reply = client.send(request, context);
    return {reply.status, reply.body};
}

std::string raw(uint16_t port, const std::string& bytes)
{
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", port));
    socket.setReceiveTimeout(Poco::Timespan(30, 0));
    socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    std::string out;
    char buffer[4096];
    for (int got = 1; got > 0;)
    {
        try
        {
            got = socket.receiveBytes(buffer, sizeof buffer);
        }
        catch (const Poco::Exception&)
        {
            break; // closed with what we sent unread
        }
        out.append(buffer, static_cast<std::size_t>(got));
    }
    return out;
}

std::map<std::string, double> metricsOf(const std::string& page)
{
    std::map<std::string, double> out;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);)
    {
        const std::size_t blank = line.rfind(' ');
        if (!line.empty() && line.front() != '#' && blank != std::string::npos)
        {
            out[line.substr(0, blank)] = std::stod(line.substr(blank + 1));
        }
    }
    return out;
}

std::vector<Asked> askedIn(const std::string& text)
{
    static const std::regex Metric(R"(\b((?:duijie|process)_[a-z0-9_]+)(?:\{([^}]*)\})?)");
    static const std::regex Label(R"(([a-z]+)\s*[=!]~?)");
    std::vector<Asked> out;
    for (std::sregex_iterator each(text.begin(), text.end(), Metric), end; each != end; ++each)
    {
        Asked asked{(*each)[1], {}};
        const std::string chosen = (*each)[2];
        for (std::sregex_iterator label(chosen.begin(), chosen.end(), Label); label != end; ++label)
        {
            asked.labels.push_back((*label)[1]);
        }
        out.push_back(std::move(asked));
    }
    return out;
}

bool exportsLabel(const std::map<std::string, double>& metrics, const std::string& name,
                  const std::string& label)
{
    return label == "instance" || label == "job" ||
           std::any_of(metrics.begin(), metrics.end(),
                       [&](const auto& each)
                       {
                           return each.first.rfind(name + "{", 0) == 0 &&
                                  (each.first.find("{" + label + "=") != std::string::npos ||
                                   each.first.find("," + label + "=") != std::string::npos);
                       });
}

bool exports(const std::map<std::string, double>& metrics, const std::string& name)
{
    return std::any_of(metrics.begin(), metrics.end(),
                       [&](const auto& each) { return each.first.substr(0, each.first.find('{')) == name; });
}

} // namespace duijie::e2e

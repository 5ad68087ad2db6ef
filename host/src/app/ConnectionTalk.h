// The questions about one connection.
#pragma once

#include "app/Interview.h"
#include "app/NewConfig.h"

#include "config/SecretPlaces.h"

#include "duijie/sdk/ConfigSpec.h"

namespace duijie::app
{

/// Asks for what a connector cannot do without, then for what else is wanted, by name. What is wrong is told
/// and asked for again at once; secrets go into the encrypted store. Throws Nobody, and StoreError when a
/// secret cannot be kept.
class ConnectionTalk
{
public:
    /// `connection` has its name and plugin already; all four live longer.
    ConnectionTalk(Interview& talk, const config::SecretPlaces& places, const sdk::ConfigSpec& spec,
                   NewConnection& connection);

    void ask();

private:
    bool askMore();
    void askFor(const sdk::Setting& setting);
    std::string keepSecret(const sdk::Setting& setting);
    bool isAnswered(const std::string& name) const;
    bool decides(const sdk::Setting& setting) const;
    std::string others() const;

    Interview& _talk;
    const config::SecretPlaces& _places;
    const sdk::ConfigSpec& _spec;
    NewConnection& _connection;
};

} // namespace duijie::app

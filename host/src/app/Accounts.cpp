#include "app/Accounts.h"

#include "app/CommandSupport.h"
#include "app/FlowSession.h"
#include "app/HostCore.h"

#include "store/Files.h"

#include <Poco/TemporaryFile.h>

#include <set>

namespace duijie::app
{

namespace
{

// A connector keeps its token and the host its log of calls: for as long as this lives, where there is no
// store.
class PassingStore
{
public:
    PassingStore()
    {
        do
        {
            _folder = Poco::TemporaryFile::tempName();
        } while (!_folder.createDirectory()); // not one that somebody made before
    }
    ~PassingStore()
    {
        try
        {
            _folder.remove(true);
        }
        catch (const Poco::Exception&)
        {
            // It is in the system's folder for such things.
        }
    }

    std::string url() const { return "sqlite:" + _folder.path() + "/passing.db"; }

private:
    Poco::File _folder;
};

std::vector<engine::ProbedAccount> ask(const config::Config& config, store::Access access,
                                       const std::string& logLevel, config::Problems& problems)
{
    HostCore host(config, access, stopFlag(), {logLevel, "error", false});
    std::set<std::string> known;
    std::vector<engine::ProbedAccount> accounts;
    for (const auto& [name, flow] : config.flows)
    {
        config::Problems found;
        const FlowSession session(host, host.config(), name, found);
        if (found.empty())
        {
            for (engine::ProbedAccount& each : engine::probeAccounts(session.flow(), host.shared(), known))
            {
                accounts.push_back(std::move(each));
            }
        }
        problems.insert(problems.end(), found.begin(), found.end());
    }
    return accounts;
}

} // namespace

std::vector<engine::ProbedAccount> askAccounts(const config::Config& config, const std::string& logLevel,
                                               config::Problems& problems)
{
    if (store::fileExists(store::pathOfStore(config.storeUrl)))
    {
        return ask(config, store::Access::Read, logLevel, problems);
    }
    const PassingStore passing;
    config::Config elsewhere = config;
    elsewhere.storeUrl = passing.url();
    elsewhere.log.file.clear();
    return ask(elsewhere, store::Access::Own, logLevel, problems);
}

} // namespace duijie::app

#include "store/OpenStore.h"

#include "store/SqliteStore.h"
#include "text/Catalogue.h"

#include <sqlite3.h>

namespace duijie::store
{

std::string pathOfStore(const std::string& url)
{
    constexpr std::string_view Scheme = "sqlite:";
    if (url.compare(0, Scheme.size(), Scheme) != 0 || url.size() == Scheme.size())
    {
        throw StoreError(StoreError::Kind::Unusable, text::say("store.unknown_url", {url}));
    }
    return url.substr(Scheme.size());
}

std::unique_ptr<Store> openStore(const std::string& url, Access access, const Surroundings& around)
{
    return openSqliteStore(pathOfStore(url), access, SqliteOptions(), around);
}

std::string engineVersion()
{
    return sqlite3_libversion();
}

} // namespace duijie::store

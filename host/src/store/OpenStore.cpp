#include "store/OpenStore.h"

#include "store/SqliteStore.h"
#include "text/Catalogue.h"

namespace duijie::store
{

std::unique_ptr<Store> openStore(const std::string& url, Access access)
{
    constexpr std::string_view Scheme = "sqlite:";
    if (url.compare(0, Scheme.size(), Scheme) != 0 || url.size() == Scheme.size())
    {
        throw StoreError(StoreError::Kind::Unusable, text::say("store.unknown_url", {url}));
    }
    return openSqliteStore(url.substr(Scheme.size()), access, SqliteOptions());
}

} // namespace duijie::store

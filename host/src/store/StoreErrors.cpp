#include "store/StoreErrors.h"

#include "text/Catalogue.h"

#include <sqlite3.h>

namespace duijie::store
{

using Kind = StoreError::Kind;

StoreError storeErrorOf(const std::string& path, const SqliteError& error, std::string_view otherwise)
{
    switch (error.code())
    {
    case SQLITE_NOTADB:
        return StoreError(Kind::Damaged, text::say("store.not_a_database", {path}));
    case SQLITE_CORRUPT:
        return StoreError(Kind::Damaged, text::say("store.damaged", {path, error.what()}));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StoreError(Kind::Unusable, text::say("store.busy", {path}));
    case SQLITE_FULL:
        return StoreError(Kind::Unusable, text::say("store.disk_full", {path}));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return StoreError(Kind::Unusable, text::say("store.not_writable", {path, error.what()}));
    default:
        return StoreError(Kind::Unusable, text::say(otherwise, {path, error.what()}));
    }
}

StoreError withAdvice(const StoreError& error)
{
    const auto with = [&](std::string_view advice)
    { return StoreError(error.kind(), error.what() + (" " + text::say(advice))); };
    switch (error.kind())
    {
    case Kind::Damaged:
        return with("store.advice.restore");
    case Kind::Newer:
        return with("store.advice.upgrade");
    case Kind::Foreign:
        return with("store.advice.another_path");
    default:
        return error;
    }
}

} // namespace duijie::store

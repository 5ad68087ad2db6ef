#include "store/SqliteOpening.h"

#include "store/Files.h"
#include "store/SqliteCheck.h"
#include "store/SqliteSchema.h"
#include "store/StoreErrors.h"
#include "text/Catalogue.h"

namespace duijie::store
{

namespace fs = std::filesystem;

namespace
{

[[noreturn]] void refuse(StoreError::Kind kind, std::string_view id,
                         std::initializer_list<std::string_view> arguments)
{
    throw StoreError(kind, text::say(id, arguments));
}

void makeFolder(const std::string& path)
{
    std::error_code error;
    const fs::path folder = pathOf(path).parent_path();
    fs::create_directories(folder, error);
    if (error)
    {
        refuse(StoreError::Kind::Unusable, "store.no_folder", {utf8Of(folder), text::systemReason(error)});
    }
}

void openForWriting(OpenedFile& file, const SqliteOptions& options)
{
    makeFolder(file.path);
    file.lock = std::make_unique<StoreLock>(file.path + ".lock");
    refuseHalfStore(file.path);
    makePrivateFile(file.path);
    file.writer = std::make_unique<SqliteConnection>(file.path, SqliteUse::Write, options);
    const int version = checkedVersion(*file.writer, file.path);
    file.writer->becomeWriter(options);
    migrateSchema(*file.writer, version);
    file.reader = std::make_unique<SqliteConnection>(file.path, SqliteUse::Read, options);
}

void openForReading(OpenedFile& file, const SqliteOptions& options)
{
    refuseHalfStore(file.path);
    if (!fileExists(file.path))
    {
        refuse(StoreError::Kind::Unusable, "store.missing", {file.path});
    }
    int version = 0;
    file.reader = connectToRead(file.path, options, file.readerUse, version);
    if (version < SqliteSchemaVersion)
    {
        refuse(StoreError::Kind::Unusable, version == 0 ? "store.empty" : "store.older_schema", {file.path});
    }
}

} // namespace

OpenedFile openSqliteFile(const std::string& path, Access access, const SqliteOptions& options)
{
    OpenedFile file;
    file.path = absolutePath(path);
    try
    {
        access == Access::Own ? openForWriting(file, options) : openForReading(file, options);
    }
    catch (const SqliteError& error)
    {
        throw withAdvice(storeErrorOf(file.path, error, "store.open_failed"));
    }
    catch (const StoreError& error)
    {
        throw withAdvice(error);
    }
    return file;
}

} // namespace duijie::store

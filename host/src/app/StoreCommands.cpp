// backup, restore: what a person does with the store as a whole.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/SystemTime.h"

#include "store/Backup.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

std::string mebibytes(uint64_t bytes)
{
    const uint64_t tenths = (bytes * 10 + 524'288) / 1'048'576;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

void putCopy(sdk::JsonWriter& json, const std::string& file, const store::CopyReport& copy)
{
    json.key("file").string(file).key("records").number(copy.records);
    json.key("intents").number(copy.intents).key("calls").number(copy.calls);
    json.key("bytes").number(static_cast<int64_t>(copy.bytes));
}

void printCopy(std::string_view id, const std::string& file, const store::CopyReport& copy)
{
    printLine(text::say(id, {file, std::to_string(copy.records), std::to_string(copy.intents),
                             std::to_string(copy.calls), mebibytes(copy.bytes)}));
}

} // namespace

int backupCommand(const config::Config& config, const Options& options)
{
    try
    {
        const store::CopyReport copy = store::backUpStore(config.storeUrl, options.file);
        if (!options.json)
        {
            printCopy("app.backup.done", options.file, copy);
            return EXIT_WELL;
        }
        sdk::JsonWriter json;
        json.beginObject();
        putCopy(json, options.file, copy);
        json.endObject();
        printLine(json.text());
        return EXIT_WELL;
    }
    catch (const store::StoreError& e)
    {
        printProblems({{"", e.what()}});
        return exitCodeOf(e);
    }
}

int restoreCommand(const config::Config& config, const Options& options)
{
    try
    {
        SystemTime time;
        const store::RestoreReport report =
            store::restoreStore(config.storeUrl, options.file, {[&] { return time.nowMs(); }});
        if (options.json)
        {
            sdk::JsonWriter json;
            json.beginObject();
            putCopy(json, options.file, report.copy);
            json.key("replaced").string(report.replaced).key("looked_up").number(report.lookedUp).endObject();
            printLine(json.text());
            return EXIT_WELL;
        }
        printCopy("app.restore.done", options.file, report.copy);
        if (!report.replaced.empty())
        {
            printLine(text::say("app.restore.replaced", {report.replaced}));
        }
        printLine(text::say("app.restore.consequence"));
        return EXIT_WELL;
    }
    catch (const store::StoreError& e)
    {
        printProblems({{"", e.what()}});
        return exitCodeOf(e);
    }
}

} // namespace duijie::app

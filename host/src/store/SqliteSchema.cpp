#include "store/SqliteSchema.h"

#include "store/OpenStore.h"
#include "text/Catalogue.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace duijie::store
{

namespace
{

struct Step
{
    int version; ///< that it leads to
    const char* sql;
};

// What is written and read most is kept apart: `raw` holds the wide bytes and is written once, `record` is
// narrow, so that a change of state costs few pages. `record_waiting` and `record_open` hold only what is not
// finished; finding work does not get slower with the years. Done and Skipped are in neither: nobody asks for
// them by state but people.
constexpr const char* Version1 = R"sql(
CREATE TABLE flow(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE raw(seq INTEGER PRIMARY KEY, payload BLOB NOT NULL);
CREATE TABLE record(
    seq INTEGER PRIMARY KEY,
    flow INTEGER NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    event_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    number TEXT NOT NULL,
    reason TEXT NOT NULL,
    target_id TEXT NOT NULL,
    target_number TEXT NOT NULL);
CREATE UNIQUE INDEX record_version ON record(flow, key, digest);
CREATE INDEX record_waiting ON record(flow) WHERE state = 0;
CREATE INDEX record_open ON record(flow, state, next_ms) WHERE state NOT IN (0, 2, 3);
CREATE TABLE intent(
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    natural_key TEXT NOT NULL,
    scope TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    body BLOB NOT NULL);
CREATE INDEX intent_seq ON intent(seq);
CREATE TABLE call(
    id INTEGER PRIMARY KEY,
    started_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    connection TEXT NOT NULL,
    bucket TEXT NOT NULL,
    flow TEXT NOT NULL,
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    message TEXT NOT NULL);
CREATE INDEX call_seq ON call(seq) WHERE seq <> 0;
CREATE INDEX call_bucket ON call(bucket, started_ms);
CREATE INDEX call_run ON call(run_id, operation) WHERE run_id <> 0;
CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    flow TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    summary TEXT NOT NULL);
CREATE INDEX run_flow ON run(flow);
CREATE TABLE cursor(
    flow INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(flow, name)) WITHOUT ROWID;
CREATE TABLE dataset(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, cursor TEXT);
CREATE TABLE dataset_row(
    id INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, key TEXT NOT NULL, "order" INTEGER NOT NULL,
    json TEXT NOT NULL, UNIQUE(dataset, key));
CREATE TABLE state(
    scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(scope, name)) WITHOUT ROWID;
PRAGMA application_id = 1146440265;
PRAGMA user_version = 1;
)sql";

// What was sent, beside what came back.
constexpr const char* Version2 = R"sql(
ALTER TABLE call ADD COLUMN request TEXT NOT NULL DEFAULT '';
PRAGMA user_version = 2;
)sql";

// A call for several records at once: `call` names the first of them. What is done to bills that are there.
// What a newer version was to be before it was found that a bill exists: it may become that after all.
constexpr const char* Version3 = R"sql(
CREATE TABLE step(
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    step TEXT NOT NULL,
    target_id TEXT NOT NULL);
CREATE INDEX step_seq ON step(seq);
ALTER TABLE record ADD COLUMN admitted INTEGER NOT NULL DEFAULT 0;
CREATE TABLE call_record(seq INTEGER NOT NULL, call INTEGER NOT NULL, PRIMARY KEY(seq, call)) WITHOUT ROWID;
PRAGMA user_version = 3;
)sql";

// The same index without a list in its condition: for each row that is written SQLite would make a table in
// memory out of a list, only to look one value up in it.
constexpr const char* Version4 = R"sql(
DROP INDEX record_open;
CREATE INDEX record_open ON record(flow, state, next_ms) WHERE state <> 0 AND state <> 2 AND state <> 3;
PRAGMA user_version = 4;
)sql";

// When the bytes of a finished record and of what was sent of it were taken away by retention; 0: they are
// there. Retention asks a call for its records.
constexpr const char* Version5 = R"sql(
CREATE INDEX call_record_call ON call_record(call);
ALTER TABLE raw ADD COLUMN removed_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intent ADD COLUMN removed_ms INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 5;
)sql";

// How often the answer to a record was unclear, apart from how often it was tried. Which batch a record is
// written or undone with, so that a batch outlives the run that began it.
constexpr const char* Version6 = R"sql(
ALTER TABLE record ADD COLUMN blind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_batch ON record(batch) WHERE batch <> 0;
CREATE INDEX record_undone ON record(flow, batch) WHERE batch <> 0 AND state <> 2;
PRAGMA user_version = 6;
)sql";

// Records that became one: the merged record (whose `bundle` is itself) and those it is made of. These are
// finished as far as they themselves go, so that finding work does not get slower by them.
constexpr const char* Version7 = R"sql(
ALTER TABLE record ADD COLUMN bundle INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_bundle ON record(bundle) WHERE bundle <> 0;
DROP INDEX record_open;
CREATE INDEX record_open ON record(flow, state, next_ms)
    WHERE state <> 0 AND state <> 2 AND state <> 3 AND state <> 12;
PRAGMA user_version = 7;
)sql";

// The size of the text whose packed form is in the row; 0: the row has the text itself, as all older ones do.
constexpr const char* Version8 = R"sql(
ALTER TABLE raw ADD COLUMN unpacked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intent ADD COLUMN unpacked INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 8;
)sql";

static_assert(SqliteApplicationId == 1146440265);

// Never edit a released step: add one.
constexpr Step Steps[] = {{1, Version1}, {2, Version2}, {3, Version3}, {4, Version4},
                          {5, Version5}, {6, Version6}, {7, Version7}, {8, Version8}};

constexpr char Objects[] =
    "SELECT name FROM sqlite_schema WHERE sql IS NOT NULL UNION ALL"
    " SELECT owner.name || '.' || part.name FROM sqlite_schema AS owner JOIN pragma_table_info(owner.name) AS"
    " part WHERE owner.type = 'table'";

void runSteps(SqliteConnection& connection, int from, int to)
{
    for (const Step& step : Steps)
    {
        if (step.version > from && step.version <= to)
        {
            connection.execute(step.sql);
        }
    }
}

/// Names of tables, of their columns, of indexes.
std::set<std::string> objectsOf(SqliteConnection& connection)
{
    std::set<std::string> out;
    auto query = connection.use(Objects);
    while (query.step())
    {
        out.insert(query.text(0));
    }
    return out;
}

/// A table, column or index that a store of this version has and this file has not; empty: none.
std::string missingObject(SqliteConnection& connection, int version)
{
    SqliteConnection model(":memory:", SqliteUse::Write, SqliteOptions());
    runSteps(model, 0, version);
    const std::set<std::string> expected = objectsOf(model);
    const std::set<std::string> found = objectsOf(connection);
    std::vector<std::string> missing;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                        std::back_inserter(missing));
    return missing.empty() ? std::string() : missing.front();
}

} // namespace

int checkSchema(SqliteConnection& connection, const std::string& path)
{
    const auto owner = connection.number("PRAGMA application_id");
    const auto version = static_cast<int>(connection.number("PRAGMA user_version"));
    const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
    if (owner == 0 && version == 0 && tables == 0)
    {
        return 0;
    }
    if (owner != SqliteApplicationId || version < 1)
    {
        throw StoreError(StoreError::Kind::Foreign, text::say("store.foreign", {path}));
    }
    if (version > SqliteSchemaVersion)
    {
        throw StoreError(StoreError::Kind::Newer,
                         text::say("store.newer_schema",
                                   {path, std::to_string(version), std::to_string(SqliteSchemaVersion)}));
    }
    if (const std::string missing = missingObject(connection, version); !missing.empty())
    {
        throw StoreError(StoreError::Kind::Damaged,
                         text::say("store.damaged", {path, text::say("store.not_there", {missing})}));
    }
    return version;
}

void migrateSchema(SqliteConnection& connection, int version, int target)
{
    if (version == target)
    {
        return;
    }
    connection.begin();
    try
    {
        runSteps(connection, version, target);
        connection.commit();
    }
    catch (...)
    {
        connection.rollback();
        throw;
    }
}

} // namespace duijie::store

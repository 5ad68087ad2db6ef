// Where a SQLite store's writes go.
#pragma once

#include "store/SqliteOperations.h"

#include <cstddef>
#include <functional>

namespace duijie::store
{

/// Does writes in the order they come, and tells each one's Done. Thread-safe.
class WriteQueue
{
public:
    /// Writes values through the operations and fills the result. May run twice: must leave its values alone.
    using Work = std::function<void(SqliteOperations&, WriteResult&)>;

    virtual ~WriteQueue() = default;

    /// `rows` and `bytes` are estimates that bound a transaction.
    virtual void enqueue(Work work, Done done, std::size_t rows, std::size_t bytes) = 0;

    /// Writes what waits, and tells it. Nothing may be enqueued afterwards.
    virtual void finish() = 0;

    /// Calls a write that enqueues here, and waits until it is told.
    virtual WriteResult durably(const std::function<void(Done)>& write) { return store::durably(write); }
};

} // namespace duijie::store

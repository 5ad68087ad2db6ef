# Without semicolons: they separate the words of a CMake list.

# An unclear answer is taken for "not applied".
plant(blind_retry host/src/engine/Transitions.cpp
  "return {RecordState::Unknown, rules.settleMs, false}" "return again(status, rules, attempt, random)")

# The next reading begins behind the cursor's second: rows of that second that came late are not seen.
plant(strict_cursor host/src/engine/Poller.cpp
  "std::max(_run.flow.startMs, cursor - _run.flow.overlapMs)" "cursor + 1000"
  "window.fromMs <= wholeUpTo &&" "window.fromMs <= wholeUpTo + 1000 &&")

# Pages are walked first to last, and the count at the beginning is believed: a row that leaves the window makes
# another slip through.
plant(forward_paging plugins/wdt_source/WdtWalk.cpp
  "_plan.shape.order == PageOrder::Forward" "true"
  "status.code == STATUS_OK && sameCount(page.total) && enough()" "status.code == STATUS_OK")

# A document is sent while its intent is still on the way to the disk.
plant(send_first host/src/engine/Dispatcher.cpp
  "    _run.shared.store.writeIntents(" "    _pool.submit(deliveries), _run.shared.store.writeIntents("
  "_pool.submit(std::move(durable))" "durable.clear()")

# The cursor is moved before the rows of its window are stored.
plant(cursor_before_rows host/src/engine/Poller.cpp
  "    InboxSink sink(_run)"
  "    if (moveCursor && InboxSink(_run).finish(window.toMs)) {}\n    InboxSink sink(_run)")

# A start takes every record for interrupted, whatever became of it.
plant(recovery_without_compare host/src/store/SqliteOperations.cpp
  " AND state = 1\"" " AND state <> 3\""
  "\" AND state <> 0 AND state <> 2 AND state <> 3 AND state <> 12\"" "\"\"")

// Takes records from a source and stores them, page by page.
#pragma once

#include "engine/DocumentSink.h"
#include "engine/RunContext.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine
{

/// The DocumentSink of one poll of one window. A page is kept back until the next one is there, so that the
/// last page and the cursor go into one transaction. A few pages are on their way to the disk at a
/// time.
class InboxSink final : public DocumentSink
{
public:
    static constexpr const char* CursorName = "source";

    explicit InboxSink(RunContext& run);
    ~InboxSink();

    Status document(SourceDocument document) noexcept override;
    Status pageEnd(int64_t total) noexcept override;

    /// Stores what was kept back, with the cursor when given, and waits for everything. False: see error().
    bool finish(std::optional<int64_t> cursorMs);

    const std::string& error() const noexcept { return _error; }

private:
    struct Page;

    void submit(std::optional<int64_t> cursorMs);
    void waitForRoom(int mostUnderWay);
    int64_t toBeSent() const;
    bool tooMuchUnsent();
    bool waitForBackPressure();

    RunContext& _run;
    std::unique_ptr<Page> _filling;
    std::unique_ptr<Page> _kept;
    bool _cut = false; // told to stop because nobody sends

    std::mutex _mutex;
    std::condition_variable _changed;
    int _underWay = 0;
    int64_t _recordsUnderWay = 0;
    std::string _error;
};

} // namespace duijie::engine

#pragma once

#include "JsonTree.h"
#include "World.h"

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/**
 * Append-only file of everything the sandbox accepted, one JSON line each, written with one write(2) before
 * the answer leaves: after a kill -9 the kernel still holds every line that was answered. The first line
 * holds the parameters of the world.
 */
class Journal
{
public:
    /** A journal that keeps nothing. */
    Journal() = default;
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /** The start day an existing journal was made with, or empty; lets a restart on a later day go on. */
    static std::string recordedStart(const std::string& path);

    /**
     * Opens or creates the file, gives every complete line after the first to `replay`, and cuts off a torn
     * last line. Throws std::runtime_error with a clear sentence when the file belongs to another world.
     */
    void open(const std::string& path, const WorldOptions& world,
              const std::function<void(const JsonValue&)>& replay);

    /** Appends one line (without its LF). Throws std::runtime_error when the disk refuses it. */
    void append(std::string_view line);

    /** Drops everything but the first line. */
    void clear();

private:
    std::mutex _mutex;
    int _file = -1;
    std::string _path;
    std::string _header;
};

} // namespace duijie::sandbox

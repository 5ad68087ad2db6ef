#include "ops/HostLog.h"

#include "ops/LogText.h"
#include "ops/Terminal.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/Message.h>
#include <Poco/Path.h>

#include <cstdio>

namespace duijie::ops
{

namespace
{

LogLevel levelOf(const std::string& word) noexcept
{
    return word == "error"         ? LOG_ERROR
           : word == "information" ? LOG_INFO
           : word == "debug"       ? LOG_DEBUG
                                   : LOG_WARNING;
}

const std::string& firstOf(const std::string& a, const std::string& b, const std::string& c)
{
    return !a.empty() ? a : !b.empty() ? b : c;
}

// By number and not compressed: Poco's other ways crash or hang in its version 1.11.
Poco::AutoPtr<Poco::FileChannel> fileOf(const config::LogConfig& config)
{
    Poco::AutoPtr<Poco::FileChannel> file(new Poco::FileChannel(config.file));
    file->setProperty("rotation", std::to_string(config.rotateMiB) + " M");
    file->setProperty("archive", "number");
    file->setProperty("purgeCount", std::to_string(config.keep));
    file->setProperty("flush", "true");
    return file;
}

} // namespace

HostLog::HostLog(const config::LogConfig& config, const LogChoice& choice, engine::TimeSource& time,
                 const engine::Redactor& redactor)
    : _time(time), _redactor(redactor), _json(config.json),
      _coloured(choice.coloured && errorsMayBeColoured()), _journal(errorsGoToJournal()),
      _level(levelOf(firstOf(choice.level, config.level, choice.usual)))
{
    for (const auto& [component, level] : config.levels)
    {
        if (choice.level.empty())
        {
            _levels.emplace(component, levelOf(level));
        }
    }
    if (choice.file && !config.file.empty())
    {
        _fileName = config.file;
        _file = fileOf(config);
    }
}

HostLog::~HostLog()
{
    if (_file)
    {
        _file->close();
    }
}

void HostLog::write(const engine::LogEntry& entry)
{
    if (!enabled(entry.level, entry.component))
    {
        return;
    }
    const std::string message = _redactor.redact(entry.message);
    engine::LogEntry shown = entry;
    shown.message = message;
    const int64_t now = _time.nowMs();
    if (_file)
    {
        writeFile(shown, now);
    }
    // With a file, what a person sees stays readable.
    writeError(_json && !_file ? jsonLine(shown, now)
                               : textLine(shown, now,
                                          _journal    ? LineStyle::Journal
                                          : _coloured ? LineStyle::Coloured
                                                      : LineStyle::Plain));
}

// A log that cannot be written stops nothing; it is told of once, until it works again.
void HostLog::writeFile(const engine::LogEntry& entry, int64_t now)
{
    std::string trouble;
    const std::lock_guard lock(_mutex);
    try
    {
        if (!_fileOpen)
        {
            _file->close();
            Poco::File(Poco::Path(_fileName).parent()).createDirectories();
        }
        _file->log(Poco::Message("duijie",
                                 _json ? jsonLine(entry, now) : textLine(entry, now, LineStyle::Plain),
                                 Poco::Message::PRIO_INFORMATION));
        _fileOpen = true;
        _fileTold = false;
        return;
    }
    catch (const Poco::Exception& e)
    {
        trouble = e.displayText();
    }
    catch (const std::exception& e)
    {
        trouble = e.what();
    }
    _fileOpen = false;
    if (!_fileTold)
    {
        _fileTold = true;
        const std::string sentence = text::say("seeing.log.unwritable", {_fileName, trouble});
        writeError(
            textLine({LOG_ERROR, "log", sentence}, now, _journal ? LineStyle::Journal : LineStyle::Plain));
    }
}

// One call a line: lines of several threads, and of whom else the stream belongs to, do not mix.
void HostLog::writeError(const std::string& line)
{
    const std::string whole = line + "\n";
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

bool HostLog::enabled(LogLevel level, std::string_view component) const
{
    const auto own = _levels.find(component);
    // What is said to misbehave is a warning.
    const LogLevel weight = level > LOG_DEBUG ? LOG_WARNING : level;
    return weight <= (own != _levels.end() ? own->second : _level);
}

} // namespace duijie::ops

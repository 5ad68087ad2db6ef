#include "ops/LogFile.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Message.h>
#include <Poco/Path.h>

namespace duijie::ops
{

namespace
{

// By number and not compressed: Poco's other ways crash or hang in its version 1.11.
Poco::AutoPtr<Poco::FileChannel> channelOf(const config::LogConfig& config)
{
    Poco::AutoPtr<Poco::FileChannel> file(new Poco::FileChannel(config.file));
    file->setProperty("rotation", std::to_string(config.rotateMiB) + " M");
    file->setProperty("archive", "number");
    file->setProperty("purgeCount", std::to_string(config.keep));
    file->setProperty("flush", "true");
    return file;
}

} // namespace

LogFile::LogFile(const config::LogConfig& config) : _name(config.file), _channel(channelOf(config)) {}

LogFile::~LogFile()
{
    _channel->close();
}

// Opened here and now: the channel of Poco for Windows opens its file with the first line.
std::string LogFile::trouble()
{
    const std::lock_guard lock(_mutex);
    try
    {
        Poco::File file(_name);
        const bool there = file.exists();
        Poco::File(Poco::Path(_name).parent()).createDirectories();
        Poco::FileOutputStream(_name, std::ios::out | std::ios::app).close();
        if (!there)
        {
            file.remove();
        }
        return {};
    }
    catch (const Poco::Exception& e)
    {
        return text::say("seeing.log.unusable", {_name, e.displayText()});
    }
}

std::string LogFile::write(const std::string& line)
{
    const std::lock_guard lock(_mutex);
    const std::string reason = tryTo(&line);
    const bool known = _told;
    _told = !reason.empty();
    return known || reason.empty() ? std::string() : text::say("seeing.log.unwritable", {_name, reason});
}

std::string LogFile::tryTo(const std::string* line)
{
    std::string reason;
    try
    {
        if (!_open)
        {
            _channel->close();
            Poco::File(Poco::Path(_name).parent()).createDirectories();
            _channel->open();
        }
        if (line != nullptr)
        {
            _channel->log(Poco::Message("duijie", *line, Poco::Message::PRIO_INFORMATION));
        }
        _open = true;
        return {};
    }
    catch (const Poco::Exception& e)
    {
        reason = e.displayText();
    }
    catch (const std::exception& e)
    {
        reason = e.what();
    }
    _open = false;
    return reason;
}

} // namespace duijie::ops

#include "ops/LogFile.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/File.h>
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

std::string LogFile::trouble()
{
    const std::lock_guard lock(_mutex);
    Poco::File file(_name);
    std::string sentence;
    try
    {
        const bool there = file.exists();
        if (const std::string reason = tryTo(nullptr); !reason.empty())
        {
            sentence = text::say("seeing.log.unusable", {_name, reason});
        }
        _channel->close();
        _open = false;
        if (!there && sentence.empty())
        {
            file.remove();
        }
    }
    catch (const Poco::Exception& e)
    {
        sentence = text::say("seeing.log.unusable", {_name, e.displayText()});
    }
    return sentence;
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

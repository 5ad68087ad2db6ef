#include "config/Secrets.h"

#include "text/Catalogue.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/Path.h>
#include <Poco/StreamCopier.h>

#ifndef _WIN32
#include <sys/stat.h>
#endif

namespace duijie::config
{

namespace
{

constexpr std::size_t MostBytes = 64 * 1024;

std::optional<std::string> fromEnvironment(const std::string& name, std::string& error)
{
    if (!Poco::Environment::has(name) || Poco::Environment::get(name).empty())
    {
        error = text::say("config.secret.env", {name});
        return std::nullopt;
    }
    return Poco::Environment::get(name);
}

bool othersMayRead(const std::string& path)
{
#ifdef _WIN32
    (void)path; // access lists decide there; the installer sets them
    return false;
#else
    struct stat info
    {
    };
    return ::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH)) != 0;
#endif
}

std::optional<std::string> fromFile(const std::string& path, std::string& error)
{
    if (othersMayRead(path))
    {
        error = text::say("config.secret.file_open", {path});
        return std::nullopt;
    }
    std::string value;
    try
    {
        Poco::FileInputStream stream(path);
        Poco::StreamCopier::copyToString(stream, value);
    }
    catch (const Poco::Exception& e)
    {
        error = text::say("config.secret.file", {path, e.displayText()});
        return std::nullopt;
    }
    while (!value.empty() && (value.back() == '\n' || value.back() == '\r'))
    {
        value.pop_back();
    }
    if (value.empty() || value.size() > MostBytes)
    {
        error = text::say("config.secret.file_size", {path});
        return std::nullopt;
    }
    return value;
}

bool takePrefix(std::string_view& text, std::string_view prefix)
{
    if (text.substr(0, prefix.size()) != prefix)
    {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

} // namespace

std::optional<std::string> resolveSecret(std::string_view reference, const std::string& folder,
                                         bool plainAllowed, std::string& error)
{
    if (takePrefix(reference, "env:"))
    {
        return fromEnvironment(std::string(reference), error);
    }
    if (takePrefix(reference, "file:"))
    {
        const Poco::Path path{std::string(reference)};
        return fromFile(path.isAbsolute() ? path.toString()
                                          : Poco::Path(Poco::Path(folder).makeDirectory(), path).toString(),
                        error);
    }
    if (plainAllowed && takePrefix(reference, "plain:"))
    {
        return std::string(reference);
    }
    error = text::say("config.secret.form");
    return std::nullopt;
}

} // namespace duijie::config

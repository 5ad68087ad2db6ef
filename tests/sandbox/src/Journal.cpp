#include "Journal.h"

#include "AppendFile.h"
#include "JsonOut.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace duijie::sandbox
{

namespace
{

std::string describe(const WorldOptions& world)
{
    std::string line;
    JsonOut out(line);
    out.beginObject().field("journal", "duijie-sandbox").field("version", 1).field("seed", world.seed);
    out.field("documents", world.documents).field("start", world.start).field("days", world.days);
    out.field("materials", world.materials);
    if (world.losses)
        out.field("losses", *world.losses);
    if (world.specialGoods > 0)
        out.field("special_goods", world.specialGoods);
    out.endObject();
    return line;
}

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

[[noreturn]] void fail(const std::string& path, const std::string& what)
{
    throw std::runtime_error("journal " + path + ": " + what + ": " + std::strerror(errno));
}

} // namespace

Journal::~Journal()
{
    if (_file >= 0)
        closeFile(_file);
}

std::string Journal::recordedStart(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string line;
    if (!std::getline(file, line))
        return {};
    const auto header = parseJson(line);
    return header ? std::string(header->string("start")) : std::string();
}

void Journal::open(const std::string& path, const WorldOptions& world,
                   const std::function<void(const JsonValue&)>& replay)
{
    _path = path;
    _header = describe(world);
    const std::string text = readFile(path);
    const std::size_t end = text.rfind('\n');
    std::size_t good = end == std::string::npos ? 0 : end + 1;
    if (good > 0 && text.compare(0, text.find('\n'), _header) != 0)
        throw std::runtime_error("the journal " + path + " was written for another world (" +
                                 text.substr(0, text.find('\n')) + ") than the one asked for now (" +
                                 _header + "); use the same options or another file");
    for (std::size_t at = good > 0 ? text.find('\n') + 1 : 0; at < good;)
    {
        const std::size_t next = text.find('\n', at);
        const auto line = parseJson(std::string_view(text).substr(at, next - at));
        if (!line)
            throw std::runtime_error("the journal " + path + " has a damaged line before its end");
        replay(*line);
        at = next + 1;
    }
    _file = openToAppend(path);
    if (_file < 0)
        fail(path, "cannot open");
    if (!cutTo(_file, good))
        fail(path, "cannot cut off the torn last line");
    if (good == 0)
        append(_header);
}

void Journal::append(std::string_view line)
{
    if (_file < 0)
        return;
    std::string text(line);
    text += '\n';
    const std::lock_guard lock(_mutex);
    if (!writeAll(_file, text))
        fail(_path, "cannot write");
}

void Journal::clear()
{
    if (_file < 0)
        return;
    if (!cutTo(_file, 0))
        fail(_path, "cannot empty");
    append(_header);
}

} // namespace duijie::sandbox

#include "config/ConfigText.h"

#include "config/Comments.h"
#include "config/JsonHints.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Path.h>
#include <Poco/StreamCopier.h>

namespace duijie::config
{

namespace
{

// The mark that some editors write first.
void blankMark(std::string& content)
{
    if (content.compare(0, 3, "\xEF\xBB\xBF") == 0)
    {
        content.replace(0, 3, "   ");
    }
}

// What Notepad calls Unicode.
bool isUtf16(std::string_view content)
{
    return content.substr(0, 2) == "\xFF\xFE" || content.substr(0, 2) == "\xFE\xFF";
}

// The first line that is not UTF-8; 0 when all are.
int foreignLine(std::string_view content)
{
    int line = 0;
    for (std::size_t end = 0; !content.empty(); content.remove_prefix(end))
    {
        ++line;
        end = std::min(content.find('\n'), content.size() - 1) + 1;
        if (!sdk::isUtf8(content.substr(0, end)))
        {
            return line;
        }
    }
    return 0;
}

// Whether only blanks follow after that line.
bool isLast(std::string_view content, int line)
{
    for (; line > 0 && !content.empty(); --line)
    {
        content.remove_prefix(std::min(content.find('\n'), content.size() - 1) + 1);
    }
    return content.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Problem faultOf(const std::string& file, const std::string& content, const JsonPlaces::Fault& fault)
{
    const std::string found = !fault.found.empty() ? text::say("config.json.found", {fault.found})
                              : isLast(content, fault.place.line) ? text::say("config.json.file_ends")
                                                                  : text::say("config.json.nothing");
    return {"", text::say("config.json.fault", {text::say(fault.expected), found}) + hintAbout(fault.found),
            file, fault.place.line, fault.place.column};
}

std::optional<std::string> readContent(const std::string& shown, const std::string& file, Problems& problems)
{
    try
    {
        Poco::FileInputStream stream(file);
        std::string content;
        Poco::StreamCopier::copyToString(stream, content);
        blankMark(content);
        if (const int line = foreignLine(content); line > 0)
        {
            problems.push_back(
                {"", text::say(isUtf16(content) ? "config.utf16" : "config.not_utf8"), shown, line});
            return std::nullopt;
        }
        return blankComments(content);
    }
    catch (const Poco::FileException& e)
    {
        problems.push_back({"", text::say("config.unreadable", {file, e.displayText()})});
    }
    return std::nullopt;
}

} // namespace

std::optional<ConfigText> readText(const std::string& file, Problems& problems)
{
    ConfigText out;
    out.file = Poco::Path(file).makeAbsolute().toString();
    out.folder = Poco::Path(out.file).parent().toString();
    const std::optional<std::string> content = readContent(file, out.file, problems);
    if (!content)
    {
        return std::nullopt;
    }
    out.places = JsonPlaces(*content);
    if (out.places.fault())
    {
        problems.push_back(faultOf(file, *content, *out.places.fault()));
        return std::nullopt;
    }
    for (const JsonPlaces::Repeated& name : out.places.repeated())
    {
        problems.push_back({name.path, text::say("config.repeated", {std::to_string(name.first.line)}), file,
                            name.second.line, name.second.column});
    }
    try
    {
        Poco::JSON::Parser parser;
        out.root = parser.parse(*content).extract<Poco::JSON::Object::Ptr>();
        return out;
    }
    catch (const Poco::Exception& e)
    {
        problems.push_back({"", text::say("config.not_json", {e.displayText()}), file});
    }
    return std::nullopt;
}

void locate(const std::string& file, const JsonPlaces& places, Problems& problems)
{
    for (Problem& problem : problems)
    {
        if (problem.file.empty())
        {
            const Place place = places.find(problem.path);
            problem.file = file;
            problem.line = place.line;
            problem.column = place.column;
        }
    }
}

} // namespace duijie::config

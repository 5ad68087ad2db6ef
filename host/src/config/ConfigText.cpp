#include "config/ConfigText.h"

#include "config/Comments.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Path.h>
#include <Poco/StreamCopier.h>

namespace duijie::config
{

std::optional<ConfigText> readText(const std::string& file, Problems& problems)
{
    ConfigText out;
    out.file = Poco::Path(file).makeAbsolute().toString();
    out.folder = Poco::Path(out.file).parent().toString();
    try
    {
        Poco::FileInputStream stream(out.file);
        std::string content;
        Poco::StreamCopier::copyToString(stream, content);
        Poco::JSON::Parser parser;
        out.root = parser.parse(blankComments(content)).extract<Poco::JSON::Object::Ptr>();
        return out;
    }
    catch (const Poco::FileException& e)
    {
        problems.push_back({"", text::say("config.unreadable", {out.file, e.displayText()})});
    }
    catch (const Poco::Exception& e)
    {
        problems.push_back({"", text::say("config.not_json", {out.file, e.displayText()})});
    }
    return std::nullopt;
}

} // namespace duijie::config

// _mongoQuery DATASET findField=content.PATH where={JSON}
#include "plan/LookupExpression.h"
#include "plan/LookupTokens.h"
#include "plan/MongoFilter.h"

#include "duijie/sdk/Json.h"
#include "text/Catalogue.h"

#include <algorithm>
#include <charconv>

namespace duijie::plan
{

namespace
{

constexpr std::string_view Keyword = "_mongoQuery";

// Stand in for a template while the filter is read as JSON: two characters of the private use area of
// Unicode.
constexpr std::string_view MarkOpen = "\xEE\x80\x80";
constexpr std::string_view MarkClose = "\xEE\x80\x81";

class MongoReader
{
public:
    MongoReader(std::string_view text, std::string& problem) : _tokens(text), _problem(problem) {}

    std::optional<LookupExpression> read()
    {
        _tokens.take(Keyword);
        _tokens.skipBlanks();
        _result.dataset = _tokens.word();
        if (!isDatasetId(_result.dataset))
        {
            fail("plan.lookup_dataset", _result.dataset);
            return std::nullopt;
        }
        const bool field = _tokens.take("findField=");
        const std::string_view wanted = _tokens.word();
        const bool where = _tokens.take("where=");
        if (!field || !where || wanted.empty())
        {
            fail("plan.mongo_form", {});
            return std::nullopt;
        }
        if (!MongoFilter::readField(wanted, _result.wanted))
        {
            fail("plan.mongo_field", wanted);
            return std::nullopt;
        }
        if (!readFilter())
        {
            return std::nullopt;
        }
        return std::move(_result);
    }

private:
    bool fail(std::string_view id, std::string_view argument)
    {
        _problem = text::say(id, {argument});
        return false;
    }

    bool readFilter()
    {
        const std::string_view written = _tokens.rest();
        if (written.find(MarkOpen) != std::string_view::npos ||
            written.find(MarkClose) != std::string_view::npos)
        {
            return fail("plan.mongo_private", {});
        }
        std::optional<Template> parsed = parseTemplate(written, _problem);
        if (!parsed)
        {
            return false;
        }
        _templates = std::move(*parsed);
        if (!_document.parse(marked()) || !_document.root().isObject())
        {
            return fail("plan.mongo_json", _document.error());
        }
        const MongoFilter::Unmark unmark = [this](std::string_view text) { return unmarked(text); };
        return MongoFilter(_result, unmark, _problem).read(_document.root()) &&
               (!_result.conditions.empty() || _result.hasTests() || fail("plan.mongo_no_condition", {}));
    }

    // The filter with a mark for each template; a template outside quotes gets some.
    std::string marked() const
    {
        std::string json;
        bool inString = false;
        for (std::size_t i = 0; i < _templates.parts.size(); ++i)
        {
            const TemplatePart& part = _templates.parts[i];
            if (part.reference)
            {
                const std::string_view quote = inString ? "" : "\"";
                json.append(quote).append(MarkOpen).append(std::to_string(i)).append(MarkClose).append(quote);
                continue;
            }
            for (std::size_t at = 0; at < part.text.size(); ++at)
            {
                const bool escape = inString && part.text[at] == '\\' && at + 1 < part.text.size();
                inString = part.text[at] == '"' ? !inString : inString;
                json.append(part.text, at, escape ? 2 : 1);
                at += escape ? 1 : 0;
            }
        }
        return json;
    }

    Template unmarked(std::string_view text) const
    {
        Template out;
        while (!text.empty())
        {
            const std::size_t open = text.find(MarkOpen);
            if (open != 0)
            {
                out.parts.push_back({false, false, std::string(text.substr(0, open)), Filter::None});
                text.remove_prefix(std::min(open, text.size()));
                continue;
            }
            const std::size_t close = std::min(text.find(MarkClose), text.size());
            std::size_t index = _templates.parts.size();
            std::from_chars(text.data() + MarkOpen.size(), text.data() + close, index);
            if (index >= _templates.parts.size() || close == text.size())
            {
                break; // the author wrote the character itself, as an escape
            }
            out.parts.push_back(_templates.parts[index]);
            text.remove_prefix(close + MarkClose.size());
        }
        return out;
    }

    LookupTokens _tokens;
    std::string& _problem;
    Template _templates;
    sdk::JsonDocument _document;
    LookupExpression _result;
};

} // namespace

std::optional<LookupExpression> parseMongoQuery(std::string_view text, std::string& problem)
{
    return MongoReader(text, problem).read();
}

} // namespace duijie::plan

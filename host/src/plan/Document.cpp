#include "plan/Document.h"

#include "plan/ApiPlaces.h"
#include "plan/JsonText.h"
#include "plan/formula/Letters.h"

#include <algorithm>
#include <charconv>

namespace duijie::plan
{

namespace
{

// How this version treats a top-level key.
enum class Use
{
    Read,       // by readDocument itself
    Quiet,      // known, has no effect on what is asked or sent
    Warn,       // known, describes something that is arranged elsewhere here
    Refuse,     // would change what is sent, and is not evaluated
    OnSource,   // `condition`
    SourceOnly, // read by RowShape; in a target document as Refuse
    TargetOnly, // read by Grouping and CallBack; in a source document as Refuse
    Remedy,     // read by readRemedy; in a target document as Warn
};

struct Key
{
    std::string_view name;
    Use use;
};

constexpr Key Keys[] = {
    {"api", Use::Read},
    {"method", Use::Read},
    {"id", Use::Read},
    {"number", Use::Read},
    {"request", Use::Read},
    {"pagination", Use::Read},
    {"effect", Use::Read},
    {"type", Use::Read},
    {"operation", Use::Read},
    {"connector", Use::Read},
    {"name", Use::Quiet},
    {"idCheck", Use::Quiet},
    {"response", Use::Quiet},
    {"otherResponse", Use::Quiet},
    {"condition_bk", Use::Quiet},
    {"autoFillResponse", Use::Quiet},
    {"label", Use::Quiet},
    {"describe", Use::Quiet},
    {"omissionRemedy", Use::Remedy},
    {"checkLogin", Use::Warn},
    {"delay", Use::Warn},
    {"buildModel", Use::Warn},
    {"otherRequest", Use::Read},
    {"beatFlat", Use::SourceOnly},
    {"formatResponse", Use::SourceOnly},
    {"groupCalculate", Use::TargetOnly},
    {"callBackStrategy", Use::TargetOnly},
    {"distributionOrg", Use::Refuse},
    {"condition", Use::OnSource},
};

constexpr std::string_view OtherParams = "otherRequestParams";
constexpr std::string_view FlatKey = "beatFlat";

class DocumentReader
{
public:
    DocumentReader(Side side, Document& document, Report& report)
        : _side(side), _document(document), _report(report)
    {
    }

    void read()
    {
        const sdk::JsonValue root = _document.json.root();
        for (const sdk::JsonValue member : root)
        {
            readKey(member);
        }
        _document.api = root.find("api").text();
        _document.method = formula::raised(root.find("method").text());
        _document.id = root.find("id").text();
        _document.number = root.find("number").text();
        checkNames();
        checkEffect(root.find("effect"));
        checkEffect(root.find("type"));
        readPageSize(root.find("pagination"));
        readConnector(root.find("connector"));
        readRequest(root.find("request"));
        readOtherRequest(root.find("otherRequest"));
        fillPlaces(_document.api, _document.request, _report);
        for (const sdk::JsonValue declared : root.find("response"))
        {
            const std::string_view field = declared.find("field").text();
            if (!field.empty())
            {
                _document.response.emplace_back(field);
            }
        }
        for (const auto& [key, path] : _unused)
        {
            _report.warning(path, "plan.key_unknown", {key});
        }
    }

private:
    void readConnector(sdk::JsonValue value)
    {
        if (value.isObject())
        {
            _document.connector = value.raw();
        }
        else if (value.exists() && !value.isNull())
        {
            _report.error("connector", "plan.connector", {sdk::jsonTypeName(value.type())});
        }
    }

    void readKey(sdk::JsonValue member)
    {
        const std::string_view name = member.name();
        const auto* key =
            std::find_if(std::begin(Keys), std::end(Keys), [&](const Key& k) { return k.name == name; });
        if (name == OtherParams && member.isObject())
        {
            readOtherParams(member);
        }
        else if (key == std::end(Keys))
        {
            _unused.emplace(name, name);
        }
        else if (name == "operation")
        {
            checkOperation(member);
        }
        else if (isRefused(key->use) && isUsed(member))
        {
            _report.error(name, "plan.not_evaluated", {name});
        }
        else if ((key->use == Use::Warn || (key->use == Use::Remedy && _side == Side::Target)) &&
                 isUsed(member))
        {
            _report.warning(name, "plan.key_elsewhere", {name});
        }
        else if (key->use == Use::OnSource && isUsed(member))
        {
            readCondition(member);
        }
    }

    // Documents have beatFlat here as well; of anything else nothing is known.
    void readOtherParams(sdk::JsonValue members)
    {
        for (const sdk::JsonValue member : members)
        {
            const std::string path = std::string(OtherParams) + "." + std::string(member.name());
            if (member.name() != FlatKey)
            {
                _unused.emplace(member.name(), path);
            }
            else if (_side == Side::Target && isUsed(member))
            {
                _report.error(path, "plan.not_evaluated", {FlatKey});
            }
        }
    }

    bool isRefused(Use use) const noexcept
    {
        return use == Use::Refuse || (use == Use::SourceOnly && _side == Side::Target) ||
               (use == Use::TargetOnly && _side == Side::Source);
    }

    void readCondition(sdk::JsonValue member)
    {
        if (_side == Side::Source)
        {
            _document.condition = member;
        }
        else
        {
            _report.error("condition", "plan.condition_on_target");
        }
    }

    void checkOperation(sdk::JsonValue operation)
    {
        const std::string_view method = operation.find("method").text();
        const bool target = _side == Side::Target;
        if (!isUsed(operation) || method == "none" || (target && method == "merge"))
        {
            return; // merge is read by Grouping
        }
        if (target && method == "batchArraySave")
        {
            _report.warning("operation", "plan.batch_array");
            return;
        }
        _report.error("operation", "plan.not_evaluated", {"operation " + std::string(method)});
    }

    void checkNames()
    {
        if (_document.api.empty())
        {
            _report.incomplete("api", "plan.api_missing");
        }
        if (_side == Side::Source && _document.id.find('{') != std::string::npos)
        {
            _report.error("id", "plan.id_template", {_document.id});
        }
        if (_side == Side::Source && _document.id.empty())
        {
            _report.warning("id", "plan.id_missing");
        }
    }

    void checkEffect(sdk::JsonValue value)
    {
        const std::string effect = formula::raised(value.text());
        const bool query = effect == "QUERY";
        const bool execute = effect == "EXECUTE" || effect == "WRITE" || effect == "CREATE";
        if (effect.empty() || (_side == Side::Source ? query : execute))
        {
            return;
        }
        const std::string_view wanted = _side == Side::Source ? "QUERY" : "EXECUTE";
        _report.error(value.name(), query || execute ? "plan.effect_other_side" : "plan.effect_unknown",
                      {value.text(), wanted});
    }

    void readPageSize(sdk::JsonValue pagination)
    {
        const sdk::JsonValue value = pagination.find("pageSize");
        if (!value.exists() || value.isNull())
        {
            return;
        }
        const std::string_view text = value.text();
        constexpr int64_t MaxPageSize = 10'000;
        int64_t size = 0;
        const auto end = std::from_chars(text.data(), text.data() + text.size(), size);
        if (end.ec != std::errc() || end.ptr != text.data() + text.size() || size < 1 || size > MaxPageSize)
        {
            _report.error("pagination.pageSize", "plan.page_size",
                          {value.raw(), std::to_string(MaxPageSize)});
            return;
        }
        _document.pageSize = size;
    }

    void readRequest(sdk::JsonValue request)
    {
        if (request.exists() && !request.isNull())
        {
            _document.request = readFieldTree(request, "request", _report, _unused);
        }
        if (_document.request.empty() && _side == Side::Target)
        {
            _report.incomplete("request", "plan.request_empty");
        }
    }

    // Both are sent together; the platform parts them for its editor.
    void readOtherRequest(sdk::JsonValue other)
    {
        if (!isUsed(other))
        {
            return;
        }
        for (FieldNode& node : readFieldTree(other, "otherRequest", _report, _unused))
        {
            const bool twice = std::any_of(_document.request.begin(), _document.request.end(),
                                           [&](const FieldNode& known) { return known.field == node.field; });
            if (twice)
            {
                _report.error(node.path + ".field", "plan.field_twice", {node.field});
                continue;
            }
            _document.request.push_back(std::move(node));
        }
    }

    Side _side;
    Document& _document;
    Report& _report;
    UnusedKeys _unused;
};

} // namespace

bool readDocument(std::string_view text, Side side, Document& document, Report& report)
{
    if (!document.json.parse(text))
    {
        report.error("", "plan.not_json", {document.json.error()});
        return false;
    }
    if (!document.json.root().isObject())
    {
        report.error("", "plan.not_object", {sdk::jsonTypeName(document.json.root().type())});
        return false;
    }
    DocumentReader(side, document, report).read();
    return true;
}

} // namespace duijie::plan

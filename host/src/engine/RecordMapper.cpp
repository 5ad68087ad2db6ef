#include "engine/RecordMapper.h"

#include "engine/CallBacks.h"

#include "engine/Adoption.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::engine
{

namespace
{

constexpr std::size_t MostErrorsTold = 5;

class PreparedText final : public PreparedSink
{
public:
    explicit PreparedText(Mapping& out) : _out(out) {}

    void put(const Prepared& prepared) noexcept override
    {
        try
        {
            _out.body = sdk::toStd(prepared.body);
            _out.naturalKey = sdk::toStd(prepared.natural_key);
            _out.fingerprint = expectation(sdk::toStd(prepared.fingerprint), sdk::toStd(prepared.state));
            _out.scope = sdk::toStd(prepared.scope);
        }
        catch (const std::exception&)
        {
            _out.naturalKey.clear(); // read by prepare() as "nothing came"
        }
    }

private:
    Mapping& _out;
};

} // namespace

namespace
{

// Documents name a dataset by an id that tells people nothing.
std::string nameOf(const FlowParts& flow, const std::string& dataset)
{
    const auto part = std::find_if(flow.datasets.begin(), flow.datasets.end(),
                                   [&](const DatasetPart& p) { return p.id == dataset; });
    return part == flow.datasets.end() ? dataset : part->name;
}

// Several fields often ask for the same row: that is one thing to say, and one thing to do.
std::string missingRow(const plan::FieldError& error, const std::vector<plan::FieldError>& errors,
                       const FlowParts& flow)
{
    std::string paths;
    for (const plan::FieldError& other : errors)
    {
        if (other.missingReference && other.dataset == error.dataset && other.value == error.value)
        {
            paths += (paths.empty() ? "" : ", ") + other.path;
        }
    }
    return text::say("engine.map.missing", {nameOf(flow, error.dataset), error.field, error.value, paths});
}

} // namespace

std::string joinErrors(const std::vector<plan::FieldError>& errors, const FlowParts& flow)
{
    std::vector<std::string> sentences;
    for (const plan::FieldError& error : errors)
    {
        std::string sentence =
            error.missingReference ? missingRow(error, errors, flow) : error.path + ": " + error.message;
        if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end())
        {
            sentences.push_back(std::move(sentence));
        }
    }
    std::string out;
    for (std::size_t i = 0; i < sentences.size() && i < MostErrorsTold; ++i)
    {
        out += (out.empty() ? "" : " ") + sentences[i];
    }
    return sentences.size() > MostErrorsTold ? out + " ... (" + std::to_string(sentences.size()) + ")" : out;
}

bool RecordMapper::fetchAll(const plan::Mapped& mapped)
{
    bool any = false;
    for (const plan::FieldError& error : mapped.errors)
    {
        any = (error.missingReference &&
               _datasets.fetchMissing(_run, error.dataset, error.field, error.value)) ||
              any;
    }
    return any;
}

Mapping RecordMapper::map(std::string_view key, std::string_view number, std::string_view payload,
                          bool fetchMissing, std::vector<plan::Trace>* values)
{
    Mapping result;
    if (!_document.parse(payload))
    {
        result.reason = text::say("engine.map.unreadable", {_document.error()});
        return result;
    }
    plan::TimeVariables times;
    times.nowMs = times.currentMs = _run.shared.time.nowMs();
    times.lastSyncMs = times.nowMs;
    times.offsetMinutes = _run.flow.offsetMinutes;
    _run.flow.targetPlan->map(_document.root(), times, _datasets, _mapped, values);
    if (!_mapped.ok() && _mapped.waits() && fetchMissing && fetchAll(_mapped))
    {
        if (values != nullptr)
        {
            values->clear();
        }
        _run.flow.targetPlan->map(_document.root(), times, _datasets, _mapped, values);
    }
    if (!_mapped.ok())
    {
        result.outcome = _mapped.waits() ? Mapping::Outcome::Held : Mapping::Outcome::Refused;
        result.reason = joinErrors(_mapped.errors, _run.flow);
        return result;
    }
    result.reason = callBackProblem(_run, _document.root());
    if (!result.reason.empty())
    {
        return result;
    }
    return prepare(key, number);
}

Mapping RecordMapper::prepare(std::string_view key, std::string_view number)
{
    Mapping result;
    DocumentView document{};
    document.size = sizeof(DocumentView);
    document.attempt = 1;
    document.api = sdk::toView(_run.flow.targetPlan->api());
    document.key = sdk::toView(key);
    document.body = sdk::toView(_mapped.body);
    document.number = sdk::toView(number);

    CallScope scope(_run.tag(_run.flow.targetConnection), _run.shared);
    PreparedText sink(result);
    const Status status = _run.flow.target->prepare(scope, document, sink);
    if (status.code == STATUS_OK && !result.naturalKey.empty())
    {
        result.outcome = Mapping::Outcome::Ready;
        return result;
    }
    result.outcome = status.code == STATUS_HOLD ? Mapping::Outcome::Held : Mapping::Outcome::Refused;
    result.reason = scope.message(text::say("engine.plugin.silent", {_run.flow.targetConnection, "prepare"}));
    return result;
}

} // namespace duijie::engine

#include "engine/RecordMapper.h"

#include "engine/Adoption.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

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

std::string joinErrors(const std::vector<plan::FieldError>& errors)
{
    std::string out;
    for (std::size_t i = 0; i < errors.size() && i < MostErrorsTold; ++i)
    {
        out += out.empty() ? "" : "; ";
        out += errors[i].path + ": " + errors[i].message;
    }
    if (errors.size() > MostErrorsTold)
    {
        out += "; ... (" + std::to_string(errors.size()) + ")";
    }
    return out;
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

Mapping RecordMapper::map(const std::string& key, std::string_view payload, bool fetchMissing)
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
    _run.flow.targetPlan->map(_document.root(), times, _datasets, _mapped);
    if (!_mapped.ok() && _mapped.waits() && fetchMissing && fetchAll(_mapped))
    {
        _run.flow.targetPlan->map(_document.root(), times, _datasets, _mapped);
    }
    if (!_mapped.ok())
    {
        result.outcome = _mapped.waits() ? Mapping::Outcome::Held : Mapping::Outcome::Refused;
        result.reason = joinErrors(_mapped.errors);
        return result;
    }
    return prepare(key);
}

Mapping RecordMapper::prepare(const std::string& key)
{
    Mapping result;
    DocumentView document{};
    document.size = sizeof(DocumentView);
    document.attempt = 1;
    document.api = sdk::toView(_run.flow.targetPlan->api());
    document.key = sdk::toView(key);
    document.body = sdk::toView(_mapped.body);

    CallScope scope(_run.tag(_run.flow.targetConnection), _run.shared.stop, _run.shared.redactor);
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

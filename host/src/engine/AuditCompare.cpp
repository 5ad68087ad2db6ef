#include "engine/AuditCompare.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <memory>

namespace duijie::engine
{

namespace
{

class Differences final : public DifferenceSink
{
public:
    void put(const Difference& difference) noexcept override
    {
        try
        {
            found.push_back({std::string(sdk::toStd(difference.path)),
                             std::string(sdk::toStd(difference.expected)),
                             std::string(sdk::toStd(difference.found))});
        }
        catch (const std::exception&)
        {
            // No memory for it: the finding itself stands.
        }
    }

    std::vector<AuditDifference> found;
};

AuditItem itemOf(const ExpectedDocument& document, const char* advice, const std::string& flow)
{
    AuditItem item;
    item.key = document.key;
    item.number = document.number;
    item.billDay = document.scope;
    item.naturalKey = document.naturalKey;
    item.advice = text::say(
        advice, {flow, document.number.empty() || document.merged ? document.key : document.number});
    return item;
}

std::string nameOf(const ActualBill& bill)
{
    return bill.number.empty() ? bill.id : bill.number;
}

} // namespace

bool AuditCompare::compare()
{
    matchDocuments();
    matchBills();
    _progress(0, static_cast<int64_t>(_toFetch.size()));
    std::vector<std::unique_ptr<Crew::Worker>> workers;
    for (int i = 0; i < _run.flow.concurrency; ++i)
    {
        workers.push_back(_run.shared.crew.start([this] { fetchAll(); }));
    }
    workers.clear();
    if (_report.error.empty())
    {
        _progress(static_cast<int64_t>(_toFetch.size()), static_cast<int64_t>(_toFetch.size()));
    }
    return _report.error.empty();
}

void AuditCompare::matchDocuments()
{
    for (const auto& [key, document] : _expected.documents())
    {
        const std::vector<ActualBill>& bills = _actual.billsOf(key);
        _report.count(document.day, &AuditFindings::bills, static_cast<int64_t>(bills.size()));
        if (bills.empty())
        {
            noteMissing(document);
        }
        else if (bills.size() > 1)
        {
            AuditItem item = itemOf(document, "engine.audit.todo.doubled", _run.flow.name);
            for (const ActualBill& bill : bills)
            {
                item.bill += (item.bill.empty() ? "" : ", ") + nameOf(bill);
            }
            item.detail = text::say("engine.audit.doubled", {std::to_string(bills.size()), key});
            _report.note(document.day, &AuditFindings::doubled, std::move(item));
        }
        else
        {
            _toFetch.push_back({&document, bills.front().id});
        }
    }
}

void AuditCompare::matchBills()
{
    for (const auto& [key, bills] : _actual.bills())
    {
        if (!_judgesStrangers || _expected.knows(key))
        {
            continue;
        }
        for (const ActualBill& bill : bills)
        {
            AuditItem item;
            item.bill = nameOf(bill);
            item.billDay = bill.scope;
            item.naturalKey = key;
            item.detail = text::say("engine.audit.unexpected", {key});
            item.advice = text::say("engine.audit.todo.unexpected");
            _report.count(bill.scope, &AuditFindings::bills);
            _report.note(bill.scope, &AuditFindings::unexpected, std::move(item));
        }
    }
}

void AuditCompare::noteMissing(const ExpectedDocument& document)
{
    AuditItem item = itemOf(document, "engine.audit.todo.missing", _run.flow.name);
    item.detail = text::say("engine.audit.missing", {document.naturalKey});
    _report.note(document.day, &AuditFindings::missing, std::move(item));
}

void AuditCompare::noteDifferent(const ExpectedDocument& document, const Bill& bill,
                                 std::vector<AuditDifference> differences)
{
    AuditItem item = itemOf(document, "engine.audit.todo.different", _run.flow.name);
    item.bill = bill.number.empty() ? bill.id : bill.number;
    item.billDay = bill.scope.empty() ? document.scope : bill.scope;
    item.detail = text::say("engine.audit.different", {item.bill, document.naturalKey, bill.state});
    item.differences = std::move(differences);
    _report.note(document.day, &AuditFindings::different, std::move(item));
}

void AuditCompare::fetchAll()
{
    for (;;)
    {
        const std::size_t index = _next++;
        if (index >= _toFetch.size() || _run.stopping() || _failed)
        {
            return;
        }
        fetchOne(_toFetch[index]);
        if (index % 16 == 0)
        {
            _progress(static_cast<int64_t>(index), static_cast<int64_t>(_toFetch.size()));
        }
    }
}

// Which values differ, for people; that they do is known already, so a target that cannot tell is no failure.
std::vector<AuditDifference> AuditCompare::differencesOf(const ExpectedDocument& document, const Bill& bill)
{
    Differences sink;
    if (_run.flow.compare != nullptr)
    {
        DocumentView view{};
        view.size = sizeof(DocumentView);
        view.attempt = 1;
        view.api = sdk::toView(_run.flow.targetPlan->api());
        view.key = sdk::toView(document.key);
        view.body = sdk::toView(document.body);
        view.number = sdk::toView(document.number);
        CallScope scope(_run.tag(_run.flow.targetConnection), _run.shared);
        _run.flow.compare->compare(scope, view, sdk::toView(bill.id), sink);
        _run.shared.store.writeOutcome({}, scope.takeCalls(), [](const store::WriteResult&) {});
    }
    const std::string wanted = stateWanted(document.fingerprint);
    if (!wanted.empty() && wanted != bill.state)
    {
        sink.found.push_back({text::say("engine.audit.state"), wanted, bill.state});
    }
    return std::move(sink.found);
}

void AuditCompare::fetchOne(const Pair& pair)
{
    const ExpectedDocument& document = *pair.document;
    Bill bill;
    std::string error;
    const Status status = fetchBill(_run, pair.id, 0, bill, error);
    const bool there = status.code == STATUS_OK && bill.live;
    const bool equal = there && meets(bill, document.fingerprint);
    auto differences = there && !equal ? differencesOf(document, bill) : std::vector<AuditDifference>();
    const std::lock_guard lock(_mutex);
    if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && !bill.live))
    {
        _report.count(document.day, &AuditFindings::bills, -1); // gone between the list and now
        noteMissing(document);
    }
    else if (status.code != STATUS_OK)
    {
        _failed = true;
        _report.error = text::say("engine.audit.unreadable", {_run.flow.targetConnection, error});
    }
    else if (equal)
    {
        _report.count(document.day, &AuditFindings::right);
    }
    else
    {
        noteDifferent(document, bill, std::move(differences));
    }
}

} // namespace duijie::engine

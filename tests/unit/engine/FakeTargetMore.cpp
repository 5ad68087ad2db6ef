// What a FakeTarget can do beside writing and listing: tell what differs, take drafts back.
#include "FakeTarget.h"

#include "duijie/sdk/Json.h"

namespace duijie::engine::test
{

void FakeTarget::naturalKeys(StringView, TextSink& field, TextSink& prefix) noexcept
{
    field.put(sdk::toView(keyField));
    prefix.put(sdk::toView(keyPrefix));
}

Status FakeTarget::compare(CallContext&, const DocumentView& document, StringView id,
                           DifferenceSink& out) noexcept
{
    const std::lock_guard lock(_mutex);
    const auto found = _book.find(std::string(sdk::toStd(id)));
    if (found == _book.end())
    {
        return {STATUS_NOT_FOUND, 0};
    }
    sdk::JsonDocument body;
    body.parse(sdk::toStd(document.body));
    const std::string& print = found->second.fingerprint;
    const std::size_t first = print.find('|');
    const std::size_t second = print.find('|', first + 1);
    const std::string values[] = {print.substr(0, first), print.substr(first + 1, second - first - 1),
                                  second == std::string::npos ? "" : print.substr(second + 1)};
    const char* names[] = {"day", "qty", "material"};
    for (int i = 0; i < 3; ++i)
    {
        const std::string_view wanted = body.root().find(names[i]).text();
        if (wanted != values[i])
        {
            Difference difference{};
            difference.size = sizeof(Difference);
            difference.path = sdk::toView(names[i]);
            difference.expected = sdk::toView(wanted);
            difference.found = sdk::toView(values[i]);
            out.put(difference);
        }
    }
    return {STATUS_OK, 0};
}

Status FakeTarget::withdraw(CallContext& context, StringView, StringView id) noexcept
{
    if (beforeWithdraw)
    {
        beforeWithdraw();
    }
    const auto find = [&] { return _book.find(std::string(sdk::toStd(id))); };
    {
        const std::lock_guard lock(_mutex);
        if (find() == _book.end() || !find()->second.live)
        {
            return {STATUS_OK, 0};
        }
        if (find()->second.state == "audited")
        {
            context.fail(sdk::toView("it is audited"));
            return {STATUS_REJECTED, 0};
        }
    }
    if (const Status durable = context.intend(sdk::toView("delete"), id); durable.code != STATUS_OK)
    {
        return durable;
    }
    const std::lock_guard lock(_mutex);
    Answer answer;
    if (!withdrawFaults.empty())
    {
        answer = withdrawFaults.front();
        withdrawFaults.pop_front();
        context.fail(sdk::toView("the draft's fate is unclear"));
    }
    if (answer.applied || answer.code == STATUS_OK)
    {
        _known[find()->second.key].written = false;
        _book.erase(find());
    }
    return {answer.code, 0};
}

void FakeTarget::edit(const std::string& id, const std::string& fingerprint)
{
    const std::lock_guard lock(_mutex);
    _book.at(id).fingerprint = fingerprint;
}

} // namespace duijie::engine::test

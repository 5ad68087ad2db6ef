// One answer of WDT, both dialects: a page is good only when it is whole.
#include "Rules.h"

#include "WdtReply.h"

namespace duijie::fuzz
{

namespace
{

const wdt::WdtInterface& shapeOf(std::size_t number)
{
    static const wdt::WdtInterface shapes[] = {
        wdt::interfaceOf("wdt.stockin.order.query"), wdt::interfaceOf("wdt.stockout.order.query"),
        wdt::interfaceOf("wdt.goods.query"), wdt::interfaceOf("nobody.knows.this")};
    return shapes[number % 4];
}

} // namespace

void target(Input& input)
{
    constexpr int Statuses[] = {200, 200, 200, 200, 201, 302, 404, 408, 429, 500};
    const wdt::WdtInterface& shape = shapeOf(input.choice(4));
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = Statuses[input.choice(10)];
    const std::size_t cut = input.choice(256);
    reply.body = input.rest();
    wdt::WdtPage page;
    const wdt::WdtVerdict verdict = wdt::readReply(reply, shape, page);
    hold((verdict.kind == wdt::WdtKind::Ok) == verdict.message.empty(), "only a refusal has a sentence",
         verdict.message);
    hold(page.total >= -1, "a total is a count or unknown");
    if (verdict.kind != wdt::WdtKind::Ok)
    {
        return;
    }
    hold(reply.status >= 200 && reply.status < 300, "a good page comes with 2xx");
    hold(!page.rows.exists() || page.rows.isArray(), "rows are a list");
    const sdk::JsonValue root = page.document.root();
    const sdk::JsonValue response = root.find("response").isObject() ? root.find("response") : root;
    const sdk::JsonValue code = response.find("errorcode");
    hold(code.text().empty() || code.text() == "0", "an errorcode is no page", reply.body);
    const sdk::JsonValue list = shape.listKey.empty() ? sdk::JsonValue() : response.find(shape.listKey);
    hold(page.rows.exists() || !list.exists() || list.isNull(), "a list that is no list is no empty page",
         reply.body);
    const std::size_t whole = reply.body.find_last_not_of(" \t\r\n") + 1;
    reply.body.resize(whole * cut / 256);
    hold(wdt::readReply(reply, shape, page).kind != wdt::WdtKind::Ok,
         "a page cut short is neither the last page nor an empty one", input.rest());
}

} // namespace duijie::fuzz

#include "JdyPrepare.h"

#include "Fingerprint.h"
#include "JdyBillWriter.h"
#include "JdySay.h"

namespace duijie::jdy
{

namespace
{

constexpr std::string_view NumberField = "bill_no";
constexpr std::size_t DateSize = 10;

} // namespace

std::string prepareBill(const BillForm& form, sdk::JsonValue mapped, const NaturalKeyRule& key,
                        std::string_view number, JdyPrepared& out)
{
    if (!mapped.isObject())
    {
        return say("jdy_target.body.no_object", {foundIn(mapped)});
    }
    BillWriter writer(form);
    for (const auto& [name, value] : form.fixed)
    {
        writer.supply(name, value);
    }
    const sdk::JsonValue given = mapped.find(key.field);
    std::string naturalKey(isScalar(given) ? given.text() : std::string_view());
    std::string why;
    if (naturalKey.empty() && key.field == NumberField && form.numbered)
    {
        naturalKey = billNumberOf(key.prefix, number, why);
        writer.supply(NumberField, naturalKey);
    }
    writer.writeHead(mapped);
    if (naturalKey.empty())
    {
        writer.problem(why.empty()
                           ? say("jdy_target.found", {key.field, foundIn(given), say("jdy_target.body.key")})
                           : why);
    }
    std::string problems = writer.problems();
    if (problems.empty())
    {
        out.body = writer.take();
        out.naturalKey = std::move(naturalKey);
        out.fingerprint = fingerprintOf(form, mapped);
        out.state = mapped.find("operation_key").text() == "audit" ? "audited" : "";
        out.scope = mapped.find("bill_date").text().substr(0, DateSize);
    }
    return problems;
}

} // namespace duijie::jdy

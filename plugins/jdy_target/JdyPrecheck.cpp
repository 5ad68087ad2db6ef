#include "JdyPrecheck.h"

#include "JdyBillWriter.h"
#include "JdySay.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <initializer_list>

namespace duijie::jdy
{

namespace
{

constexpr std::size_t DateSize = 10;
constexpr std::size_t MaxProblems = 20;

/// A store field of a line with its storage place.
struct PlaceFields
{
    std::string_view storeId;
    std::string_view storeNumber;
    std::string_view placeId;
    std::string_view placeNumber;
};

constexpr PlaceFields Places[] = {
    {"stock_id", "stock_number", "sp_id", "sp_number"},
    {"in_stock_id", "", "in_sp_id", ""},
    {"out_stock_id", "", "out_sp_id", ""},
};

/// Of one bill.
class Checker
{
public:
    Checker(JdyFacts& facts, const BillForm& form) : _facts(facts), _form(form) {}

    void checkLine(std::size_t number, sdk::JsonValue line);
    void wrong(const std::string& text);
    PrecheckResult take();

private:
    void checkMaterial(sdk::JsonValue line);
    void checkTracking(sdk::JsonValue line, const MaterialFacts& facts);
    void checkUnit(sdk::JsonValue line, const MaterialFacts& facts);
    void checkPrecision(sdk::JsonValue line);
    void checkPlace(sdk::JsonValue line, const PlaceFields& fields);
    /// `why`: the id of a sentence, about `what`.
    void needs(sdk::JsonValue line, std::initializer_list<std::string_view> names, std::string_view why,
               std::string_view what = {});
    void hold(const std::string& text);
    void problem(const std::string& text);
    std::string atLine(const std::string& text) const;

    JdyFacts& _facts;
    const BillForm& _form;
    std::size_t _line = 0;
    std::shared_ptr<const MaterialFacts> _material; ///< of this line
    std::string_view _goods;                        ///< its number, for messages
    PrecheckResult _result;
    std::size_t _count = 0;
};

std::string Checker::atLine(const std::string& text) const
{
    const std::string line = std::to_string(_line);
    return _goods.empty() ? say("jdy_target.check.line", {line, text})
                          : say("jdy_target.check.line_goods", {line, sdk::excerpt(_goods, 40), text});
}

void Checker::problem(const std::string& text)
{
    if (++_count <= MaxProblems)
    {
        _result.problems += (_result.problems.empty() ? std::string() : say("jdy_target.between")) + text;
    }
}

void Checker::wrong(const std::string& text)
{
    _result.wrong = true;
    problem(text);
}

void Checker::hold(const std::string& text)
{
    problem(atLine(text));
}

PrecheckResult Checker::take()
{
    if (_count > MaxProblems)
    {
        _result.problems = say("jdy_target.more", {_result.problems, std::to_string(_count - MaxProblems)});
    }
    return std::move(_result);
}

/// At least one of `names` that the bill has must have a value.
void Checker::needs(sdk::JsonValue line, std::initializer_list<std::string_view> names, std::string_view why,
                    std::string_view what)
{
    std::string choice;
    for (const std::string_view name : names)
    {
        if (_form.line.find(name) == nullptr)
        {
            continue;
        }
        if (!isEmpty(line.find(name)))
        {
            return;
        }
        choice += (choice.empty() ? std::string() : say("jdy_target.or")) + std::string(name);
    }
    if (!choice.empty())
    {
        wrong(atLine(say("jdy_target.check.empty", {say(why, {sdk::excerpt(what, 40)}), choice})));
    }
}

void Checker::checkTracking(sdk::JsonValue line, const MaterialFacts& facts)
{
    if (facts.attributes)
    {
        needs(line, {"aux_prop_id", "aux_prop_number", "aux_id1"}, "jdy_target.check.attributes");
    }
    if (!_form.movesStock())
    {
        return; // an order names neither batches nor serial numbers
    }
    if (facts.batch)
    {
        needs(line, {"batch_no"}, "jdy_target.check.batch");
    }
    if (facts.shelfLife)
    {
        needs(line, {"kf_date", "valid_date"}, "jdy_target.check.shelf_life");
    }
    if (facts.serial)
    {
        needs(line, {"sn_list", "sn_list_id"}, "jdy_target.check.serial");
    }
}

void Checker::checkUnit(sdk::JsonValue line, const MaterialFacts& facts)
{
    const sdk::JsonValue id = line.find("unit_id");
    const sdk::JsonValue unit = isEmpty(id) ? line.find("unit_number") : id;
    const bool known = std::find(facts.units.begin(), facts.units.end(), unit.text()) != facts.units.end();
    if (!facts.units.empty() && !isEmpty(unit) && !known)
    {
        wrong(atLine(say("jdy_target.check.unit", {sdk::excerpt(unit.text(), 40)})));
    }
}

void Checker::checkMaterial(sdk::JsonValue line)
{
    const sdk::JsonValue id = line.find("material_id");
    const sdk::JsonValue number = line.find("material_number");
    const bool byId = !isEmpty(id);
    const std::string_view value = byId ? id.text() : number.text();
    if (value.empty())
    {
        return; // told as a missing field
    }
    const Known<MaterialFacts> known = _facts.material(byId ? "id" : "number", value);
    if (!known.facts)
    {
        _goods = number.text();
        if (known.missing)
        {
            hold(say("jdy_target.check.no_material", {sdk::excerpt(value, 40)}));
        }
        return;
    }
    _material = known.facts;
    _goods = _material->number;
    if (!_material->enabled)
    {
        hold(say("jdy_target.check.disabled"));
    }
    checkUnit(line, *_material);
    checkTracking(line, *_material);
}

void Checker::checkPrecision(sdk::JsonValue line)
{
    const sdk::JsonValue unit = line.find("unit_id");
    const auto quantity = sdk::Decimal::parse(line.find("qty").text());
    if (isEmpty(unit) || !quantity || quantity->significantScale() == 0)
    {
        return;
    }
    const Known<UnitFacts> known = _facts.unit(unit.text());
    if (known.facts && known.facts->precision >= 0 && quantity->significantScale() > known.facts->precision)
    {
        wrong(atLine(say("jdy_target.check.precision",
                         {quantity->canonical(), std::to_string(known.facts->precision)})));
    }
}

void Checker::checkPlace(sdk::JsonValue line, const PlaceFields& fields)
{
    const sdk::JsonValue id = line.find(fields.storeId);
    const bool byId = !isEmpty(id);
    const std::string_view value =
        byId || fields.storeNumber.empty() ? id.text() : line.find(fields.storeNumber).text();
    if (value.empty())
    {
        return;
    }
    const Known<StoreFacts> known = _facts.store(byId ? "id" : "number", value);
    if (known.missing)
    {
        return hold(say("jdy_target.check.no_store", {sdk::excerpt(value, 40)}));
    }
    if (known.facts && !known.facts->enabled)
    {
        hold(say("jdy_target.check.store_disabled", {sdk::excerpt(known.facts->number, 40)}));
    }
    if (known.facts && known.facts->places)
    {
        needs(line, {fields.placeId, fields.placeNumber}, "jdy_target.check.places", known.facts->number);
    }
}

void Checker::checkLine(std::size_t number, sdk::JsonValue line)
{
    _line = number;
    _goods = {};
    checkMaterial(line);
    for (const PlaceFields& fields : Places)
    {
        checkPlace(line, fields);
    }
    checkPrecision(line);
}

} // namespace

JdyPrecheck::JdyPrecheck(JdyFacts& facts, const JdyBillSettings& settings)
    : _facts(facts), _settings(settings)
{
}

PrecheckResult JdyPrecheck::check(const BillForm& form, sdk::JsonValue mapped)
{
    Checker checker(_facts, form);
    const sdk::JsonValue lines = mapped.find(form.lines);
    if (_settings.mostLines != 0 && lines.size() > _settings.mostLines)
    {
        checker.wrong(say("jdy_target.check.lines",
                          {std::to_string(lines.size()), std::to_string(_settings.mostLines)}));
    }
    const std::string_view date = mapped.find("bill_date").text().substr(0, DateSize);
    if (!date.empty() && date < _settings.closedBefore)
    {
        checker.wrong(say("jdy_target.check.closed", {sdk::excerpt(date, 20), _settings.closedBefore}));
    }
    std::size_t number = 0;
    for (const sdk::JsonValue line : lines)
    {
        ++number;
        if (_settings.precheck && line.isObject())
        {
            checker.checkLine(number, line);
        }
    }
    return checker.take();
}

} // namespace duijie::jdy

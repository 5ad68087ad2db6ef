#include "JdyFields.h"

#include <algorithm>
#include <iterator>

namespace duijie::jdy
{

namespace
{

using enum FieldKind;

constexpr FieldRule CheckHead[] = {
    {"bill_date", Date, true},
    {"material_entity", Lines, true},
    {"bill_no", Text},
    {"id", Id},
    {"operation_key", Operation},
    {"remark", Text},
    {"dept_id", Id},
    {"dept_number", Text},
    {"custom_field", TextMap},
};

constexpr FieldRule CheckLine[] = {
    {"material_id", Id, true},
    {"stock_id", Id, true},
    {"unit_id", Id, true},
    {"qty", Quantity, true},
    {"sp_id", Id},
    {"aux_prop_id", Id},
    {"aux_id1", Id},
    {"aux_id2", Id},
    {"aux_id3", Id},
    {"batch_no", Text},
    {"kf_date", Date},
    {"kf_period", Integer},
    {"kf_type", Integer},
    {"valid_date", Date},
    {"sn_list", Text},
    {"sn_list_id", Id},
    {"cost", Number},
    {"unit_cost", Number},
    {"comment", Text},
    {"barcode", Text},
    {"pro_place", Text},
    {"pro_reg_no", Text},
    {"pro_license", Text},
    {"custom_entity_field", TextMap},
    {"id", Id},
};

constexpr BillForm Forms[] = {
    {"/jdy/v2/scm/inv_check_gail_bill", "/jdy/v2/scm/inv_check_gail_bill_detail", "inv_check_gain_bill",
     "盘盈单", CheckHead, std::size(CheckHead), CheckLine, std::size(CheckLine)},
    {"/jdy/v2/scm/inv_check_loss_bill", "/jdy/v2/scm/inv_check_loss_bill_detail", "inv_check_loss_bill",
     "盘亏单", CheckHead, std::size(CheckHead), CheckLine, std::size(CheckLine)},
};

} // namespace

const BillForm* formOf(std::string_view api) noexcept
{
    const auto at =
        std::find_if(std::begin(Forms), std::end(Forms), [api](const BillForm& f) { return f.api == api; });
    return at == std::end(Forms) ? nullptr : at;
}

const FieldRule* ruleOf(const FieldRule* rules, std::size_t count, std::string_view name) noexcept
{
    const auto end = rules + count;
    const auto at = std::find_if(rules, end, [name](const FieldRule& r) { return r.name == name; });
    return at == end ? nullptr : at;
}

std::vector<std::string> namesOf(const FieldRule* rules, std::size_t count)
{
    std::vector<std::string> names;
    names.reserve(count);
    std::transform(rules, rules + count, std::back_inserter(names),
                   [](const FieldRule& r) { return std::string(r.name); });
    return names;
}

std::string knownApis()
{
    std::string text;
    for (const BillForm& form : Forms)
    {
        text += text.empty() ? "" : ", ";
        text += form.api;
    }
    return text;
}

} // namespace duijie::jdy

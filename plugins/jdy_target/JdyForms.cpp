#include "JdyForms.h"

#include "JdySay.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

// In the order in which fingerprints name them: stored ones must stay comparable.
constexpr std::string_view References[] = {"material_id",  "material_number", "stock_id",
                                           "stock_number", "out_stock_id",    "in_stock_id",
                                           "unit_id",      "unit_number",     "material_type"};

// Other names under which a bill is saved; its list has the plain name.
constexpr std::pair<std::string_view, std::string_view> OtherSaves[] = {
    {"/jdy/v2/scm/inv_invpink_save_v2", "/jdy/v2/scm/inv_pick"},
    {"/jdy/v2/scm/inv_product_save_v2", "/jdy/v2/scm/inv_product"},
};

constexpr std::string_view BatchEnd = "_batch";

std::string listOf(std::string_view api)
{
    for (const auto& [save, list] : OtherSaves)
    {
        if (save == api)
        {
            return std::string(list);
        }
    }
    return std::string(api.ends_with(BatchEnd) ? api.substr(0, api.size() - BatchEnd.size()) : api);
}

} // namespace

std::vector<std::string_view> BillForm::compared() const
{
    std::vector<std::string_view> names;
    for (const std::string_view name : References)
    {
        const FieldRule* rule = line.find(name);
        if (rule != nullptr && rule->required)
        {
            names.push_back(name);
        }
    }
    return names;
}

bool BillForm::movesStock() const noexcept
{
    return line.isRequired("stock_id") || line.isRequired("stock_number") || line.isRequired("out_stock_id");
}

BillForm plainForm(std::string_view api)
{
    BillForm form;
    form.api = api;
    form.title = api.substr(api.rfind('/') + 1);
    form.head.add(FieldKind::Date, "bill_date");
    form.head.add(FieldKind::Text, "bill_no remark");
    form.head.add(FieldKind::Id, "id");
    form.head.add(FieldKind::Operation, "operation_key");
    form.head.add(FieldKind::TextMap, "custom_field");
    form.line.add(FieldKind::Id, "id");
    form.line.add(FieldKind::Text, "comment");
    form.line.add(FieldKind::TextMap, "custom_entity_field");
    return form;
}

void completePaths(BillForm& form)
{
    form.list = form.list.empty() ? listOf(form.api) : form.list;
    form.detail = form.detail.empty() ? form.list + "_detail" : form.detail;
}

const BillForm* formOf(std::string_view api)
{
    const auto at = knownForms().find(api);
    return at == knownForms().end() ? nullptr : at->second.get();
}

std::string knownApis()
{
    std::string text;
    for (const auto& [api, form] : knownForms())
    {
        text += text.empty() ? std::string() : say("jdy_target.comma");
        text += api;
    }
    return text;
}

} // namespace duijie::jdy

#include "BillForm.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kBasePath = "/jdy/v2/scm/";
constexpr std::string_view kDetail = "_detail";
/** The only kind with a batch save. */
constexpr std::string_view kBatchPath = "sal_out_bound_batch";
constexpr std::string_view kBatchForm = "sal_out_bound";

std::optional<std::size_t> formOfPath(std::string_view path, bool withAlias)
{
    const auto& forms = billForms();
    const auto at =
        std::find_if(forms.begin(), forms.end(),
                     [&](const BillForm& form)
                     { return form.path == path || (withAlias && !path.empty() && form.alias == path); });
    return at == forms.end() ? std::nullopt : std::optional<std::size_t>(at - forms.begin());
}

} // namespace

const std::vector<BillForm>& billForms()
{
    using R = BillForm;
    constexpr std::uint32_t trade = R::AllNumbers | R::Customer | R::Price;
    static const std::vector<BillForm> forms = {
        {"inv_check_gail_bill", "", "inv_check_gain_bill", "PYD"},
        {"inv_check_loss_bill", "", "inv_check_loss_bill", "PKD"},
        {"inv_other_in", "", "inv_other_bill_inbound", "QTRK",
         R::MaterialNumber | R::StockNumber | R::TransactionType, "12"},
        {"inv_other_out", "", "inv_other_bill_outbound", "QTCK",
         R::MaterialNumber | R::StockNumber | R::TransactionType, "13"},
        {"inv_tfout", "", "inv_tfout_bill_outbound", "DBCK", R::TwoStores},
        {"inv_tfin", "", "inv_tfin_bill_inbound", "DBRK", R::TwoStores},
        {"inv_tfmove", "", "inv_tfmove_bill_order", "YC", R::TwoStores},
        {"sal_out_bound", "", "sal_bill_outbound", "XSCK", trade},
        {"sal_in_bound", "", "sal_bill_inbound", "XSTH", trade},
        {"sal_order", "", "sal_bill_order", "XSDD",
         R::MaterialNumber | R::UnitNumber | R::Customer | R::Price | R::IsFree},
        {"pur_inbound", "", "pur_bill_inbound", "CGRK", R::MaterialNumber | R::StockNumber | R::Supplier},
        {"pur_ret", "", "pur_bill_outbound", "CGTH",
         R::MaterialNumber | R::StockNumber | R::Supplier | R::DateOptional},
        {"pur_order", "", "pur_bill_order", "CGDD", R::AllNumbers | R::Supplier | R::DeliveryDate},
        {"inv_assemble", "", "inv_assemble_bill", "ZZD", R::MaterialType | R::DateOptional},
        {"inv_disassemble", "", "inv_disassemble_bill", "CXD", R::MaterialType | R::DateOptional},
        {"inv_pick", "inv_invpink_save_v2", "inv_pick_bill", "SCLL"},
        {"inv_pick_ret", "", "inv_pick_rtn_bill", "SCTL"},
        {"inv_product", "inv_product_save_v2", "inv_product_bill", "CPRK"},
        {"inv_product_ret", "", "inv_product_rtn_bill", "CPTK"},
        {"entrust_rnt", "entrust_rtn", "sal_bill_entrust_rtn", "WTTH", R::AllNumbers | R::Customer},
    };
    return forms;
}

std::optional<BillRoute> billRoute(std::string_view method, std::string_view path)
{
    if (!path.starts_with(kBasePath))
        return std::nullopt;
    path.remove_prefix(kBasePath.size());
    if (method == "POST" && path == kBatchPath)
        return BillRoute{*formOfPath(kBatchForm, false), BillCall::SaveBatch};
    if (method == "POST")
    {
        const auto form = formOfPath(path, true);
        return form ? std::optional(BillRoute{*form, BillCall::Save}) : std::nullopt;
    }
    if (method != "GET")
        return std::nullopt;
    if (const auto form = formOfPath(path, false))
        return BillRoute{*form, BillCall::List};
    if (!path.ends_with(kDetail))
        return std::nullopt;
    const auto form = formOfPath(path.substr(0, path.size() - kDetail.size()), false);
    return form ? std::optional(BillRoute{*form, BillCall::Detail}) : std::nullopt;
}

std::optional<std::size_t> formOfEntity(std::string_view entity)
{
    const auto& forms = billForms();
    const auto at =
        std::find_if(forms.begin(), forms.end(), [&](const BillForm& form) { return form.entity == entity; });
    return at == forms.end() ? std::nullopt : std::optional<std::size_t>(at - forms.begin());
}

} // namespace duijie::sandbox

// The tables: what each bill has, in parts that bills share. Vendor: the save page of each bill; spellings
// such as prop_lace, recevice_delivery and deptid_id are the vendor's own, and so are numbers in quotes.
#include "JdyForms.h"

#include <initializer_list>
#include <span>

namespace duijie::jdy
{

namespace
{

using enum FieldKind;

/// Fields of one kind, blank-separated.
struct Group
{
    FieldKind kind;
    std::string_view names;
};

using Section = std::span<const Group>;

constexpr Group Audit[] = {{Operation, "operation_key"}};
constexpr Group Common[] = {
    {Date, "bill_date"}, {Text, "bill_no remark"}, {Id, "id"}, {TextMap, "custom_field"}};

constexpr Group CheckHead[] = {{Id, "dept_id"}, {Text, "dept_number"}};
constexpr Group OtherHead[] = {{Id, "trans_type_id currency_id customer_id dept_id emp_id"},
                               {Text, "contact_info customer_number emp_number"}};
constexpr Group SupplierHead[] = {{Id, "supplier_id"}, {Text, "supplier_number"}};
constexpr Group ContactHead[] = {
    {Id, "contact_city_id contact_country_id contact_district_id contact_province_id"},
    {Text, "contact_address contact_linkman contact_phone"}};
constexpr Group ContactNumbers[] = {
    {Text, "contact_city_number contact_country_number contact_district_number contact_province_number"}};
constexpr Group DispatchHead[] = {
    {Id, "dispatcher_city_id dispatcher_country_id dispatcher_district_id dispatcher_province_id"},
    {Text, "dispatcher_address dispatcher_linkman dispatcher_phone"}};
constexpr Group DispatchNames[] = {
    {Text, "dispatcher_city_name dispatcher_city_number dispatcher_country_name dispatcher_country_number "
           "dispatcher_district_name dispatcher_district_number dispatcher_province_name "
           "dispatcher_province_number"}};
constexpr Group MoveHead[] = {{Id, "dept_id out_dept_id"}, {Text, "trans_fer_status"}};
constexpr Group TransferHead[] = {
    {Text, "allocate_rule trans_type"}, {NumberText, "cost_fee"}, {Part, "cost_fee_entity"}};
constexpr Group EmployeeHead[] = {{Id, "emp_id"}};
constexpr Group StoreMoveHead[] = {
    {Id, "bill_in_sp_id bill_in_stock_id bill_out_sp_id bill_out_stock_id emp_id"},
    {Boolean, "auto_move"},
    {Text, "car_sale_type"}};
constexpr Group AssembleHead[] = {{Id, "currency_id customer_id dept_id emp_id supplier_id"},
                                  {Text, "allocate_rule contact_info"},
                                  {NumberText, "cost_fee"},
                                  {Part, "cost_fee_entity"}};
constexpr Group IgnoreWarn[] = {{Boolean, "ignore_warn"}};
constexpr Group WorkshopHead[] = {{Id, "acceptor_id dept_id"}, {Part, "attachments_url mul_bill_label"}};
constexpr Group WorkshopPlace[] = {{Id, "bill_sp_id bill_stock_id currency_id emp_id"}};
constexpr Group PickHead[] = {{Id, "pick_use_id"}, {Text, "pick_type"}};
constexpr Group PickReturnHead[] = {{Id, "currency_id pick_use_id sp_id stock_id"},
                                    {Text, "pick_use_number"}};
constexpr Group ProductReturnHead[] = {{Id, "emp_id sp_id stock_id"}};

constexpr std::string_view SaleTotals =
    "bill_dis_amount bill_dis_rate diff_amount total_amount total_ins_amount total_un_settle_amount";
constexpr Group SaleHead[] = {{Id, "currency_id cus_currency_id customer_id emp_id"},
                              {Text, "cus_exchange_rate"},
                              {Boolean, "ignore_warn reverse_condition_calculate"},
                              {Part, "attachments_url cus_bear_fee_entry payment_entry"}};
constexpr Group SaleNumbersHead[] = {
    {Text, "customer_number cus_bear_fee_status emp_number"}, {Id, "setting_term_id"}, {Date, "due_date"}};
constexpr Group SaleTotalsHead[] = {{Number, SaleTotals}, {Text, "dept_number"}};
constexpr Group SaleOutHead[] = {{Id, "bill_sp_id bill_stock_id dept_id"},
                                 {Text, "cus_bear_amount delivery_type_id input_coefficient_option"},
                                 {Number, "deduction_balance"},
                                 {Part, "express_entity vrp_entity"}};
constexpr Group SaleFeesHead[] = {{Text, "allocate_rule"}, {Number, "cost_fee"}, {Part, "cost_fee_entity"}};
constexpr Group SaleReturnHead[] = {{Text, "ivc_type"}, {Boolean, "resend"}};
constexpr Group SaleOrderHead[] = {{Id, "bill_stock_id deptid_id settle_customer_id"},
                                   {Text, "delivery_type_id ivc_type settle_customer_number"},
                                   {Number, "bill_dis_amount bill_dis_rate exchange_rate"},
                                   {Boolean, "enable_directional required_invoice"}};
constexpr Group EntrustHead[] = {{Id, "bill_sp_id bill_stock_id dept_id"},
                                 {Text, "allocate_rule delivery_type_id"},
                                 {NumberText, SaleTotals},
                                 {NumberText, "cost_fee deduction_balance"},
                                 {Part, "express_entity"}};
constexpr Group PurchaseHead[] = {{Id, "currency_id dept_id emp_id setting_term_id supplier_id"},
                                  {Text, "emp_number outside_pk_id supplier_number"},
                                  {Date, "due_date"},
                                  {Boolean, "ignore_warn reverse_condition_calculate"},
                                  {Part, "attachments_url"}};
constexpr Group PurchaseInHead[] = {
    {Id, "dispatcher_city_id dispatcher_country_id dispatcher_province_id settle_supplier_id"},
    {Text, "allocate_rule contact_info currency_number dept_number dispatcher_address dispatcher_district "
           "dispatcher_phone trans_type"},
    {Number, "bill_dis_amount diff_amount exchange_rate total_amount"},
    {NumberText, "deduction_balance"},
    {Boolean, "is_estimation"},
    {Part, "cost_fee_entity deduction_entry payment_entry"}};
constexpr Group PurchaseReturnHead[] = {
    {Text, "contact_info dept_number return_reason"},
    {Number, "all_debt bill_dis_amount bill_dis_rate last_debt total_amount total_ins_amount "
             "total_unsettle_amount"},
    {Boolean, "is_estimation resend"}};
constexpr Group PurchaseOrderHead[] = {{Id, "settle_supplier_id"},
                                       {Text, "allocate_rule recevice_delivery reverse_condition_calculate"},
                                       {Number, "total_amount total_ins_amount"},
                                       {NumberText, "bill_dis_amount bill_dis_rate cost_fee"},
                                       {Part, "cost_fee_entity payment_entry"}};

constexpr Group LineCore[] = {{Id, "id material_id unit_id aux_prop_id"},
                              {Quantity, "qty"},
                              {Text, "batch_no comment pro_license"},
                              {TextMap, "custom_entity_field"}};
constexpr Group ShelfLife[] = {{Date, "kf_date valid_date"}, {Integer, "kf_period"}, {Text, "kf_type"}};
constexpr Group KfTypeNumber[] = {{Integer, "kf_type"}};
constexpr Group Origin[] = {{Text, "pro_place pro_reg_no"}};
constexpr Group PurchaseOrigin[] = {{Text, "prop_lace pro_reg_no"}};
constexpr Group Place[] = {{Id, "stock_id sp_id"}};
constexpr Group TwoPlaces[] = {{Id, "in_stock_id out_stock_id in_sp_id out_sp_id"}, {Number, "discount"}};
constexpr Group Aux3[] = {{Id, "aux_id1 aux_id2 aux_id3"}};
constexpr Group Aux5[] = {{Id, "aux_id1 aux_id2 aux_id3 aux_id4 aux_id5"}};
constexpr Group AuxUnit[] = {{Id, "aux_unit_id"}, {Number, "aux_qty"}};
constexpr Group Cost[] = {{Number, "cost unit_cost"}};
constexpr Group Serial[] = {{Text, "sn_list"}, {Id, "sn_list_id"}};
constexpr Group SerialList[] = {{Text, "sn_list"}};
constexpr Group Barcode[] = {{Text, "barcode"}};
constexpr Group Origins[] = {{Text, "src_bill_type_id"}, {Id, "src_entry_id src_inter_id"}};
constexpr Group OrderOrigin[] = {{Text, "src_order_bill_no"}, {Integer, "src_order_seq"}};
constexpr Group MaterialNumber[] = {{Text, "material_number"}};
constexpr Group StockNumber[] = {{Text, "stock_number"}};
constexpr Group UnitNumber[] = {{Text, "unit_number"}};
constexpr Group Outside[] = {{Text, "outside_material_number outside_material_unit"}};
constexpr Group TransferLine[] = {{Number, "cost_share_percent fee"}};
constexpr Group TransferOutLine[] = {
    {Text, "aux_unit_type conversion_rate package unit_type"},
    {Number, "base_qty in_instant_qty in_inv_qty instant_qty inv_qty out_price serial_qty"},
    {NumberText, "retail_price"},
    {Id, "base_unit_id"}};
constexpr Group TransferInLine[] = {{Number, "in_price"}};
constexpr Group StoreMoveLine[] = {{Number, "in_instant_qty in_inv_qty instant_qty inv_qty out_price"}};
constexpr Group AssembleLine[] = {{Text, "material_type"},
                                  {Number, "base_qty cost_share_percent"},
                                  {Id, "base_unit_id"},
                                  {NumberText, "price"}};
constexpr Group PickLine[] = {{Text, "is_con_sum_able"}, {Id, "src_product_entry_id"}};
constexpr Group ProductLine[] = {{Text, "is_sub"}, {QuantityText, "qty"}};

constexpr std::string_view SaleAmounts =
    "price act_non_tax_amount act_tax_price amount bill_dis_distribution cess cost cur_settle_amount "
    "dis_amount dis_price dis_rate discount divide_diff_amount inv_qty pre_dis_amount tax_amount tax_price "
    "unit_cost";
constexpr Group SaleLine[] = {
    {Id, "base_unit_id"},
    {Text, "aux_number1 aux_number2 aux_number3 aux_prop_number aux_unit_number base_unit_number "
           "entry_settle_status entry_status material_help_code material_model picture sp_number"},
    {Boolean, "is_free material_is_asst_attr material_is_batch material_is_kf_period "
              "material_is_multi_unit material_is_serial stock_is_allow_freight"}};
constexpr Group SaleAmountsLine[] = {
    {Number, SaleAmounts}, {Number, "inv_base_qty return_qty return_qty_unit"}, {Integer, "seq"}};
constexpr Group SaleFeeLine[] = {{Number, "all_amount fee"}};
constexpr Group SaleOutLine[] = {{Number, "dis_tax_amount"},
                                 {Id, "pick_inspect_entry_id pick_inspect_id scheme_id"}};
constexpr Group SaleOutMoreLine[] = {{Id, "aux_id4 aux_id5"},
                                     {Text, "aux_number4 aux_number5 cus_bill_no fee_for"}};
constexpr Group SaleOrderLine[] = {
    {Number, "all_amount amount bill_dis_before_amount dis_amount dis_tax_amount discount pre_dis_amount "
             "price tax_price"},
    {NumberText, "cess tax_amount"},
    {Text, "aux_unit_number cus_bill_no"},
    {Date, "delivery_date"},
    {Boolean, "is_free material_is_kf_period regain_price"}};
constexpr Group EntrustLine[] = {
    {NumberText, SaleAmounts},
    {NumberText, "all_amount aux_qty base_qty bill_dis_before_amount fee kf_period out_qty seq"},
    {QuantityText, "qty"},
    {Text, "material_type"}};
constexpr Group PurchaseLine[] = {
    {Number, "act_non_tax_amount act_tax_price all_amount all_amount_for amount bill_dis_before_amount "
             "bill_dis_distribution cess cost cur_settle_amount dis_amount dis_price dis_rate discount "
             "divide_diff_amount fee price tax_amount tax_price unit_cost"}};
constexpr Group PurchaseInLine[] = {
    {Integer, "is_free src_seq"}, {Id, "pick_inspect_entry_id pick_inspect_id"}, {Text, "src_order_bill_no"}};
constexpr Group Free[] = {{Boolean, "is_free"}};
constexpr Group PurchaseOrderLine[] = {
    {NumberText, "act_non_tax_amount act_non_tax_price act_tax_price all_amount amount "
                 "bill_dis_before_amount bill_dis_distribution cess dis_amount dis_price dis_rate discount "
                 "pre_dis_amount price tax_amount tax_price"},
    {Number, "dis_tax_amount"},
    {Date, "delivery_date"}};

using Sections = std::initializer_list<Section>;

constexpr std::string_view Scm = "/jdy/v2/scm/";
constexpr std::string_view StockLine = "material_id qty stock_id unit_id";
constexpr std::string_view MoveLine = "material_id qty unit_id in_stock_id out_stock_id";
constexpr std::string_view NumberedLine = "material_id|material_number qty stock_id|stock_number unit_id";
constexpr std::string_view FreeLine =
    "material_id|material_number qty stock_id|stock_number unit_id|unit_number price";

void addSections(FieldTable& table, Sections sections)
{
    for (const Section& section : sections)
    {
        for (const Group& group : section)
        {
            table.add(group.kind, group.names);
        }
    }
}

/// A form under `name`; every one needs its date, by which it is listed.
BillForm make(std::string_view name, std::string_view entity, std::string_view title,
              std::string_view required, Sections head, std::string_view lineRequired, Sections line)
{
    BillForm form;
    form.api = std::string(Scm) + std::string(name);
    form.entity = entity;
    form.title = title;
    addSections(form.head, {Common});
    addSections(form.head, head);
    form.head.add(FieldKind::Lines, form.lines);
    addSections(form.line, {LineCore});
    addSections(form.line, line);
    form.head.require(split("bill_date material_entity " + std::string(required), ' '));
    form.line.require(split(lineRequired, ' '));
    completePaths(form);
    return form;
}

class FormList
{
public:
    BillForm& operator()(BillForm form)
    {
        _forms.push_back(std::move(form));
        return _forms.back();
    }
    /// The same bill under an older save path, which takes no number of ours.
    void older(std::string_view name, BillForm form)
    {
        form.api = std::string(Scm) + std::string(name);
        form.list.clear();
        form.detail.clear();
        form.numbered = false;
        completePaths(form);
        _forms.push_back(std::move(form));
    }
    BillForms take()
    {
        BillForms forms;
        for (BillForm& form : _forms)
        {
            std::string api = form.api;
            forms.emplace(std::move(api), std::make_shared<const BillForm>(std::move(form)));
        }
        return forms;
    }

private:
    std::vector<BillForm> _forms;
};

void addStockBills(FormList& add)
{
    const Sections checkLine = {ShelfLife, KfTypeNumber, Origin, Place, Aux3, Cost, Serial, Barcode};
    add(make("inv_check_gail_bill", "inv_check_gain_bill", "盘盈单", "", {Audit, CheckHead}, StockLine,
             checkLine));
    add(make("inv_check_loss_bill", "inv_check_loss_bill", "盘亏单", "", {Audit, CheckHead}, StockLine,
             checkLine));
    const Sections otherLine = {ShelfLife, Origin,  Place,   Aux3,           AuxUnit,    Cost,
                                Serial,    Barcode, Origins, MaterialNumber, StockNumber};
    add(make("inv_other_in", "inv_other_bill_inbound", "其他入库单", "trans_type_id",
             {Audit, OtherHead, SupplierHead}, NumberedLine, otherLine))
        .fixed = {{"trans_type_id", "12"}};
    add(make("inv_other_out", "inv_other_bill_outbound", "其他出库单", "trans_type_id",
             {Audit, OtherHead, ContactHead, ContactNumbers}, NumberedLine, otherLine))
        .fixed = {{"trans_type_id", "13"}};
    add(make("inv_tfout", "inv_tfout_bill_outbound", "调拨出库单", "",
             {Audit, MoveHead, TransferHead, EmployeeHead, DispatchHead, DispatchNames}, MoveLine,
             {ShelfLife, KfTypeNumber, Origin, TwoPlaces, Aux5, AuxUnit, Serial, Barcode, TransferLine,
              TransferOutLine}));
    add(make("inv_tfin", "inv_tfin_bill_inbound", "调拨入库单", "", {Audit, MoveHead, TransferHead}, MoveLine,
             {ShelfLife, KfTypeNumber, Origin, TwoPlaces, AuxUnit, SerialList, Origins, TransferLine,
              TransferInLine}));
    add(make("inv_tfmove", "inv_tfmove_bill_order", "移仓单", "", {Audit, MoveHead, StoreMoveHead}, MoveLine,
             {ShelfLife, KfTypeNumber, Origin, TwoPlaces, AuxUnit, SerialList, StoreMoveLine}));
}

void addWorkshopBills(FormList& add)
{
    const Sections assembleLine = {ShelfLife, Origin, Place,   Aux5,        AuxUnit,
                                   Cost,      Serial, Barcode, AssembleLine};
    constexpr std::string_view AssembleNeeds = "material_id material_type qty stock_id unit_id";
    add(make("inv_assemble", "inv_assemble_bill", "组装单", "", {Audit, AssembleHead}, AssembleNeeds,
             assembleLine));
    add(make("inv_disassemble", "inv_disassemble_bill", "拆卸单", "", {Audit, AssembleHead, IgnoreWarn},
             AssembleNeeds, assembleLine));
    const BillForm pick = add(
        make("inv_pick", "inv_pick_bill", "生产领料单", "", {Audit, WorkshopHead, WorkshopPlace, PickHead},
             StockLine, {ShelfLife, Origin, Place, Aux5, AuxUnit, Cost, Origins, OrderOrigin, PickLine}));
    add.older("inv_invpink_save_v2", pick);
    add(make("inv_pick_ret", "inv_pick_rtn_bill", "生产退料单", "", {Audit, WorkshopHead, PickReturnHead},
             StockLine, {ShelfLife, Origin, Place, Aux5, AuxUnit, Cost, Origins}));
    const BillForm product = add(make(
        "inv_product", "inv_product_bill", "产品入库单", "", {Audit, WorkshopHead, WorkshopPlace}, StockLine,
        {ShelfLife, Origin, Place, Aux5, AuxUnit, Cost, SerialList, Origins, OrderOrigin, ProductLine}));
    add.older("inv_product_save_v2", product);
    // This one has no operation_key: it is audited by common_operate only.
    add(make("inv_product_ret", "inv_product_rtn_bill", "产品退库单", "", {WorkshopHead, ProductReturnHead},
             StockLine, {ShelfLife, Origin, Place, Aux5, AuxUnit, Cost, Origins}));
}

void addSaleBills(FormList& add)
{
    const Sections line = {ShelfLife,  Origin,  Place,    Aux3,           AuxUnit,
                           Serial,     Barcode, Origins,  MaterialNumber, StockNumber,
                           UnitNumber, Outside, SaleLine, SaleAmountsLine};
    constexpr std::string_view Customer = "customer_id|customer_number";
    BillForm out =
        make("sal_out_bound", "sal_bill_outbound", "销售出库单", Customer,
             {Audit, ContactHead, SaleHead, SaleNumbersHead, SaleTotalsHead, SaleOutHead, SaleFeesHead},
             FreeLine, line);
    addSections(out.line, {SaleFeeLine, SaleOutLine, SaleOutMoreLine});
    add(std::move(out));
    BillForm many =
        make("sal_out_bound_batch", "sal_bill_outbound", "销售出库单", Customer,
             {Audit, ContactHead, SaleHead, SaleNumbersHead, SaleTotalsHead, SaleOutHead}, FreeLine, line);
    addSections(many.line, {SaleOutLine});
    many.batch = true;
    add(std::move(many));
    BillForm in =
        make("sal_in_bound", "sal_bill_inbound", "销售退货单", Customer,
             {Audit, ContactHead, SaleHead, SaleNumbersHead, SaleTotalsHead, SaleReturnHead}, FreeLine, line);
    addSections(in.line, {SaleFeeLine});
    add(std::move(in));
    add(make("sal_order", "sal_bill_order", "销售订单", Customer,
             {Audit, ContactHead, DispatchHead, SaleHead, SaleNumbersHead, SaleFeesHead, SaleOrderHead},
             "material_id|material_number qty unit_id|unit_number price is_free",
             {ShelfLife, Place, AuxUnit, MaterialNumber, UnitNumber, Outside, SaleOrderLine}));
    const BillForm entrust =
        add(make("entrust_rtn", "sal_bill_entrust_rtn", "委托代销退货单", "customer_id",
                 {Audit, ContactHead, SaleHead, EntrustHead}, std::string(FreeLine) + " tax_price is_free",
                 {ShelfLife, Origin, Place, Aux3, AuxUnit, Serial, Barcode, Origins, MaterialNumber,
                  StockNumber, UnitNumber, SaleLine, EntrustLine}));
    add.older("entrust_rnt", entrust);
}

void addPurchaseBills(FormList& add)
{
    constexpr std::string_view Supplier = "supplier_id|supplier_number";
    const Sections line = {ShelfLife, PurchaseOrigin, Place,       AuxUnit, Serial,      Barcode,
                           Origins,   MaterialNumber, StockNumber, Outside, PurchaseLine};
    BillForm in = make("pur_inbound", "pur_bill_inbound", "采购入库单", "bill_no " + std::string(Supplier),
                       {Audit, PurchaseHead, PurchaseInHead}, NumberedLine, line);
    addSections(in.line, {PurchaseInLine});
    add(std::move(in));
    BillForm back = make("pur_ret", "pur_bill_outbound", "采购退货单", Supplier,
                         {Audit, PurchaseHead, PurchaseReturnHead}, NumberedLine, line);
    addSections(back.line, {Free});
    add(std::move(back));
    add(make("pur_order", "pur_bill_order", "采购订单", Supplier,
             {Audit, ContactHead, DispatchHead, PurchaseHead, PurchaseOrderHead},
             "material_id|material_number qty unit_id|unit_number delivery_date",
             {Origin, Place, Barcode, Origins, MaterialNumber, StockNumber, UnitNumber, Outside, Free,
              PurchaseOrderLine}));
}

} // namespace

const BillForms& knownForms()
{
    static const BillForms forms = []
    {
        FormList add;
        addStockBills(add);
        addWorkshopBills(add);
        addSaleBills(add);
        addPurchaseBills(add);
        return add.take();
    }();
    return forms;
}

} // namespace duijie::jdy

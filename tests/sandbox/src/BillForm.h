#pragma once

#include "Flow.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace duijie::sandbox
{

/** One kind of bill of the account book (vendor: the bills of 进销存云 share a three-route pattern). */
struct BillForm
{
    /** What sets a kind apart from the plain stock bill, as bits of `rules`. */
    enum Rule : std::uint32_t
    {
        MaterialNumber = 1U << 0,
        StockNumber = 1U << 1,
        UnitNumber = 1U << 2,
        /** in_stock_id and out_stock_id instead of stock_id. */
        TwoStores = 1U << 3,
        Price = 1U << 4,
        IsFree = 1U << 5,
        DeliveryDate = 1U << 6,
        MaterialType = 1U << 7,
        Customer = 1U << 8,
        Supplier = 1U << 9,
        TransactionType = 1U << 10,
        /** bill_date may be left out; the day of the call is taken. */
        DateOptional = 1U << 11,
        AllNumbers = MaterialNumber | StockNumber | UnitNumber
    };

    /** Below /jdy/v2/scm/; save and list share it, the detail adds _detail. */
    std::string_view path;
    /** A second path of the save, empty when there is none. */
    std::string_view alias;
    std::string_view entity;
    /** What automatic numbers begin with. */
    std::string_view prefix;
    std::uint32_t rules = 0;
    /** The one value trans_type_id may have. */
    std::string_view transactionType;

    bool has(std::uint32_t rule) const { return (rules & rule) != 0; }
};

/** What a path means to a kind of bill. */
enum class BillCall : std::uint8_t
{
    Save,
    SaveBatch,
    List,
    Detail
};

/** A bill call found by method and path. */
struct BillRoute
{
    std::size_t form;
    BillCall call;
};

/** All kinds; gain bills come first, loss bills second. */
const std::vector<BillForm>& billForms();

/** Position of the bills of a flow. */
constexpr std::size_t formOf(Flow flow)
{
    return flow == Flow::Gain ? 0 : 1;
}

/** The bill call of a method and a whole path; nothing when there is none. */
std::optional<BillRoute> billRoute(std::string_view method, std::string_view path);

/** Position of the kind with that entity number; nothing when there is none. */
std::optional<std::size_t> formOfEntity(std::string_view entity);

} // namespace duijie::sandbox

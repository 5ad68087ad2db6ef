// What the target answered, document by document.
#pragma once

#include "duijie/abi/target.h"

#include "duijie/sdk/Text.h"

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace duijie::engine
{

/// The answer to one document.
struct Receipt
{
    Status status{STATUS_UNKNOWN, 0};
    std::string id; ///< of the bill, with STATUS_OK
    std::string number;
    std::string message; ///< why not, else
    bool told = false;   ///< the target spoke of this document
};

/// Collects the answers of one call for several documents.
class ReceiptsSink final : public BatchSink
{
public:
    explicit ReceiptsSink(std::size_t count) : _receipts(count) {}

    void put(uint32_t index, Status status, const BillView& bill, StringView message) noexcept override
    {
        if (index >= _receipts.size())
        {
            return; // no such document: says nothing about the others
        }
        try
        {
            _receipts[index] = {status, std::string(sdk::toStd(bill.id)),
                                std::string(sdk::toStd(bill.number)), std::string(sdk::toStd(message)), true};
        }
        catch (const std::exception&)
        {
            _receipts[index].told = false; // no memory: read as "not told of", which is looked up
        }
    }

    Receipt take(std::size_t index) { return std::move(_receipts[index]); }

private:
    std::vector<Receipt> _receipts;
};

} // namespace duijie::engine

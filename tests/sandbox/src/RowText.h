#pragma once

#include "ChinaTime.h"
#include "Decimal.h"
#include "JsonOut.h"
#include "Random.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Purpose of the random stream a row's style is drawn from. */
inline constexpr std::uint64_t kStylePurpose = 5;

/** Remarks a row may carry, with the characters that break careless JSON. */
inline constexpr std::array<std::string_view, 5> kRowRemarks = {
    "", "盘点差异入库", "备注含\"引号\"与反斜杠\\", "第一行\n第二行", "夜班盘点 ✔ 复核"};

/** How one row spells its values; drawn once per document. */
struct RowStyle
{
    bool idsAsText;
    bool statusAsText;
    bool typeAsText;
    bool amountsAsText;
    /** 0 = "3.0000", 1 = 3 or 3.25 as number, 2 = 3.2500 as number. */
    std::uint32_t counts;
    std::uint32_t remark;

    explicit RowStyle(std::uint64_t seed)
    {
        Random random(seed);
        idsAsText = random.oneIn(1, 3);
        statusAsText = random.oneIn(1, 2);
        typeAsText = random.oneIn(1, 2);
        amountsAsText = random.oneIn(2, 3);
        counts = random.below(3);
        remark = random.below(kRowRemarks.size() + 2);
    }
};

/** Writes the fields of one row in the row's style. */
class RowText
{
public:
    RowText(std::string& out, const RowStyle& style) : _out(out), _style(style) {}

    void id(std::string_view name, std::uint64_t value) { digits(name, value, _style.idsAsText); }

    void digits(std::string_view name, std::uint64_t value, bool asText)
    {
        key(name);
        if (asText)
            _out += '"';
        _out += std::to_string(value);
        if (asText)
            _out += '"';
    }

    void count(std::string_view name, std::int64_t tenThousandths)
    {
        key(name);
        if (_style.counts == 1)
        {
            appendTenThousandths(_out, tenThousandths);
            return;
        }
        if (_style.counts == 0)
            _out += '"';
        appendFourDecimals(_out, tenThousandths);
        if (_style.counts == 0)
            _out += '"';
    }

    void amount(std::string_view name, std::int64_t tenThousandths)
    {
        key(name);
        if (_style.amountsAsText)
            _out += '"';
        appendFourDecimals(_out, tenThousandths);
        if (_style.amountsAsText)
            _out += '"';
    }

    void text(std::string_view name, std::string_view value)
    {
        key(name);
        appendQuoted(_out, value);
    }

    void time(std::string_view name, std::int64_t seconds)
    {
        key(name);
        _out += '"';
        appendTime(_out, seconds);
        _out += '"';
    }

    /** A time the document does not have yet. */
    void noTime(std::string_view name) { text(name, "0000-00-00 00:00:00"); }

    void remark(std::string_view name)
    {
        if (_style.remark == kRowRemarks.size())
            return;
        key(name);
        if (_style.remark > kRowRemarks.size())
            _out += "null";
        else
            appendQuoted(_out, kRowRemarks[_style.remark]);
    }

    void key(std::string_view name)
    {
        if (_out.back() != '{')
            _out += ',';
        _out += '"';
        _out += name;
        _out += "\":";
    }

private:
    std::string& _out;
    const RowStyle& _style;
};

} // namespace duijie::sandbox

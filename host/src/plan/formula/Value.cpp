#include "plan/formula/Value.h"

#include "plan/formula/Letters.h"

namespace duijie::plan::formula
{

namespace
{

Number asNumber(const Value& value)
{
    if (value.isText())
    {
        const std::string text = value.text();
        if (sameLetters(text, "true"))
        {
            return Number(1);
        }
        if (sameLetters(text, "false"))
        {
            return Number(0);
        }
    }
    return value.number();
}

} // namespace

Number Value::number() const
{
    if (const Number* number = std::get_if<Number>(&_value))
    {
        return *number;
    }
    if (const std::string* text = std::get_if<std::string>(&_value))
    {
        return Number::leading(*text);
    }
    if (const Moment* moment = std::get_if<Moment>(&_value))
    {
        return Number::leading(formatMoment(*moment, moment->dateOnly ? "%Y%m%d" : "%Y%m%d%H%i%S"));
    }
    return {};
}

std::string Value::text() const
{
    if (const std::string* text = std::get_if<std::string>(&_value))
    {
        return *text;
    }
    if (const Number* number = std::get_if<Number>(&_value))
    {
        return number->toString();
    }
    const Moment* moment = std::get_if<Moment>(&_value);
    return moment == nullptr ? std::string() : moment->toString();
}

std::optional<Moment> Value::moment() const
{
    if (const Moment* moment = std::get_if<Moment>(&_value))
    {
        return *moment;
    }
    return isNull() ? std::nullopt : readMoment(text());
}

std::optional<bool> Value::truth() const
{
    if (isNull())
    {
        return std::nullopt;
    }
    return !number().isZero();
}

int compare(const Value& left, const Value& right)
{
    if (left.isText() && right.isText())
    {
        return compareLetters(left.text(), right.text());
    }
    if (left.isMoment() || right.isMoment())
    {
        const std::optional<Moment> a = left.moment();
        const std::optional<Moment> b = right.moment();
        if (a && b)
        {
            return *a < *b ? -1 : *a == *b ? 0 : 1;
        }
        return compareLetters(left.text(), right.text());
    }
    const Number a = asNumber(left);
    const Number b = asNumber(right);
    return a < b ? -1 : a == b ? 0 : 1;
}

} // namespace duijie::plan::formula

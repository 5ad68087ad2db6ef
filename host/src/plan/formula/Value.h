// What an expression is made of and results in.
#pragma once

#include "plan/formula/Moment.h"
#include "plan/formula/Number.h"

#include <optional>
#include <string>
#include <variant>

namespace duijie::plan::formula
{

/// NULL, a number, a text or a moment, turned into each other as MySQL does.
class Value
{
public:
    Value() = default;
    Value(Number number) : _value(std::move(number)) {}
    Value(std::string text) : _value(std::move(text)) {}
    Value(Moment moment) : _value(moment) {}
    template <typename Something> Value(std::optional<Something> something)
    {
        if (something)
        {
            *this = Value(std::move(*something));
        }
    }

    /// A text that stood without quotes in an expression: a number was meant where it is computed with.
    static Value word(std::string text)
    {
        Value out(std::move(text));
        out._word = true;
        return out;
    }

    bool isWord() const noexcept { return _word; }
    bool isNull() const noexcept { return std::holds_alternative<std::monostate>(_value); }
    bool isNumber() const noexcept { return std::holds_alternative<Number>(_value); }
    bool isText() const noexcept { return std::holds_alternative<std::string>(_value); }
    bool isMoment() const noexcept { return std::holds_alternative<Moment>(_value); }

    /// Of NULL: 0. Of a text: the number at its beginning, else 0. Of a moment: its digits, 20240105083000.
    Number number() const;

    /// Of NULL: empty.
    std::string text() const;

    /// Nothing: NULL, or no such time.
    std::optional<Moment> moment() const;

    /// Nothing for NULL; otherwise whether the number is other than 0.
    std::optional<bool> truth() const;

private:
    std::variant<std::monostate, Number, std::string, Moment> _value;
    bool _word = false;
};

/// Less than, equal to or greater than 0; neither is NULL. Two texts by their letters, upper and lower case
/// alike and without blanks at the end; a moment beside anything as moments; the rest as numbers. The texts
/// true and false are 1 and 0 beside a number: vendors send truth both ways.
int compare(const Value& left, const Value& right);

} // namespace duijie::plan::formula

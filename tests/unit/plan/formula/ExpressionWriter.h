// Random expressions of MySQL's language, most of them sensible.
#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>

namespace duijie::plan::formula
{

class ExpressionWriter
{
public:
    explicit ExpressionWriter(unsigned seed) : _random(seed) {}

    /// Of any kind.
    std::string write();

private:
    std::string any(int depth);
    std::string number(int depth);
    std::string numberLiteral();
    std::string wholeNumber(int depth);
    std::string exactly(int depth);
    std::string exactNumber();
    std::string numberCall(int depth);
    std::string text(int depth);
    std::string textLiteral();
    std::string textCall(int depth);
    std::string moment(int depth);
    std::string momentLiteral();
    std::string truth(int depth);
    std::string choice(int depth, std::string (ExpressionWriter::*branch)(int));

    std::string_view one(std::span<const std::string_view> of) { return of[below(of.size())]; }
    std::size_t below(std::size_t end) { return _random() % end; }
    std::string whole(int least, int most);

    std::mt19937 _random;
    bool _exact = false;
};

} // namespace duijie::plan::formula

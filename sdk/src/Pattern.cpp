#include "duijie/sdk/Pattern.h"

#include <Poco/Exception.h>
#include <Poco/RegularExpression.h>

namespace duijie::sdk
{

struct Pattern::Impl
{
    Impl(const std::string& text, int options) : expression(text, options) {}

    Poco::RegularExpression expression;
};

Pattern::Pattern(std::unique_ptr<Impl> impl) : _impl(std::move(impl)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<Pattern> Pattern::parse(const std::string& text, bool ignoreCase, std::string& problem)
{
    using Poco::RegularExpression;
    try
    {
        const int options = RegularExpression::RE_UTF8 | (ignoreCase ? RegularExpression::RE_CASELESS : 0);
        return Pattern(std::make_unique<Impl>(text, options));
    }
    catch (const Poco::Exception& exception)
    {
        problem = exception.message();
        return std::nullopt;
    }
}

bool Pattern::isIn(std::string_view text) const
{
    try
    {
        Poco::RegularExpression::Match match;
        return _impl->expression.match(std::string(text), 0, match) > 0;
    }
    catch (const Poco::Exception&)
    {
        return false;
    }
}

} // namespace duijie::sdk

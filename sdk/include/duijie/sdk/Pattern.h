// Regular expressions whose cost is bounded, for texts that come from outside.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// A Perl-compatible regular expression over UTF-8. Thread-safe once made.
class Pattern
{
public:
    /// Nothing, with the library's sentence in `problem`, for what is no expression.
    static std::optional<Pattern> parse(const std::string& text, bool ignoreCase, std::string& problem);

    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    /// True when `text` has a place that matches. False also where the text is no UTF-8, or where the search was
    /// given up after the library's limit of steps.
    bool isIn(std::string_view text) const;

private:
    struct Impl;
    explicit Pattern(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> _impl;
};

} // namespace duijie::sdk

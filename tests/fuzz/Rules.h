// What the fuzz targets share: the input, cut into pieces, and the way to say that a rule is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace duijie::fuzz
{

/// Ends the process with the rule's name when it does not hold; the fuzzer then keeps the input.
void hold(bool holds, std::string_view rule, std::string_view detail = {});

/// Bytes of the fuzzer, taken from the front.
class Input
{
public:
    Input(const uint8_t* data, std::size_t size) : _rest(reinterpret_cast<const char*>(data), size) {}

    /// A number below `below`, from the next byte; 0 when there is none.
    std::size_t choice(std::size_t below);

    /// What comes before the next record separator (0x1E), which no JSON text holds.
    std::string_view piece();

    std::string_view rest() const { return _rest; }

private:
    std::string_view _rest;
};

/// What each target defines: takes one input, and holds what it makes of it against its rules.
void target(Input& input);

} // namespace duijie::fuzz

// Goes through a JSON text once, character by character, and notes where everything stands.
#pragma once

#include "config/JsonPlaces.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace duijie::config
{

class JsonScanner
{
public:
    JsonScanner(std::string_view text, JsonPlaces& out) noexcept : _text(text), _out(out) {}

    /// The whole text is one value. Stops at the first fault.
    void run();

private:
    static constexpr int MaxDepth = 64; ///< as the parsers behind it

    bool value(const std::string& path, int depth);
    bool object(const std::string& path, int depth);
    bool member(const std::string& path, int depth, std::map<std::string, Place>& names);
    bool array(const std::string& path, int depth);
    bool text(std::string& out);
    bool escape(std::string& out);
    bool hexQuad(uint32_t& out);
    bool number();
    bool digits();
    bool word(std::string_view expected);
    void blanks() noexcept;
    bool take(char c) noexcept;
    bool fail(const char* expected);
    Place here() noexcept;

    std::string_view _text;
    JsonPlaces& _out;
    std::size_t _at = 0;
    std::size_t _counted = 0; ///< up to here lines and columns are counted
    Place _place{1, 1};
};

} // namespace duijie::config

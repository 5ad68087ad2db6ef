// An expression split into words: numbers, texts, names, operators, and what stands for values of a row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::formula
{

struct Token
{
    enum class Kind
    {
        Number,   ///< `text` as written
        Text,     ///< `text` without quotes and escapes; may hold templates
        Name,     ///< a keyword or the name of a function
        Operator, ///< + - * / % ( ) , = < > <= >= <> != <=> && || !
        Spliced,  ///< templates without quotes, with what is glued to them: {{LAST_SYNC_TIME}}000
        Lookup,   ///< _findCollection or _mongoQuery, up to its _endFind
        End
    };

    Kind kind = Kind::End;
    std::string text;
    std::size_t at = 0; ///< where in the expression it begins
};

/// The words of `text`, the last of kind End. Empty, with a sentence in `problem`, when it cannot be split.
std::vector<Token> tokensOf(std::string_view text, std::string& problem);

/// True when a name is this keyword, in any case. `keyword` is in lower case.
bool isKeyword(std::string_view name, std::string_view keyword) noexcept;

} // namespace duijie::plan::formula

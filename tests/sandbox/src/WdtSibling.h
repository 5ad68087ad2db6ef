#pragma once

#include "Message.h"
#include "Options.h"
#include "Parameters.h"
#include "WdtRead.h"
#include "World.h"

#include <optional>
#include <string_view>

namespace duijie::sandbox
{

/** One of WDT's other query interfaces, as far as its pages go; the rows are made up. */
struct Sibling
{
    /** A method that ends in ".*" stands for all that begin so. */
    std::string_view method;
    std::string_view php;
    std::string_view listKey;
    /** Empty when the rows have no lines. */
    std::string_view detailKey;
    std::string_view idField;
    std::string_view numberField;
    PageRule page{40, 1, 100};
    std::int64_t windowSeconds = std::int64_t{30} * 86400;
    /** Base data can be read without a window. */
    bool windowOptional = false;
    std::uint32_t rows = 137;
};

/** The interface of that method; null when there is none. */
const Sibling* siblingOfMethod(std::string_view method);

/** The method of a direct file name without its ending; empty when there is none. */
std::string_view siblingMethodOfPhp(std::string_view php);

/** Answers a query over the rows of an interface, which lie evenly over the days of the world. */
Response querySibling(const Sibling& sibling, const World& world, const Behaviour& behaviour,
                      const Parameters& parameters);

} // namespace duijie::sandbox

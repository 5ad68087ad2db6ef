#pragma once

#include "Book.h"
#include "World.h"

#include <string>

namespace duijie::sandbox
{

/**
 * Compares the bills of sales with the sales that left: what is lost, doubled, wrong (and in what) or
 * unexpected, with a verdict, in the form of truthReport(). A bill belongs to the sale whose number is its
 * own; it may be a draft, since whether bills are audited is the integration's own choice.
 */
std::string salesReport(const World& world, const Book& book);

} // namespace duijie::sandbox

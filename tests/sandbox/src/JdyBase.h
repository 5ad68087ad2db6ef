#pragma once

#include "Message.h"
#include "Parameters.h"
#include "World.h"

namespace duijie::sandbox
{

/** Page asked for in a Kingdee list. Sizes above 100 are cut in silence while total_page keeps the size
 * asked. */
struct ListPage
{
    static constexpr std::int64_t kMaxSize = 100;

    std::int64_t page = 1;
    std::int64_t requestedSize = 10;

    std::int64_t size() const { return requestedSize < kMaxSize ? requestedSize : kMaxSize; }

    std::int64_t first() const { return (page - 1) * size(); }

    std::int64_t totalPages(std::int64_t count) const { return (count + requestedSize - 1) / requestedSize; }
};

/** Reads page and page_size; a refusal when they are not positive whole numbers. */
std::optional<Response> readListPage(const Parameters& parameters, ListPage& page);

/** Reads an optional time of 13-digit milliseconds; false when it is not one. */
bool readMilliseconds(const Parameters& parameters, std::string_view name, std::int64_t& target);

/** `GET /jdy/v2/bd/material`, paged; `count` is a text on base data lists. */
Response listMaterials(const World& world, const Parameters& parameters);
Response listStores(const World& world, const Parameters& parameters);
Response listUnits(const World& world, const Parameters& parameters);

/** `…_detail` by `id` or `number`; a missing row is an error, never empty data. */
Response materialDetail(const World& world, const Parameters& parameters);
Response storeDetail(const World& world, const Parameters& parameters);
Response unitDetail(const World& world, const Parameters& parameters);

} // namespace duijie::sandbox

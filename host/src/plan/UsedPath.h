// A path of the row that a document uses, for whoever knows which paths there are.
#pragma once

#include <string>

namespace duijie::plan
{

struct UsedPath
{
    std::string path; ///< as written: "details_list.goods_no"
    std::string at;   ///< where in the document: "request[3].value"
    std::string list; ///< the list whose lines the field is made of; empty: of the header
};

} // namespace duijie::plan

#include "Books.h"

#include <stdexcept>

namespace duijie::sandbox
{

Books::Books(Journal& journal)
{
    for (std::size_t form = 0; form < billForms().size(); ++form)
        _books.push_back(std::make_unique<Book>(journal, form));
}

void Books::replay(const JsonValue& line)
{
    const std::string_view entity = line.string("form");
    const auto form = entity.empty() ? formOf(Flow::Gain) : formOfEntity(entity);
    if (!form)
        throw std::runtime_error("the journal holds a bill of an unknown kind");
    at(*form).replay(line);
}

void Books::reset()
{
    for (const auto& book : _books)
        book->reset();
}

} // namespace duijie::sandbox

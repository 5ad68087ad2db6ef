#pragma once

#include "Book.h"
#include "Flow.h"

#include <memory>
#include <vector>

namespace duijie::sandbox
{

/** The books of all kinds of bills: a number is unique within one kind only. */
class Books
{
public:
    /** Empty books that journal to the given journal, which must outlive them. */
    explicit Books(Journal& journal);

    /** The book at that position of billForms(). */
    Book& at(std::size_t form) { return *_books[form]; }

    /** The book of a flow's bills. */
    Book& of(Flow flow) { return at(formOf(flow)); }

    /** Applies a journal line of an earlier run. */
    void replay(const JsonValue& line);

    /** Forgets all bills, in the journal too. */
    void reset();

private:
    std::vector<std::unique_ptr<Book>> _books;
};

} // namespace duijie::sandbox

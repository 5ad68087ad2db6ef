// The words of the command line.
#pragma once

#include <string>
#include <vector>

namespace duijie::app
{

/// In UTF-8, which Windows does not give to main; and a console that takes what is printed as UTF-8.
class Arguments
{
public:
    Arguments(int argc, char** argv);

    int count() const noexcept { return static_cast<int>(_pointers.size()) - 1; }

    const std::vector<std::string>& words() const noexcept { return _words; }

    /// Ended by a null pointer.
    char** values() noexcept { return _pointers.data(); }

private:
    std::vector<std::string> _words;
    std::vector<char*> _pointers;
};

} // namespace duijie::app

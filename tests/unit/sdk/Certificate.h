// A self-signed certificate for one test, made when it runs: nothing that can expire lies in the repository.
#pragma once

#include <string>

namespace sdktest
{

class Certificate
{
public:
    /// For the DNS name or, with `ip`, the address `name`.
    Certificate(const std::string& name, bool ip);

    /// Removes the files.
    ~Certificate();

    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;

    const std::string& keyFile() const noexcept { return _keyFile; }
    const std::string& certificateFile() const noexcept { return _certificateFile; }

private:
    std::string _keyFile;
    std::string _certificateFile;
};

} // namespace sdktest

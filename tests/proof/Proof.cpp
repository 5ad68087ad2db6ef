#include "Proof.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace duijie::proof
{

bool deep()
{
    const char* value = std::getenv("DUIJIE_DEEP");
    return value != nullptr && *value != '\0';
}

int64_t tier(int64_t usual, int64_t inDepth)
{
    return deep() ? inDepth : usual;
}

uint64_t numberOf(const char* name, uint64_t fallback)
{
    const char* value = std::getenv(name);
    return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

Ledger::Ledger(std::string harness) : _harness(std::move(harness)) {}

Ledger& Ledger::operator+=(const Ledger& other)
{
    executions += other.executions;
    lost += other.lost;
    doubled += other.doubled;
    unexpected += other.unexpected;
    stuck += other.stuck;
    return *this;
}

std::string Ledger::text() const
{
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - _begun;
    char line[256];
    std::snprintf(line, sizeof line, "%s\t%lld\t%lld\t%lld\t%lld\t%lld\t%.1f", _harness.c_str(),
                  static_cast<long long>(executions), static_cast<long long>(lost),
                  static_cast<long long>(doubled), static_cast<long long>(unexpected),
                  static_cast<long long>(stuck), spent.count());
    return line;
}

void Ledger::write() const
{
    const char* folder = std::getenv("DUIJIE_PROOF_DIR");
    if (folder != nullptr && *folder != '\0')
    {
        std::ofstream(std::string(folder) + "/" + _harness + ".tsv") << text() << '\n';
    }
}

} // namespace duijie::proof

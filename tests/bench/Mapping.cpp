// What one document costs on the hot path: parsing it, mapping it, one lookup.
#include "Parts.h"

#include "plan/TargetPlan.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <stdexcept>

namespace duijie::bench
{

namespace
{

constexpr int Goods = 50'000;
constexpr int Rounds = 41;

class Reference final : public plan::DatasetSource
{
public:
    explicit Reference(const std::vector<std::string>& ids)
    {
        for (const std::string& id : ids)
        {
            _sets[id] = std::make_unique<plan::Dataset>();
        }
        for (const auto& [id, set] : _sets)
        {
            for (int i = 0; i < Goods; ++i)
            {
                const std::string n = std::to_string(i);
                set->put(n,
                         "{\"id\":\"13621881049952" + n + "\",\"number\":\"SP" + n + "\",\"name\":\"商品" +
                             n + "\",\"base_unit_id\":\"900000000000000" + n + "\"}",
                         i);
            }
        }
    }

    const plan::Dataset* dataset(std::string_view id) const override { return _sets.find(id)->second.get(); }

private:
    std::map<std::string, std::unique_ptr<plan::Dataset>, std::less<>> _sets;
};

// A stocktake gain as the vendor answers it: five lines, the fields that nobody reads among them.
std::string document(int number)
{
    std::string row = R"({"stockin_id":"2001","order_no":"RK24060)" + std::to_string(number) +
                      R"(","warehouse_no":"SP77","stockin_time":"2024-06-01 10:20:30")";
    for (int i = 0; i < 40; ++i)
    {
        row += ",\"header_field_" + std::to_string(i) + "\":\"value " + std::to_string(i) + "\"";
    }
    row += ",\"details_list\":[";
    for (int line = 0; line < 5; ++line)
    {
        const int goods = (number * 31 + line * 4999) % Goods;
        row += (line == 0 ? "" : ",") + std::string("{\"goods_no\":\"SP") + std::to_string(goods) + "\"";
        for (int i = 0; i < 20; ++i)
        {
            row += ",\"line_field_" + std::to_string(i) + "\":\"v\"";
        }
        row += ",\"goods_count\":12.5000}";
    }
    return row + "]}";
}

// Median of the means of some rounds, in microseconds.
double microseconds(std::size_t times, const std::function<void(std::size_t)>& work)
{
    std::vector<double> rounds;
    for (int round = 0; round < Rounds; ++round)
    {
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < times; ++i)
        {
            work(i);
        }
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
        rounds.push_back(took.count() / static_cast<double>(times));
    }
    std::nth_element(rounds.begin(), rounds.begin() + Rounds / 2, rounds.end());
    return rounds[Rounds / 2];
}

} // namespace

bool benchMapping(const std::string& file)
{
    std::ifstream stream(file);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    plan::Findings findings;
    const auto plan = plan::TargetPlan::compile(text, findings);
    if (!plan)
    {
        throw std::runtime_error(file + ": " + (findings.empty() ? "" : findings.front().message));
    }
    const Reference reference(plan->datasets());
    std::vector<std::string> texts;
    std::vector<sdk::JsonDocument> rows(200);
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        texts.push_back(document(static_cast<int>(i)));
        rows[i].parse(texts[i]);
    }
    bool right = true;
    plan::Mapped mapped;
    sdk::JsonDocument parser;
    const double parsing = microseconds(rows.size(), [&](std::size_t i) { parser.parse(texts[i]); });
    const double mapping = microseconds(rows.size(),
                                        [&](std::size_t i)
                                        {
                                            plan->map(rows[i].root(), {}, reference, mapped);
                                            right = right && mapped.ok();
                                        });
    const plan::Dataset& goods = *reference.dataset(plan->datasets().front());
    const double lookup = microseconds(rows.size(),
                                       [&](std::size_t i)
                                       {
                                           const std::string value = "SP" + std::to_string(i * 241 % Goods);
                                           const plan::Dataset::Equals condition{"number", value};
                                           right = goods.find("id", &condition, 1).has_value() && right;
                                       });
    std::printf(
        "mapping, medians of %d rounds: parsing a document of 5 lines (%zu bytes) %.2f us, mapping it %.2f us"
        " (%zu bytes), one lookup in %d rows %.3f us\n",
        Rounds, texts[0].size(), parsing, mapping, mapped.body.size(), Goods, lookup);
    return right;
}

} // namespace duijie::bench

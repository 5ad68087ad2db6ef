// Lookups for one row: what is asked, and what is said when nothing is found.
#include "plan/Evaluator.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

namespace duijie::plan
{

namespace
{

/// The tests of a lookup with the values of the row at hand.
class BoundTests final : public Dataset::Test
{
public:
    explicit BoundTests(const RowTests& tests) : _tests(tests) {}

    const std::vector<std::string>& fields() const override { return _tests.fields; }
    bool passes(const Dataset::Cell* const* cells) const override
    {
        return plan::passes(_tests.root, values, cells);
    }

    std::vector<std::string> texts;
    std::vector<BoundValue> values;

private:
    const RowTests& _tests;
};

} // namespace

// The value of one condition, without a copy where it is a row's own text.
bool Evaluator::bindCondition(const Lookup::Condition& condition, std::string& buffer,
                              std::string_view& value)
{
    const std::vector<Part>& parts = condition.value.parts;
    if (parts.size() == 1 && parts.front().kind == Part::Kind::Text)
    {
        value = parts.front().text;
        return true;
    }
    if (parts.size() == 1 && parts.front().kind == Part::Kind::Path && parts.front().filter == Filter::None)
    {
        const sdk::JsonValue found = resolve(parts.front().path);
        value = found.isArray() || found.isObject() ? std::string_view() : found.text();
    }
    if (value.empty())
    {
        buffer.clear();
        for (const Part& part : parts)
        {
            if (!append(part, buffer))
            {
                return false;
            }
        }
        value = buffer;
    }
    if (value.empty())
    {
        fail("plan.lookup_empty", {condition.field, parts.front().path.shown});
        return false;
    }
    return true;
}

bool Evaluator::bindTests(const Lookup& lookup, std::vector<std::string>& texts,
                          std::vector<BoundValue>& values)
{
    texts.resize(lookup.values.size());
    for (std::size_t i = 0; i < lookup.values.size(); ++i)
    {
        for (std::size_t p = 0; lookup.values[i] && p < lookup.values[i]->parts.size(); ++p)
        {
            if (!append(lookup.values[i]->parts[p], texts[i]))
            {
                return false;
            }
        }
        if (lookup.values[i] && texts[i].empty() && !lookup.values[i]->parts.empty())
        {
            fail("plan.lookup_empty", {lookup.valueFields[i], lookup.values[i]->parts.front().path.shown});
            return false;
        }
        values.push_back(lookup.values[i] ? BoundValue(texts[i]) : std::nullopt);
    }
    return true;
}

bool Evaluator::ask(const Lookup& lookup, Dataset::Hit& hit)
{
    const std::size_t count = lookup.conditions.size();
    if (_buffers.values.size() < count)
    {
        _buffers.values.resize(count);
    }
    _buffers.equals.clear();
    for (std::size_t i = 0; i < count; ++i)
    {
        std::string_view value;
        if (!bindCondition(lookup.conditions[i], _buffers.values[i], value))
        {
            return false;
        }
        _buffers.equals.push_back({lookup.conditions[i].field, value});
    }
    const Dataset* rows = dataset(lookup.dataset);
    if (rows == nullptr)
    {
        failReference("plan.dataset_missing", lookup);
        return false;
    }
    TraceLookup* trace = traceLookup(lookup);
    std::string* row = trace == nullptr ? nullptr : &trace->row;
    std::optional<Dataset::Hit> found;
    if (lookup.tests.root.children.empty())
    {
        found = rows->find(lookup.wanted, _buffers.equals.data(), count, nullptr, row);
    }
    else
    {
        BoundTests tests(lookup.tests);
        if (!bindTests(lookup, tests.texts, tests.values))
        {
            return false;
        }
        found = rows->find(lookup.wanted, _buffers.equals.data(), count, &tests, row);
    }
    if (!found)
    {
        const bool one = count == 1 && lookup.tests.root.children.empty();
        failReference(one ? "plan.reference_missing" : "plan.reference_missing_all", lookup);
        return false;
    }
    if (trace != nullptr)
    {
        trace->hits = found->hits;
    }
    hit = std::move(*found);
    return true;
}

void Evaluator::failReference(std::string_view id, const Lookup& lookup)
{
    FieldError error;
    error.path = here();
    error.missingReference = true;
    error.dataset = _program.datasets[lookup.dataset];
    if (!_buffers.equals.empty())
    {
        error.field = _buffers.equals.front().field;
        error.value = _buffers.equals.front().value;
    }
    else
    {
        error.field = lookup.tests.fields.front();
    }
    error.message =
        text::say(id, {error.dataset, error.field, sdk::excerpt(error.value, 100), lookup.wanted});
    _note = error.message;
    _out.errors.push_back(std::move(error));
}

} // namespace duijie::plan

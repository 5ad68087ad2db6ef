#include "plan/MongoFilter.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

constexpr std::string_view ContentPrefix = "content.";
constexpr std::size_t Deepest = 16;

struct Word
{
    std::string_view name;
    RowTest::Kind kind;
};

constexpr Word Words[] = {
    {"$eq", RowTest::Kind::Equal},         {"$ne", RowTest::Kind::NotEqual},   {"$in", RowTest::Kind::In},
    {"$nin", RowTest::Kind::NotIn},        {"$gt", RowTest::Kind::Greater},    {"$lt", RowTest::Kind::Less},
    {"$gte", RowTest::Kind::GreaterEqual}, {"$lte", RowTest::Kind::LessEqual},
};

std::optional<RowTest::Kind> listKind(std::string_view name) noexcept
{
    return name == "$or"    ? std::optional(RowTest::Kind::Any)
           : name == "$nor" ? std::optional(RowTest::Kind::None)
           : name == "$and" ? std::optional(RowTest::Kind::All)
                            : std::nullopt;
}

} // namespace

bool MongoFilter::fail(std::string_view id, std::string_view argument)
{
    _problem = text::say(id, {argument});
    return false;
}

// Of a stored row's own members only id and number are known here; everything else is the content's.
bool MongoFilter::readField(std::string_view written, std::string& field)
{
    // A template is a mark here, of characters no field's name has.
    if (written.find("\xEE\x80\x80") != std::string_view::npos || written.find('{') != std::string_view::npos)
    {
        return false;
    }
    const bool content = written.starts_with(ContentPrefix) && written.size() > ContentPrefix.size();
    field = content ? written.substr(ContentPrefix.size()) : written;
    return content || written == "id" || written == "number";
}

// `always`: what stands here has to hold in any case.
bool MongoFilter::readObject(sdk::JsonValue object, RowTest& all, bool always)
{
    if (!object.isObject() || ++_depth > Deepest)
    {
        return fail("plan.mongo_shape", object.isObject() ? std::string_view("...") : object.raw());
    }
    for (const sdk::JsonValue member : object)
    {
        if (!readMember(member, all, always))
        {
            return false;
        }
    }
    --_depth;
    return true;
}

bool MongoFilter::readList(sdk::JsonValue list, RowTest& out, bool always)
{
    for (const sdk::JsonValue part : list)
    {
        RowTest& child = out.kind == RowTest::Kind::All ? out : out.children.emplace_back();
        if (!readObject(part, child, always))
        {
            return false;
        }
    }
    return true;
}

bool MongoFilter::readMember(sdk::JsonValue member, RowTest& all, bool always)
{
    if (const std::optional<RowTest::Kind> kind = listKind(member.name()))
    {
        if (!member.isArray() || member.size() == 0)
        {
            return fail("plan.mongo_list", member.name());
        }
        if (*kind == RowTest::Kind::All)
        {
            return readList(member, all, always);
        }
        RowTest list;
        list.kind = *kind;
        const bool read = readList(member, list, false);
        all.children.push_back(std::move(list));
        return read;
    }
    if (member.name().starts_with('$'))
    {
        return fail("plan.mongo_operator", member.name());
    }
    std::string field;
    if (!readField(member.name(), field))
    {
        return fail("plan.mongo_field", member.name());
    }
    if (!member.isObject())
    {
        return readEqual(field, member, all, always);
    }
    const sdk::JsonValue options = member.find("$options");
    _ignoreCase = options.exists() && options.text() == "i";
    for (const sdk::JsonValue test : member)
    {
        if (!readTest(field, test, all, always))
        {
            return false;
        }
    }
    return member.size() > 0 || fail("plan.mongo_value", field);
}

bool MongoFilter::readTest(const std::string& field, sdk::JsonValue test, RowTest& all, bool always)
{
    const std::string_view name = test.name();
    if (name == "$eq")
    {
        return readEqual(field, test, all, always);
    }
    for (const Word& word : Words)
    {
        if (name == word.name)
        {
            return readValues(word.kind, field, test, all);
        }
    }
    if (name == "$exists")
    {
        const bool there = test.raw() != "false" && test.raw() != "0";
        add(there ? RowTest::Kind::Exists : RowTest::Kind::Missing, field, all);
        return true;
    }
    if (name == "$regex")
    {
        return readPattern(field, test, all);
    }
    if (name == "$options")
    {
        return test.text() == "i" || test.text().empty() || fail("plan.mongo_operator", "$options");
    }
    return name == "$not" ? readNot(field, test, all) : fail("plan.mongo_operator", name);
}

bool MongoFilter::readNot(const std::string& field, sdk::JsonValue tests, RowTest& all)
{
    if (!tests.isObject() || tests.size() == 0 || ++_depth > Deepest)
    {
        return fail("plan.mongo_value", field);
    }
    RowTest none;
    none.kind = RowTest::Kind::None;
    RowTest& inner = none.children.emplace_back();
    bool read = true;
    for (const sdk::JsonValue test : tests)
    {
        read = read && readTest(field, test, inner, false);
    }
    all.children.push_back(std::move(none));
    --_depth;
    return read;
}

RowTest& MongoFilter::add(RowTest::Kind kind, const std::string& field, RowTest& all)
{
    std::vector<std::string>& fields = _result.tests.fields;
    const auto found = std::find(fields.begin(), fields.end(), field);
    RowTest& test = all.children.emplace_back();
    test.kind = kind;
    test.field = static_cast<std::size_t>(found - fields.begin());
    if (found == fields.end())
    {
        fields.push_back(field);
    }
    return test;
}

bool MongoFilter::readEqual(const std::string& field, sdk::JsonValue value, RowTest& all, bool always)
{
    if (!always || value.isNull() || value.isArray() || value.isObject())
    {
        return readValues(RowTest::Kind::Equal, field, value, all);
    }
    Template bound = _unmark(value.text());
    if (bound.parts.empty())
    {
        return fail("plan.lookup_constant_empty", field);
    }
    _result.conditions.push_back({field, std::move(bound)});
    return true;
}

bool MongoFilter::readValues(RowTest::Kind kind, const std::string& field, sdk::JsonValue values,
                             RowTest& all)
{
    RowTest& test = add(kind, field, all);
    const bool list = kind == RowTest::Kind::In || kind == RowTest::Kind::NotIn;
    if (list != values.isArray())
    {
        return fail(list ? "plan.mongo_list" : "plan.mongo_value",
                    list ? std::string_view("$in, $nin") : field);
    }
    if (!list)
    {
        return addValue(field, values, test);
    }
    for (const sdk::JsonValue value : values)
    {
        if (!addValue(field, value, test))
        {
            return false;
        }
    }
    return true;
}

bool MongoFilter::addValue(const std::string& field, sdk::JsonValue value, RowTest& test)
{
    const bool equality = test.kind < RowTest::Kind::Greater;
    if (value.isArray() || value.isObject() || (value.isNull() && !equality))
    {
        return fail("plan.mongo_value", field);
    }
    ++test.values;
    _result.valueFields.push_back(field);
    _result.values.push_back(value.isNull() ? std::nullopt : std::optional(_unmark(value.text())));
    return true;
}

bool MongoFilter::readPattern(const std::string& field, sdk::JsonValue pattern, RowTest& all)
{
    const Template parsed = _unmark(pattern.text());
    if (!pattern.isString() || parsed.hasReference())
    {
        return fail("plan.mongo_pattern_template", field);
    }
    std::string problem;
    std::optional<sdk::Pattern> made = sdk::Pattern::parse(std::string(pattern.text()), _ignoreCase, problem);
    if (!made)
    {
        _problem = text::say("plan.mongo_pattern", {pattern.text(), problem});
        return false;
    }
    add(RowTest::Kind::Matches, field, all).pattern = std::make_shared<sdk::Pattern>(std::move(*made));
    return true;
}

} // namespace duijie::plan

#include "JsonTrees.h"

namespace duijie::fuzz
{

bool sameTree(sdk::JsonValue a, sdk::JsonValue b)
{
    if (a.exists() != b.exists() || !a.exists())
    {
        return a.exists() == b.exists();
    }
    if (a.type() != b.type() || a.text() != b.text() || a.name() != b.name() || a.size() != b.size())
    {
        return false;
    }
    sdk::JsonValue x = a.first();
    sdk::JsonValue y = b.first();
    for (; x.exists() && y.exists(); x = x.next(), y = y.next())
    {
        if (!sameTree(x, y))
        {
            return false;
        }
    }
    return x.exists() == y.exists();
}

void writeTree(sdk::JsonWriter& out, sdk::JsonValue value)
{
    switch (value.type())
    {
    case sdk::JsonType::Null:
        out.null();
        return;
    case sdk::JsonType::Bool:
        out.boolean(value.text() == "true");
        return;
    case sdk::JsonType::Number:
        out.number(value.text());
        return;
    case sdk::JsonType::String:
        out.string(value.text());
        return;
    case sdk::JsonType::Array:
        out.beginArray();
        for (const sdk::JsonValue child : value)
        {
            writeTree(out, child);
        }
        out.endArray();
        return;
    case sdk::JsonType::Object:
        out.beginObject();
        for (const sdk::JsonValue child : value)
        {
            out.key(child.name());
            writeTree(out, child);
        }
        out.endObject();
        return;
    }
}

} // namespace duijie::fuzz

// The JSON kit: what it reads it writes again; what is cut short it refuses.
#include "JsonTrees.h"
#include "Rules.h"

namespace duijie::fuzz
{

namespace
{

void checkNode(sdk::JsonValue value, int& patience)
{
    if (--patience < 0)
    {
        return;
    }
    hold(sdk::isUtf8(value.text()), "texts are UTF-8", value.raw());
    hold(!value.isNumber() || sdk::isJsonNumber(value.text()), "numbers are numbers", value.text());
    if (value.isObject() || value.isArray())
    {
        sdk::JsonDocument alone;
        hold(alone.parse(value.raw()), "a container's own bytes are JSON", value.raw());
        hold(alone.root().size() == value.size(), "and hold as many children", value.raw());
    }
    for (const sdk::JsonValue child : value)
    {
        checkNode(child, patience);
        if (value.isObject())
        {
            hold(value.find(child.name()).exists(), "a member is found by its name", child.name());
        }
    }
}

} // namespace

void target(Input& input)
{
    const std::size_t cut = input.choice(256);
    const std::string_view text = input.rest();
    sdk::JsonDocument document;
    if (!document.parse(text))
    {
        hold(!document.error().empty(), "a refusal has a reason");
        hold(!document.root().exists(), "a refused text leaves nothing");
        return;
    }
    hold(sdk::isUtf8(text), "only UTF-8 is read");
    int patience = 40;
    checkNode(document.root(), patience);
    sdk::JsonWriter out;
    writeTree(out, document.root());
    sdk::JsonDocument again;
    hold(again.parse(out.text()), "what was read can be written and read", out.text());
    hold(sameTree(document.root(), again.root()), "and is the same then", out.text());
    const std::size_t whole = text.find_last_not_of(" \t\r\n") + 1;
    hold(!again.parse(text.substr(0, whole * cut / 256)), "a text cut short is refused", text);
}

} // namespace duijie::fuzz

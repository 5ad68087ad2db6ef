#include "ops/Letter.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <cctype>

namespace duijie::ops
{

namespace
{

constexpr std::size_t MostOfASentence = 1200;
constexpr std::string_view Cut = "...";

bool isWordCharacter(std::string_view text, std::size_t at)
{
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_' ||
                                static_cast<unsigned char>(text[at]) >= 0x80);
}

std::string headingOf(const Notice& notice)
{
    switch (notice.kind)
    {
    case NoticeKind::Begun:
        return text::say(notice.urgent ? "ops.heading.urgent" : "ops.heading.begun", {notice.flow});
    case NoticeKind::Over:
        return text::say("ops.heading.over", {notice.flow});
    case NoticeKind::Passed:
        return text::say("ops.heading.passed", {notice.flow});
    case NoticeKind::Alive:
        return text::say("ops.heading.alive");
    case NoticeKind::Dropped:
        return text::say("ops.heading.dropped");
    default:
        return text::say("ops.heading.test");
    }
}

class Writer
{
public:
    Writer(const Sender& sender, Markup markup) : _sender(sender), _markup(markup) {}

    std::string block(const Notice& notice) const
    {
        const bool marked = _markup == Markup::Markdown;
        std::string out = marked ? "**" + shown(headingOf(notice)) + "**" : headingOf(notice);
        add(out, "", notice.happened);
        add(out, text::say("ops.meaning"), notice.meaning);
        add(out, text::say("ops.advice"), notice.advice);
        add(out, text::say("ops.time"), timeOf(notice));
        return out;
    }

private:
    std::string shown(const std::string& sentence) const
    {
        const std::string line = sdk::excerpt(sentence, MostOfASentence);
        return _markup == Markup::Markdown ? escapeMarkdown(line) : line;
    }

    void add(std::string& out, const std::string& name, const std::string& sentence) const
    {
        if (!sentence.empty())
        {
            out += (_markup == Markup::Markdown ? "  \n" : "\n") + name + shown(sentence);
        }
    }

    std::string timeOf(const Notice& notice) const
    {
        if (notice.atMs == 0)
        {
            return {};
        }
        const std::string begin = _sender.localTime(notice.atMs);
        return notice.kind == NoticeKind::Passed ? begin + " - " + _sender.localTime(notice.endMs) : begin;
    }

    const Sender& _sender;
    const Markup _markup;
};

std::string titleOf(const Sender& sender, const std::vector<Notice>& notices, std::size_t taken)
{
    const auto count = [&](NoticeKind kind)
    {
        return std::count_if(notices.begin(), notices.begin() + static_cast<std::ptrdiff_t>(taken),
                             [&](const Notice& notice) { return notice.kind == kind; });
    };
    const auto begun = count(NoticeKind::Begun);
    const auto over = count(NoticeKind::Over) + count(NoticeKind::Passed);
    std::string what;
    if (begun > 0 || over > 0)
    {
        what = begun > 0 && over > 0
                   ? text::say("ops.title.both", {std::to_string(begun), std::to_string(over)})
               : begun > 0 ? text::say("ops.title.begun", {std::to_string(begun)})
                           : text::say("ops.title.over", {std::to_string(over)});
    }
    else
    {
        what = headingOf(notices.front());
    }
    return text::say("ops.title", {sdk::excerpt(sender.label, 100), what});
}

} // namespace

std::string escapeMarkdown(std::string_view text)
{
    constexpr std::string_view Special = "\\`*[]<>|~#";
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at)
    {
        const char c = text[at];
        // Inside a word an underline means nothing, and names of documents and states are full of them.
        const bool underline =
            c == '_' && !(at > 0 && isWordCharacter(text, at - 1) && isWordCharacter(text, at + 1));
        // What would make a list or a rule of a line.
        const bool begins = at == 0 && (c == '-' || c == '+' || c == '=');
        if (Special.find(c) != std::string_view::npos || underline || begins)
        {
            out += '\\';
        }
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

Letter compose(const Sender& sender, const std::vector<Notice>& notices, Markup markup, std::size_t mostBytes)
{
    const Writer writer(sender, markup);
    const std::string from = text::say("ops.from", {sender.label, sender.machine});
    const std::string foot = "\n\n" + (markup == Markup::Markdown ? escapeMarkdown(from) : from);
    // Title and text are put together with a line or two between them.
    const std::size_t around = titleOf(sender, notices, notices.size()).size() + foot.size() + 16;
    const std::size_t room = mostBytes > around + Cut.size() ? mostBytes - around : Cut.size() + 1;
    Letter letter;
    for (const Notice& notice : notices)
    {
        std::string block = (letter.taken == 0 ? "" : "\n\n") + writer.block(notice);
        if (letter.taken == MostNoticesInALetter || letter.text.size() + block.size() > room)
        {
            break;
        }
        letter.text += block;
        ++letter.taken;
    }
    if (letter.taken == 0)
    {
        letter.text = sdk::cutUtf8(writer.block(notices.front()), room - Cut.size());
        // Half an escape would hide what follows.
        while (markup == Markup::Markdown && !letter.text.empty() && letter.text.back() == '\\')
        {
            letter.text.pop_back();
        }
        letter.text += Cut;
        letter.taken = 1;
    }
    letter.text += foot;
    letter.title = titleOf(sender, notices, letter.taken);
    return letter;
}

} // namespace duijie::ops

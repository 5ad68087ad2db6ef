#include "app/AuditText.h"

#include "text/Catalogue.h"

#include <utility>
#include <vector>

namespace duijie::app
{

namespace
{

// Nothing is loaded from anywhere, and nothing can run: what documents say is printed, never obeyed.
constexpr const char* Head = R"(<!DOCTYPE html>
<html lang="%LANG%">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%TITLE%</title>
<style>
:root { color-scheme: light; }
body { font: 14px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #111; margin: 2em auto;
  max-width: 72em; padding: 0 1em; }
h1 { font-size: 1.5em; margin: 0 0 .2em; }
h2 { font-size: 1.15em; margin: 1.6em 0 .4em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .25em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: #eee; }
table.facts { width: auto; }
table.facts th { white-space: nowrap; }
td.count { text-align: right; font-variant-numeric: tabular-nums; }
.verdict { font-weight: bold; padding: .4em .8em; border: 2px solid; display: inline-block; margin: 1em 0; }
.right { color: #06602a; }
.wrong { color: #a30000; }
.sign { margin-top: 3em; }
.sign span { display: inline-block; min-width: 18em; border-bottom: 1px solid #111; margin-right: 2em; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } thead { display: table-header-group; } th { background: none; } }
@page { size: A4 landscape; margin: 15mm; }
</style>
</head>
<body>
)";

// For text and attribute values alike. Control characters mean nothing on paper.
std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text)
    {
        switch (c)
        {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
        }
    }
    return out;
}

// <bdi>: characters that turn the direction of writing end with their cell.
std::string cell(std::string_view text)
{
    return "<td><bdi>" + escaped(text) + "</bdi></td>";
}

std::string heading(const char* id)
{
    return "<th>" + escaped(text::say(id)) + "</th>";
}

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    {
        text.replace(at, from.size(), to);
    }
}

class Page
{
public:
    Page(const AuditHead& head, const engine::AuditReport& report, const std::string& day)
        : _head(head), _report(report), _findings(report.days.at(day)), _day(day)
    {
    }

    std::string write()
    {
        const std::string title = escaped(text::say("app.report.title", {_head.flow, _day}));
        _out = Head;
        replaceAll(_out, "%LANG%", text::language() == text::Language::Chinese ? "zh-CN" : "en");
        replaceAll(_out, "%TITLE%", title);
        _out += "<h1>" + title + "</h1>\n";
        facts();
        verdict();
        counts();
        for (const AuditKind& kind : AuditKinds)
        {
            items(kind);
        }
        _out += "<p class=\"sign\">" + escaped(text::say("app.report.checked_by")) + " <span></span> " +
                escaped(text::say("app.report.date")) + " <span></span></p>\n</body>\n</html>\n";
        return std::move(_out);
    }

private:
    void fact(const char* id, const std::string& value)
    {
        _out += "<tr>" + heading(id) + cell(value) + "</tr>\n";
    }

    void facts()
    {
        const DaySpan span = spanOf(_head, _report, _day);
        _out += "<table class=\"facts\">\n";
        fact("app.report.period", _head.zone.format(span.fromMs) + " – " + _head.zone.format(span.toMs) +
                                      " (" + _head.zone.name() + ")");
        fact("app.report.read",
             _head.zone.format(_report.beganMs) + " – " + _head.zone.format(_report.endedMs));
        fact("app.report.source", _head.sourceConnection + " " + _head.sourceApi);
        fact("app.report.target", _head.targetConnection + " " + _head.targetApi);
        _out += "</table>\n";
    }

    void verdict()
    {
        const std::string word = engine::verdictName(_report.complete, _findings);
        _out += "<p class=\"verdict " + word + "\">" +
                escaped(text::say("app.audit.verdict." + word, {_report.error})) + "</p>\n";
        if (!_report.remark.empty())
        {
            _out += "<p>" + escaped(_report.remark) + "</p>\n";
        }
    }

    void count(const std::string& name, int64_t value)
    {
        _out += "<tr>" + cell(name) + "<td class=\"count\">" + std::to_string(value) + "</td></tr>\n";
    }

    void counts()
    {
        _out += "<table class=\"facts\">\n<thead><tr>" + heading("app.audit.what") +
                heading("app.audit.count") + "</tr></thead>\n<tbody>\n";
        count(auditWord("documents"), _findings.documents);
        for (const auto& [reason, left] : _findings.leftOut)
        {
            count("– " + reason, left);
        }
        count(auditWord("eligible"), _findings.eligible);
        count(auditWord("bills"), _findings.bills);
        count(auditWord("right"), _findings.right);
        for (const AuditKind& kind : AuditKinds)
        {
            count(auditWord(kind.name), (_findings.*kind.list).count);
        }
        _out += "</tbody>\n</table>\n";
    }

    std::string differences(const engine::AuditItem& item) const
    {
        std::string out = "<td>";
        for (const engine::AuditDifference& each : item.differences)
        {
            const std::string nothing = text::say("app.report.nothing");
            out += "<div><bdi>" +
                   escaped(text::say("app.report.difference",
                                     {each.field, each.expected.empty() ? nothing : each.expected,
                                      each.found.empty() ? nothing : each.found})) +
                   "</bdi></div>";
        }
        return out + "</td>";
    }

    void items(const AuditKind& kind)
    {
        const engine::AuditList& list = _findings.*kind.list;
        if (list.count == 0)
        {
            return;
        }
        _out += "<h2>" + escaped(auditWord(kind.name)) + ": " + std::to_string(list.count) + "</h2>\n";
        _out += "<table>\n<thead><tr>" + heading("app.report.document") + heading("app.report.bill") +
                heading("app.report.bill_day") + heading("app.report.differences") +
                heading("app.report.meaning") + heading("app.report.advice") + "</tr></thead>\n<tbody>\n";
        for (const engine::AuditItem& item : list.items)
        {
            _out += "<tr>" + cell(item.number.empty() ? item.key : item.number) + cell(item.bill) +
                    cell(item.billDay) + differences(item) + cell(item.detail) + cell(item.advice) +
                    "</tr>\n";
        }
        _out += "</tbody>\n</table>\n";
        const auto shown = static_cast<int64_t>(list.items.size());
        if (list.count > shown)
        {
            _out += "<p>" + escaped(text::say("app.report.more", {std::to_string(list.count - shown)})) +
                    "</p>\n";
        }
    }

    const AuditHead& _head;
    const engine::AuditReport& _report;
    const engine::AuditFindings& _findings;
    const std::string& _day;
    std::string _out;
};

} // namespace

std::string auditWord(const char* name)
{
    return text::say(std::string("app.audit.") + name);
}

std::string dayPage(const AuditHead& head, const engine::AuditReport& report, const std::string& day)
{
    return Page(head, report, day).write();
}

} // namespace duijie::app

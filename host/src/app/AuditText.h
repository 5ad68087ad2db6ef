// An audit as text for machines and people: JSON of a stable shape, and a page for paper.
#pragma once

#include "config/TimeZone.h"

#include "engine/AuditReport.h"
#include "engine/FlowParts.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::app
{

/// What a report says about itself, whichever day it is of.
struct AuditHead
{
    std::string flow;
    config::TimeZone zone{"Asia/Shanghai"};
    int offsetMinutes = 480; ///< of the days
    std::string sourceConnection;
    std::string sourceApi;
    std::string targetConnection;
    std::string targetApi;
};

AuditHead auditHeadOf(const engine::FlowParts& flow, const std::string& timezone);

/// The kinds of findings, in the order they are told: the word, and the list it stands for.
struct AuditKind
{
    const char* name;
    const engine::AuditList engine::AuditFindings::*list;
};

constexpr AuditKind AuditKinds[] = {
    {"missing", &engine::AuditFindings::missing},     {"doubled", &engine::AuditFindings::doubled},
    {"different", &engine::AuditFindings::different}, {"unexpected", &engine::AuditFindings::unexpected},
    {"waiting", &engine::AuditFindings::waiting},
};

/// The name of a kind or a count in the process's language.
std::string auditWord(const char* name);

/// Counts and findings, as members of the open object.
void putFindings(sdk::JsonWriter& json, const engine::AuditFindings& findings);

/// The part of the period that falls on `day`, Unix milliseconds, both included.
struct DaySpan
{
    int64_t fromMs = 0;
    int64_t toMs = 0;
};

DaySpan spanOf(const AuditHead& head, const engine::AuditReport& report, const std::string& day);

/// One day as JSON; the shape is in docs/audit.md.
std::string dayJson(const AuditHead& head, const engine::AuditReport& report, const std::string& day);

/// One day as a page of HTML: everything in one file, no script, every text escaped.
std::string dayPage(const AuditHead& head, const engine::AuditReport& report, const std::string& day);

} // namespace duijie::app

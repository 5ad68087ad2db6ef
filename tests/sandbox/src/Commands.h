#pragma once

#include "Message.h"

#include <string>
#include <string_view>

namespace duijie::sandbox
{

class Sandbox;

/** Answers of the sandbox's own calls: JSON text, {"ok":true}, and {"ok":false,"error":…}. */
Response json(std::string body);
Response done();
Response wrong(int status, std::string_view text);

/** `POST ban {seconds, shape}`: bans the Taobao gateway; shape is response or error_response. */
Response banWdt(Sandbox& sandbox, const Request& request);

/** `POST modify {count, flow, seconds}`: modifies random documents, now or `seconds` after their last time.
 */
Response modifyDocuments(Sandbox& sandbox, const Request& request);

/** `POST late {percent, seconds}`: hides a share of the documents for so long from now. */
Response hideDocuments(Sandbox& sandbox, const Request& request);

/** `POST period {closed_before}`: closes the book before that day, or opens it when empty. */
Response closePeriod(Sandbox& sandbox, const Request& request);

/** `POST list-delay {ms}`: how long new bills stay out of the lists. */
Response delayLists(Sandbox& sandbox, const Request& request);

} // namespace duijie::sandbox

// What another flow is told of a record that was written: in the transaction that settles it.
#pragma once

#include "engine/RunContext.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::engine
{

/// Why nobody could be told of this row once it is written: a sentence. Empty: somebody can, or nobody is to
/// be. Asked before the row is sent, so that a written bill never finds its row wanting.
std::string callBackProblem(const RunContext& run, sdk::JsonValue row);

/// While it lives, each record of the run's flow that becomes Done puts a row into the other flow's inbox, if
/// its document says so.
class CallBackOffer
{
public:
    explicit CallBackOffer(const RunContext& run);
    ~CallBackOffer();
    CallBackOffer(const CallBackOffer&) = delete;
    CallBackOffer& operator=(const CallBackOffer&) = delete;

private:
    const RunContext& _run;
};

} // namespace duijie::engine

// What today's target document makes of records that wait in the store.
#pragma once

#include "app/HostSession.h"

#include "engine/Preview.h"

#include <cstddef>

namespace duijie::app
{

/// At most `most` records that are not written yet, oldest first: those that wait to be sent or to be tried
/// again, then the ones that lack a reference row, then those that were refused. From stored bytes and
/// reference rows; calls nobody, changes nothing. Bodies are as the document maps them: what the target's
/// connector adds is not in them, and `naturalKey` is empty.
engine::Preview previewStored(HostSession& session, std::size_t most);

} // namespace duijie::app

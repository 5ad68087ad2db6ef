// The parts of duijie-bench. Each prints its table and answers whether every bill was right.
#pragma once

#include "World.h"

namespace duijie::bench
{

/// Ceiling, host and peers in turns on one world, `rounds` times: rate, CPU time, memory, the host's ratio to
/// each.
bool benchSpeed(const Programs& programs, const Scene& scene, int rounds, const std::vector<Peer>& peers);

/// Memory while `waiting` documents wait: the host's, and while it sends them; the peers' where it is no more
/// than they are asked for.
bool benchMemory(const Programs& programs, Scene scene, int waiting, const std::vector<Peer>& peers);

/// The host against a slow target: its rate beside connections / latency, and beside a quota.
bool benchLatency(const Programs& programs);

/// Parsing and mapping one document of five lines by this target document, with data sets of 50,000 rows.
bool benchMapping(const std::string& file);

} // namespace duijie::bench

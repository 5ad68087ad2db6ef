#pragma once

#include "Message.h"

namespace duijie::sandbox
{

class Sandbox;

/**
 * Answers the calls below /_sandbox/, which no vendor has: health, truth, counters, connections, world,
 * expected, faults, reset, rotate and expire-tokens. They carry no signature; the program listens on loopback
 * only.
 */
Response control(Sandbox& sandbox, const Request& request);

} // namespace duijie::sandbox

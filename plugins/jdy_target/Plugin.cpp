// What the library exports.
#include "JdyConnector.h"

using duijie::jdy::JdyConnector;

DUIJIE_PLUGIN("jdy_target", "1.0.0", "[\"jdy.target\"]", POCO_EXPORT_INTERFACE(JdyConnector, "jdy.target"))

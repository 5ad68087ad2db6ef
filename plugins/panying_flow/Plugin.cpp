// What the library exports.
#include "PanyingFlow.h"

using duijie::panying::PanyingFlow;

DUIJIE_PLUGIN("panying_flow", "1.0.0", "[\"panying.flow\"]",
              POCO_EXPORT_INTERFACE(PanyingFlow, "panying.flow"))

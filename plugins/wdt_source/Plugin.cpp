// What the library exports.
#include "WdtSource.h"

using duijie::wdt::WdtSource;

DUIJIE_PLUGIN("wdt_source", "1.0.0", "[\"wdt.source\"]", POCO_EXPORT_INTERFACE(WdtSource, "wdt.source"))

// The stamp: what a plugin library says of itself without being opened.
//
// It is one JSON text between two magic markers in the library's read-only data. The host finds it by reading
// the file. Rationale: opening a library runs its static constructors, so asking a function inside it would
// already run code of a library that may be refused; and a sidecar file gets lost when people copy a single
// .so or .dll.
#pragma once

#include "duijie/abi/version.h"

#define DUIJIE_STAMP_BEGIN "\n<<<duijie-plugin-stamp/1\n"
#define DUIJIE_STAMP_END "\nduijie-plugin-stamp/1>>>\n"

#define DUIJIE_STRINGIZE_(x) #x
#define DUIJIE_STRINGIZE(x) DUIJIE_STRINGIZE_(x)

/// The Poco this plugin shares with the host, by the SONAME of its Foundation library, or "private" when Poco
/// is linked statically and hidden. Set by duijie_add_plugin(). Rationale: Poco's SONAME changes with every
/// release, and a plugin on another Poco is accepted by the class loader and crashes at its first call.
#ifndef DUIJIE_POCO
#error "DUIJIE_POCO is not set: build plugins with duijie_add_plugin()"
#endif

#if defined(_MSC_VER)
#define DUIJIE_KEEP
#else
#define DUIJIE_KEEP __attribute__((used))
#endif

/// Puts the stamp into the library; exactly once per library.
/// `connectors` is JSON array text of the exported class ids, for example R"(["wdt.source"])".
#define DUIJIE_STAMP(id, version, connectors)                                                                \
    namespace                                                                                                \
    {                                                                                                        \
    DUIJIE_KEEP const char duijiePluginStamp[] = DUIJIE_STAMP_BEGIN                                          \
        "{\"id\":\"" id "\",\"version\":\"" version                                                          \
        "\",\"abi_major\":" DUIJIE_STRINGIZE(DUIJIE_ABI_MAJOR) ",\"abi_minor_needed\":" DUIJIE_STRINGIZE(    \
            DUIJIE_TARGET_ABI_MINOR) ",\"abi_tag\":\"" DUIJIE_ABI_TAG "\",\"poco\":\"" DUIJIE_POCO           \
                                     "\",\"connectors\":" connectors "}" DUIJIE_STAMP_END;                   \
    }

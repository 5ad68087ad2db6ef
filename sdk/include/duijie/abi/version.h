// Version of the plugin contract, and what a plugin has to say about how it was built.
#pragma once

/// Contract generation. Part of the manifest's name and of every interface's namespace: a library of another
/// generation cannot even be cast by accident.
#define DUIJIE_ABI_MAJOR 1

/// Newest additions these headers know of. A minor only ever adds interface ids or struct tails.
#define DUIJIE_ABI_MINOR 1

/// The lowest minor this plugin needs. Define it before including anything, as low as possible: declarations
/// newer than it are hidden, so that the number in the stamp and the code cannot disagree.
#ifndef DUIJIE_TARGET_ABI_MINOR
#define DUIJIE_TARGET_ABI_MINOR 0
#endif

#if DUIJIE_TARGET_ABI_MINOR > DUIJIE_ABI_MINOR
#error "DUIJIE_TARGET_ABI_MINOR is newer than this SDK; install the newer SDK or target a lower minor"
#endif

// The C++ runtime whose objects meet at the boundary: Poco's manifest is a std::map that one side fills and
// the other side frees. gcc and clang on the same libstdc++ mix (tested); two runtimes do not.
#if defined(_MSC_VER)
#if defined(_DEBUG)
#define DUIJIE_CXX_RUNTIME "msvc140-mdd"
#else
#define DUIJIE_CXX_RUNTIME "msvc140-md"
#endif
#elif defined(_LIBCPP_VERSION)
#define DUIJIE_CXX_RUNTIME "libc++1"
#elif defined(__GLIBCXX__) || defined(__GNUC__)
#if defined(_GLIBCXX_DEBUG)
#define DUIJIE_CXX_RUNTIME "libstdc++6-debug"
#else
#define DUIJIE_CXX_RUNTIME "libstdc++6"
#endif
#else
#error "unknown C++ runtime: give it a name here before building plugins with it"
#endif

#if defined(__x86_64__) || defined(_M_X64)
#define DUIJIE_CPU "x86_64"
#elif defined(__aarch64__) || defined(_M_ARM64)
#define DUIJIE_CPU "aarch64"
#else
#error "unknown processor: give it a name here before building plugins for it"
#endif

/// Compiler ABI tag of this translation unit; equal tags may be loaded together. A test plugin may override
/// it.
#ifndef DUIJIE_ABI_TAG
#if defined(_WIN32)
#define DUIJIE_ABI_TAG DUIJIE_CPU "-windows-" DUIJIE_CXX_RUNTIME
#else
#define DUIJIE_ABI_TAG DUIJIE_CPU "-" DUIJIE_CXX_RUNTIME
#endif
#endif

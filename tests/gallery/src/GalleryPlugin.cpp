// One plugin, good unless a definition gives it a defect. It leaves a mark as soon as any of its code runs.
#include "duijie/sdk/Plugin.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#ifndef GALLERY_ID
#define GALLERY_ID "gallery"
#endif
#ifndef GALLERY_VERSION
#define GALLERY_VERSION "1.0.0"
#endif
#ifndef GALLERY_TITLE
#define GALLERY_TITLE "first"
#endif
#ifndef GALLERY_CONNECTORS
#define GALLERY_CONNECTORS "[\"gallery.source\"]"
#endif

#ifdef GALLERY_ABI_MAJOR
#undef DUIJIE_ABI_MAJOR
#define DUIJIE_ABI_MAJOR GALLERY_ABI_MAJOR
#endif
#ifdef GALLERY_ABI_MINOR
#undef DUIJIE_TARGET_ABI_MINOR
#define DUIJIE_TARGET_ABI_MINOR GALLERY_ABI_MINOR
#endif
#ifdef GALLERY_POCO
#undef DUIJIE_POCO
#define DUIJIE_POCO GALLERY_POCO
#endif

namespace gallery
{

void mark(const char* what)
{
    if (const char* path = std::getenv("DUIJIE_GALLERY_MARK"); path != nullptr)
    {
        if (std::FILE* file = std::fopen(path, "a"); file != nullptr)
        {
            std::fprintf(file, "%s %s %s\n", GALLERY_ID, GALLERY_VERSION, what);
            std::fclose(file);
        }
    }
}

struct StaticMark
{
    StaticMark() { mark("static constructor"); }
};

const StaticMark staticMark;

#ifdef GALLERY_MISSING_SYMBOL
int definedNowhere();
#endif

// Same name and inline in every version: with default visibility the second version would run the first
// one's.
inline const char* title()
{
    return GALLERY_TITLE;
}

class Source : public duijie::sdk::ConnectorBase
{
public:
    Source() : ConnectorBase("source", title(), "\xE7\x94\xBB\xE5\xBB\x8A", duijie::sdk::ConfigSpec())
    {
        mark("constructor");
#ifdef GALLERY_MISSING_SYMBOL
        mark(definedNowhere() == 0 ? "nothing" : "something");
#endif
#ifdef GALLERY_THROWING_CONSTRUCTOR
        throw std::runtime_error("the constructor wants a database");
#endif
    }

#ifdef GALLERY_SILENT
    void describe(duijie::TextSink& out) noexcept override
    {
        out.put(duijie::sdk::toView("nothing of use"));
    }
#endif

    void* query(const char* iid) noexcept override
    {
        return std::strcmp(iid, "gallery.self/1") == 0 ? this : nullptr;
    }

protected:
    duijie::Status onOpen(duijie::CallContext&) override
    {
#ifdef GALLERY_FAILING_OPEN
        throw Poco::IOException("the disk is full");
#else
        return duijie::sdk::ok();
#endif
    }

    void onClose() override
    {
        mark("close");
    }
};

} // namespace gallery

#if defined(GALLERY_DAMAGED_STAMP)
DUIJIE_KEEP static const char damagedStamp[] =
    DUIJIE_STAMP_BEGIN "{\"id\":\"gallery\",\"version\":" DUIJIE_STAMP_END;
#elif defined(GALLERY_STAMP_WITHOUT_END)
DUIJIE_KEEP static const char damagedStamp[] = DUIJIE_STAMP_BEGIN "{\"id\":\"gallery\"}";
#elif !defined(GALLERY_NO_STAMP)
DUIJIE_STAMP(GALLERY_ID, GALLERY_VERSION, GALLERY_CONNECTORS)
#endif

#ifdef GALLERY_TWO_STAMPS
DUIJIE_KEEP static const char secondStamp[] = DUIJIE_STAMP_BEGIN "{}" DUIJIE_STAMP_END;
#endif

#ifndef GALLERY_NO_MANIFEST
POCO_BEGIN_NAMED_MANIFEST(DuijieAbi1, duijie::Connector)
POCO_EXPORT_INTERFACE(gallery::Source, "gallery.source")
POCO_END_MANIFEST
#endif

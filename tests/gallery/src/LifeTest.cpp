// What a good plugin's life looks like: loaded, opened once, closed once, unloaded with its last user.
#include "Support.h"

#include "plugin/Library.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie;

namespace
{

std::shared_ptr<plugin::Library> load(const std::string& path)
{
    const plugin::Verdict verdict = plugin::check(path);
    BOOST_REQUIRE_MESSAGE(verdict.accepted, verdict.reason);
    plugin::Library::Opened opened = plugin::Library::open(verdict);
    BOOST_REQUIRE_MESSAGE(opened.library, opened.reason);
    return std::move(opened.library);
}

bool hasTitle(const std::string& description, const std::string& title)
{
    return description.find("\"en\":\"" + title + "\"") != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(life)

BOOST_AUTO_TEST_CASE(good_is_loaded_and_its_code_runs)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    const std::shared_ptr<plugin::Library> library = load(path);
    BOOST_TEST(library->stamp().id == "gallery");
    BOOST_TEST(library->stamp().version == "1.0.0");
    BOOST_REQUIRE(library->connectors().size() == 1u);
    BOOST_TEST(library->connectors()[0].id == "gallery.source");
    BOOST_TEST(gallery::isMapped(path));
    // The counter-proof of every "no mark" in this gallery.
    BOOST_TEST(room.marks() == "gallery 1.0.0 static constructor\ngallery 1.0.0 constructor\n");
}

BOOST_AUTO_TEST_CASE(the_last_user_unloads)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    std::shared_ptr<plugin::Library> library = load(path);
    plugin::Created created = library->create("gallery.source");
    BOOST_REQUIRE(created.instance);
    library.reset();
    BOOST_TEST(plugin::Library::stillMapped(path));
    BOOST_TEST(hasTitle(created.instance->describe(), "first"));
    created.instance.reset();
    BOOST_TEST(!plugin::Library::stillMapped(path));
    BOOST_TEST(!gallery::isMapped(path));
}

BOOST_AUTO_TEST_CASE(two_versions_run_their_own_code)
{
    const gallery::Room room;
    const std::string first = room.hang("good", "gallery/1.0.0");
    const std::string second = room.hang("good_v2", "gallery/2.0.0");
    std::shared_ptr<plugin::Library> old = load(first);
    const std::shared_ptr<plugin::Library> next = load(second);
    const plugin::Created a = old->create("gallery.source");
    const plugin::Created b = next->create("gallery.source");
    BOOST_REQUIRE(a.instance);
    BOOST_REQUIRE(b.instance);
    BOOST_TEST(hasTitle(a.instance->describe(), "first"));
    BOOST_TEST(hasTitle(b.instance->describe(), "second"));
    BOOST_TEST(a.instance->stamp().version == "1.0.0");
    BOOST_TEST(b.instance->stamp().version == "2.0.0");
}

#ifndef _WIN32 // what is loaded cannot be replaced there

BOOST_AUTO_TEST_CASE(the_same_path_is_not_opened_twice)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    const std::shared_ptr<plugin::Library> library = load(path);
    std::filesystem::remove(path);
    std::filesystem::rename(room.hang("good_v2"), path);
    const plugin::Verdict verdict = plugin::check(path);
    BOOST_TEST(verdict.stamp.version == "2.0.0");
    BOOST_TEST(plugin::Library::open(verdict).reason ==
               "Plugin gallery 2.0.0 (" + path +
                   ") is refused: a library of this very path is still running in this "
                   "process, so the system would give the old code. Put each version into a folder of its "
                   "own, or restart "
                   "the host.");
}

#endif

BOOST_AUTO_TEST_CASE(opened_once_closed_once)
{
    const gallery::Room room;
    const std::shared_ptr<plugin::Library> library = load(room.hang("good"));
    gallery::EmptyHost host;
    gallery::Context context;
    {
        const plugin::Created created = library->create("gallery.source");
        BOOST_REQUIRE(created.instance);
        BOOST_TEST(created.instance->query("gallery.self/1") == nullptr); // not open yet
        BOOST_TEST(created.instance->open(host, context, "{}").code == STATUS_OK);
        BOOST_TEST(created.instance->query("gallery.self/1") != nullptr);
        BOOST_TEST(created.instance->query("gallery.other/1") == nullptr);
        BOOST_TEST(created.instance->open(host, context, "{}").code == STATUS_INTERNAL);
        BOOST_TEST(context.sentence.find("opened or closed before") != std::string::npos);
        created.instance->close();
        created.instance->close();
        BOOST_TEST(created.instance->query("gallery.self/1") == nullptr);
        BOOST_TEST(created.instance->describe() == "");
    }
    const std::string marks = room.marks();
    BOOST_TEST(marks.find("close") != std::string::npos);
    BOOST_TEST(marks.find("close") == marks.rfind("close"));
}

BOOST_AUTO_TEST_CASE(what_open_throws_becomes_a_sentence)
{
    const gallery::Room room;
    const std::shared_ptr<plugin::Library> library = load(room.hang("failing_open"));
    gallery::EmptyHost host;
    gallery::Context context;
    const plugin::Created created = library->create("gallery.source");
    BOOST_REQUIRE(created.instance);
    BOOST_TEST(created.instance->open(host, context, "{}").code == STATUS_INTERNAL);
    BOOST_TEST(context.sentence == "open: I/O error: the disk is full");
    const plugin::Created other = library->create("gallery.source");
    BOOST_TEST(other.instance->open(host, context, "[1").code == STATUS_MISCONFIGURED);
    BOOST_TEST(context.sentence.find("the settings are not a JSON object: ") == 0u);
}

BOOST_AUTO_TEST_CASE(an_unknown_connector_is_a_sentence)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    const plugin::Created created = load(path)->create("gallery.nothing");
    BOOST_TEST(!created.instance);
    BOOST_TEST(created.reason ==
               "Plugin gallery 1.0.0 (" + path +
                   "): its connector gallery.nothing cannot be made: Not found: gallery.nothing.");
}

BOOST_AUTO_TEST_CASE(built_by_clang)
{
    if (std::string_view(GALLERY_CLANG_LIBRARY).empty())
    {
        BOOST_TEST_MESSAGE("skipped: no clang++ on this machine, or a build with sanitizers");
        return;
    }
    const gallery::Room room;
    const std::string path = room.hang("good_clang");
    gallery::EmptyHost host;
    gallery::Context context;
    {
        const plugin::Created created = load(path)->create("gallery.source");
        BOOST_REQUIRE(created.instance);
        BOOST_TEST(hasTitle(created.instance->describe(), "by clang"));
        BOOST_TEST(created.instance->open(host, context, "{}").code == STATUS_OK);
        BOOST_TEST(created.instance->query("gallery.self/1") != nullptr);
    }
    BOOST_TEST(!gallery::isMapped(path));
}

BOOST_AUTO_TEST_SUITE_END()

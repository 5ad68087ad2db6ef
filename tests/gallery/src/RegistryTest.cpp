// The registry: what it finds, which one it gives, and what it says when it gives none.
#include "Support.h"

#include "plugin/Registry.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie;

namespace
{

const plugin::Entry* entryOf(const std::vector<plugin::Entry>& entries, const std::string& path)
{
    for (const plugin::Entry& entry : entries)
    {
        if (entry.path == path)
        {
            return &entry;
        }
    }
    return nullptr;
}

} // namespace

BOOST_AUTO_TEST_SUITE(registry)

BOOST_AUTO_TEST_CASE(finds_both_layouts_and_keeps_reasons)
{
    const gallery::Room room;
    const std::string flat = room.hang("good");
    const std::string deep = room.hang("good_v2", "gallery/2.0.0");
    const std::string bad = room.hang("wrong_abi_major");
    room.write(".libhalf-installed" + gallery::LibraryEnd, "\x7F"
                                                           "ELF");
    room.write("notes.txt", "nothing");
    plugin::Registry registry;
    registry.scan({room.folder()});
    const std::vector<plugin::Entry> entries = registry.entries();
    BOOST_TEST(entries.size() == 3u);
    BOOST_REQUIRE(entryOf(entries, flat) && entryOf(entries, deep) && entryOf(entries, bad));
    BOOST_TEST(entryOf(entries, flat)->loaded);
    BOOST_TEST(entryOf(entries, deep)->loaded);
    BOOST_TEST(entryOf(entries, deep)->connectors.size() == 1u);
    BOOST_TEST(!entryOf(entries, bad)->loaded);
    BOOST_TEST(entryOf(entries, bad)->reason.find("it speaks plugin contract 2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_highest_version_wins_unless_one_is_named)
{
    const gallery::Room room;
    room.hang("good", "gallery/1.0.0");
    room.hang("good_v2", "gallery/2.0.0");
    plugin::Registry registry;
    registry.scan({room.folder()});
    BOOST_REQUIRE(registry.create("gallery.source").instance);
    BOOST_TEST(registry.create("gallery.source").instance->stamp().version == "2.0.0");
    BOOST_TEST(registry.create("gallery.source", "1.0.0").instance->stamp().version == "1.0.0");
    BOOST_TEST(registry.create("gallery.source", "3.0.0").reason ==
               "Connector gallery.source is not loaded in version 3.0.0; there is 1.0.0, 2.0.0. Install that "
               "version, "
               "or correct it in the configuration.");
}

BOOST_AUTO_TEST_CASE(the_second_of_two_equals_is_refused)
{
    const gallery::Room room;
    const std::string first = room.hang("good");
    const std::string second = room.hang("good_twin");
    plugin::Registry registry;
    registry.scan({room.folder()});
    const std::vector<plugin::Entry> entries = registry.entries();
    BOOST_REQUIRE(entryOf(entries, second));
    BOOST_TEST(entryOf(entries, second)->reason ==
               "Plugin twin 1.0.0 (" + second +
                   ") is refused: connector gallery.source of the same version is already "
                   "loaded from " +
                   first + ". Keep one of the two files.");
    BOOST_TEST(room.marks().find("twin") == std::string::npos);
    BOOST_TEST(!gallery::isMapped(second));
}

BOOST_AUTO_TEST_CASE(says_why_there_is_no_connector)
{
    const gallery::Room room;
    room.hang("good");
    plugin::Registry registry;
    registry.scan({room.folder(), room.path("nowhere")});
    BOOST_TEST(registry.create("gallery.sourse").reason ==
               "No loaded plugin has a connector gallery.sourse; did you mean gallery.source?");
    BOOST_TEST(registry.create("kingdee").reason == "No loaded plugin has a connector kingdee; there are "
                                                    "gallery.source. Install its plugin, or correct the "
                                                    "name in the configuration.");
    const std::vector<plugin::Entry> entries = registry.entries();
    BOOST_REQUIRE(entryOf(entries, room.path("nowhere")));
    BOOST_TEST(entryOf(entries, room.path("nowhere"))->reason.find("No such file or directory") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_that_a_connector_was_refused)
{
    const gallery::Room room;
    room.hang("newer_minor");
    plugin::Registry registry;
    registry.scan({room.folder()});
    const std::string reason = registry.create("gallery.source").reason;
    BOOST_TEST(reason.find("Connector gallery.source cannot be used: Plugin gallery 1.0.0 (") == 0u);
}

BOOST_AUTO_TEST_CASE(scanning_again_adds_and_keeps)
{
    const gallery::Room room;
    const std::string first = room.hang("good", "gallery/1.0.0");
    plugin::Registry registry;
    registry.scan({room.folder()});
    const plugin::Created running = registry.create("gallery.source");
    room.hang("good_v2", "gallery/2.0.0");
    registry.scan({room.folder()});
    BOOST_TEST(registry.entries().size() == 2u);
    BOOST_TEST(registry.create("gallery.source").instance->stamp().version == "2.0.0");
    BOOST_TEST(running.instance->stamp().version == "1.0.0");
    BOOST_TEST(running.instance->path() == first);
}

BOOST_AUTO_TEST_CASE(a_retired_library_leaves_with_its_last_instance)
{
    const gallery::Room room;
    const std::string first = room.hang("good", "gallery/1.0.0");
    room.hang("good_v2", "gallery/2.0.0");
    plugin::Registry registry;
    registry.scan({room.folder()});
    plugin::Created running = registry.create("gallery.source", "1.0.0");
    BOOST_REQUIRE(running.instance);
    BOOST_TEST(registry.retire("gallery", "1.0.0"));
    BOOST_TEST(!registry.retire("gallery", "1.0.0"));
    BOOST_TEST(plugin::Library::stillMapped(first));
    BOOST_TEST(!registry.create("gallery.source", "1.0.0").instance);
    running.instance.reset();
    BOOST_TEST(!plugin::Library::stillMapped(first));
    registry.scan({room.folder()});
    BOOST_TEST(!plugin::Library::stillMapped(first)); // retired stays retired
}

BOOST_AUTO_TEST_CASE(versions_are_compared_as_numbers)
{
    const auto less = [](const char* a, const char* b)
    { return plugin::compareVersions(a, b) < 0 && plugin::compareVersions(b, a) > 0; };
    BOOST_TEST(less("1.9.3", "1.10.0"));
    BOOST_TEST(less("1.0.0-rc1", "1.0.0"));
    BOOST_TEST(less("1.0.0-rc.2", "1.0.0-rc.10"));
    BOOST_TEST(less("1.0.0", "1.0.1-rc1"));
    BOOST_TEST(less("0.9", "1"));
    BOOST_TEST(less("1.99999999999999999999", "1.100000000000000000000"));
    // A number comes before a word: else 2 < 10 < 1a < 2, and which version is the newest would be a matter
    // of luck.
    BOOST_TEST(less("1.0.2", "1.0.10"));
    BOOST_TEST(less("1.0.10", "1.0.1a"));
    BOOST_TEST(less("1.0.2", "1.0.1a"));
    BOOST_TEST((plugin::compareVersions("1.2.3", "1.2.3") == 0));
}

BOOST_AUTO_TEST_SUITE_END()

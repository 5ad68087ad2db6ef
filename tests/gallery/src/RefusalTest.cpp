// Every defect is refused with its own sentence, and what is refused has run no code and is not in the
// process.
#include "Support.h"

#include "plugin/Library.h"
#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>

#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace duijie;

namespace
{

constexpr const char* HostPoco = GALLERY_HOST_POCO;

plugin::Library::Opened judge(const std::string& path, const plugin::HostAbi& host = gallery::thisHost())
{
    const plugin::Verdict verdict = plugin::check(path, host);
    return verdict.accepted ? plugin::Library::open(verdict)
                            : plugin::Library::Opened{nullptr, verdict.reason};
}

// Refused before opening: nothing of it ran.
void refusesUnopened(const gallery::Room& room, const std::string& path, const std::string& sentence)
{
    const plugin::Library::Opened opened = judge(path);
    BOOST_TEST(!opened.library);
    BOOST_TEST(opened.reason == sentence);
    BOOST_TEST(room.marks() == "");
    BOOST_TEST(!gallery::isMapped(path));
    BOOST_TEST(!plugin::Library::stillMapped(path));
}

// Refused after opening: its code had to run, but it has left again.
void refusesOpened(const std::string& path, const std::string& sentence)
{
    const plugin::Library::Opened opened = judge(path);
    BOOST_TEST(!opened.library);
    BOOST_TEST(opened.reason == sentence);
    BOOST_TEST(!gallery::isMapped(path));
    BOOST_TEST(!plugin::Library::stillMapped(path));
}

std::string gallery1(const std::string& path)
{
    return "Plugin gallery 1.0.0 (" + path + ") is refused: ";
}

std::string argumentsOf(std::string_view sentence)
{
    std::string found;
    for (std::size_t i = 0; i + 2 < sentence.size(); ++i)
    {
        if (sentence[i] == '{' && sentence[i + 2] == '}' && found.find(sentence[i + 1]) == std::string::npos)
        {
            found += sentence[i + 1];
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(refusal)

BOOST_AUTO_TEST_CASE(wrong_abi_major)
{
    const gallery::Room room;
    const std::string path = room.hang("wrong_abi_major");
    refusesUnopened(room, path,
                    gallery1(path) +
                        "it speaks plugin contract 2, this host speaks contract 1. Install the build of "
                        "this plugin for contract 1, or a host for contract 2.");
}

BOOST_AUTO_TEST_CASE(newer_minor)
{
    const gallery::Room room;
    const std::string path = room.hang("newer_minor");
    refusesUnopened(room, path,
                    gallery1(path) + "it needs plugin contract 1.7 or newer, this host has 1." +
                        std::to_string(DUIJIE_ABI_MINOR) +
                        ". Install a newer host, or an older version of this plugin.");
}

BOOST_AUTO_TEST_CASE(newer_minor_is_taken_by_a_newer_host)
{
    const gallery::Room room;
    plugin::HostAbi host = gallery::thisHost();
    host.minor = 9;
    BOOST_TEST(plugin::check(room.hang("newer_minor"), host).accepted);
    BOOST_TEST(plugin::check(room.hang("good"), host).accepted);
}

BOOST_AUTO_TEST_CASE(other_compiler_tag)
{
    const gallery::Room room;
    const std::string path = room.hang("other_compiler_tag");
    const std::string tag = gallery::thisHost().tag;
    refusesUnopened(room, path,
                    gallery1(path) + "it was built for x86_64-libc++1, this host is " + tag +
                        ". Install the build of this plugin for " + tag + ".");
}

BOOST_AUTO_TEST_CASE(other_poco)
{
    const gallery::Room room;
    const std::string path = room.hang("other_poco");
    refusesUnopened(room, path,
                    gallery1(path) + "it was built with libPocoFoundation.so.103, this host runs with " +
                        HostPoco + ", and mixing them would crash. Build the plugin with " + HostPoco +
                        ", or with Poco linked privately.");
}

BOOST_AUTO_TEST_CASE(no_stamp)
{
    const gallery::Room room;
    const std::string path = room.hang("no_stamp");
    refusesUnopened(
        room, path,
        "The library " + path +
            " is refused: it carries no Duijie plugin stamp, and this host only opens stamped libraries. "
            "Build it with duijie_add_plugin and DUIJIE_PLUGIN, or take it out of the plugin folder.");
}

BOOST_AUTO_TEST_CASE(damaged_stamps)
{
    const gallery::Room room;
    const auto sentence = [](const std::string& path, const std::string& detail)
    {
        return "The plugin library " + path + " is refused: its plugin stamp is damaged (" + detail +
               "). Copy the library again, or build it with the DUIJIE_PLUGIN macro.";
    };
    std::string path = room.hang("damaged_stamp");
    refusesUnopened(room, path, sentence(path, "it is not a JSON object"));
    path = room.hang("stamp_without_end");
    refusesUnopened(room, path, sentence(path, "its end marker is missing"));
    path = room.hang("two_stamps");
    refusesUnopened(room, path, sentence(path, "the library holds more than one stamp"));
}

BOOST_AUTO_TEST_CASE(not_a_library)
{
    const gallery::Room room;
    const std::string path = room.write("libnotes" + gallery::LibraryEnd, "buy milk\n");
    refusesUnopened(room, path,
                    "The plugin library " + path +
                        " is refused: its content is not a shared library. Copy it again, in binary mode.");
    BOOST_TEST(!judge(room.write("libempty.so", "")).library);
}

BOOST_AUTO_TEST_CASE(no_file_and_no_regular_file)
{
    const gallery::Room room;
    const std::string missing = room.path("libmissing.so");
    refusesUnopened(room, missing,
                    "The plugin library " + missing +
                        " cannot be read: No such file or directory. Put a readable "
                        "file there, or take it out of the plugin folder.");
#ifndef _WIN32
    const std::string pipe = room.path("libpipe.so");
    BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    // Not by refusesUnopened: the loader's own question whether it is mapped would wait for a writer.
    BOOST_TEST(plugin::check(pipe).reason ==
               "The plugin library " + pipe + " is not a regular file. Put the library itself there.");
#endif
}

#ifndef _WIN32 // modes and owners; access lists have a test of their own

BOOST_AUTO_TEST_CASE(world_writable)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    BOOST_REQUIRE(::chmod(path.c_str(), 0666) == 0);
    refusesUnopened(
        room, path,
        "The plugin library " + path + " is refused: the file " + path +
            " may be written by others (mode 0666), who could put their code into this host. Take the "
            "right away with chmod go-w.");
}

BOOST_AUTO_TEST_CASE(world_writable_folder_behind_a_link)
{
    const gallery::Room room;
    const std::string path = room.hang("good", "open");
    BOOST_REQUIRE(::chmod(room.path("open").c_str(), 0775) == 0);
    std::filesystem::create_symlink(path, room.path("liblink.so"));
    const plugin::Verdict verdict = plugin::check(room.path("liblink.so"));
    BOOST_TEST(verdict.path == path);
    BOOST_TEST(verdict.reason ==
               "The plugin library " + path + " is refused: the folder " + room.path("open") +
                   " may be written by others (mode 0775), who could put their code into this "
                   "host. Take the right away with chmod go-w.");
}

BOOST_AUTO_TEST_CASE(owned_by_somebody_else)
{
    const gallery::Room room;
    const std::string path = room.hang("good");
    if (::chown(path.c_str(), 12345, static_cast<gid_t>(-1)) != 0)
    {
        BOOST_TEST_MESSAGE("skipped: only root can give a file away");
        return;
    }
    refusesUnopened(
        room, path,
        "The plugin library " + path + " is refused: the file " + path +
            " belongs to user 12345, and this host only takes what belongs to root or to its own user " +
            std::to_string(::geteuid()) + ". Change the owner with chown.");
}

BOOST_AUTO_TEST_CASE(missing_symbol)
{
    const gallery::Room room;
    const std::string path = room.hang("missing_symbol");
    refusesUnopened(
        room, path,
        gallery1(path) + "the system cannot open it: " + path +
            ": undefined symbol: _ZN7gallery14definedNowhereEv. Install the libraries it needs, or a "
            "build that fits this machine.");
}

#endif

BOOST_AUTO_TEST_CASE(throwing_constructor)
{
    const gallery::Room room;
    const std::string path = room.hang("throwing_constructor");
    refusesOpened(path,
                  gallery1(path) +
                      "its connector gallery.source cannot be made: the constructor wants a database. Its "
                      "constructor must not throw; report this to the plugin's author.");
}

BOOST_AUTO_TEST_CASE(manifest_without_connector)
{
    const gallery::Room room;
    const std::string path = room.hang("manifest_without_connector");
    refusesOpened(path, gallery1(path) +
                            "its stamp promises gallery.source, gallery.target, its list of classes holds "
                            "gallery.source. Make both lists in its DUIJIE_PLUGIN line equal.");
}

BOOST_AUTO_TEST_CASE(no_manifest)
{
    const gallery::Room room;
    const std::string path = room.hang("no_manifest");
    refusesOpened(path,
                  gallery1(path) +
                      "it does not export pocoBuildManifestDuijieAbi1, although its stamp says so. Build it "
                      "with duijie_add_plugin and DUIJIE_PLUGIN.");
}

BOOST_AUTO_TEST_CASE(silent)
{
    const gallery::Room room;
    const std::string path = room.hang("silent");
    refusesOpened(path,
                  gallery1(path) +
                      "its connector gallery.source does not describe itself as an object with kind and "
                      "settings, but says \"nothing of use\". Report this to the plugin's author.");
}

BOOST_AUTO_TEST_CASE(every_sentence_exists_in_both_languages)
{
    std::size_t count = 0;
    for (const std::string& id : text::ids())
    {
        if (id.rfind("plugin.", 0) != 0)
        {
            continue;
        }
        const std::string_view en = text::sentence(id, text::Language::English);
        const std::string_view zh = text::sentence(id, text::Language::Chinese);
        BOOST_TEST(!en.empty(), id);
        BOOST_TEST(!zh.empty(), id);
        BOOST_TEST(en != zh, id);
        BOOST_TEST(argumentsOf(en) == argumentsOf(zh), id);
        ++count;
    }
    BOOST_TEST(count > 20u);
}

BOOST_AUTO_TEST_SUITE_END()

// The secret store: what goes in comes out, for the right key and name only, whatever happens in between.
#include "KillSteps.h"
#include "Portable.h"
#include "Support.h"

#include "config/SecretStore.h"
#include "config/SecretUses.h"
#include "config/Secrets.h"
#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <thread>

namespace duijie::config::test
{

namespace
{

constexpr int64_t Monday = 1'700'000'000'000;

/// A store of two secrets in a folder of its own.
struct Store
{
    Store()
    {
        text::setLanguage(text::Language::English);
        ::unsetenv("CREDENTIALS_DIRECTORY");
        places = SecretPlaces::beside(folder.path());
        set("wdt_app_secret", "s3cr3t-one");
        set("jdy_client_secret", "s3cr3t-二");
    }

    void set(const std::string& name, const std::string& value)
    {
        std::string error;
        BOOST_TEST_REQUIRE(setSecret(places, name, value, Monday, error), error);
    }

    /// The value, or "error: sentence".
    std::string get(const std::string& name) const
    {
        std::string error;
        const auto value = resolveSecret("secret:" + name, places, error);
        BOOST_TEST(value.has_value() == error.empty());
        BOOST_TEST(error.find("s3cr3t") == std::string::npos, error);
        return value ? *value : "error: " + error;
    }

    bool isWhole() const
    {
        return get("wdt_app_secret") == "s3cr3t-one" && get("jdy_client_secret") == "s3cr3t-二";
    }

    void edit(const std::string& name, const std::function<void(std::string&)>& change) const
    {
        std::string content = folder.read(name);
        change(content);
        folder.write(name, content);
    }

    Folder folder;
    SecretPlaces places;
};

std::string said(bool well, const std::string& error)
{
    return well ? "done" : error;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

#ifndef _WIN32
std::filesystem::perms modeOf(const std::string& file)
{
    return std::filesystem::status(file).permissions();
}
#endif

} // namespace

BOOST_AUTO_TEST_SUITE(secret_store)

BOOST_AUTO_TEST_CASE(whatGoesInComesOut)
{
    Store store;
    BOOST_TEST(store.isWhole());
    store.set("wdt_app_secret", "another");
    BOOST_TEST(store.get("wdt_app_secret") == "another");
    std::string binary;
    for (int byte = 0; byte < 256; ++byte)
    {
        binary += static_cast<char>(byte);
    }
    store.set("binary", binary);
    BOOST_TEST(store.get("binary") == binary);
    const std::string largest(MostSecretBytes, 'x');
    store.set("largest", largest);
    BOOST_TEST((store.get("largest") == largest));
}

BOOST_AUTO_TEST_CASE(theFilesShowNamesAndNothingElse)
{
    const Store store;
    const std::string content = store.folder.read("duijie.secrets");
    BOOST_TEST(contains(content, "wdt_app_secret"));
    BOOST_TEST(!contains(content, "s3cr3t"));
#ifndef _WIN32 // access lists, inherited from the folder
    BOOST_TEST((modeOf(store.places.storeFile) == std::filesystem::perms(0600)));
    BOOST_TEST((modeOf(store.places.keyFile) == std::filesystem::perms(0600)));
#endif
    std::string error;
    const auto names = listSecrets(store.places, error);
    BOOST_TEST_REQUIRE(names.has_value());
    BOOST_TEST(names->size() == 2u);
    BOOST_TEST(names->front().name == "jdy_client_secret");
    BOOST_TEST(names->front().setMs == Monday);
}

BOOST_AUTO_TEST_CASE(equalValuesAreSealedDifferently)
{
    Store store;
    const std::string before = store.folder.read("duijie.secrets");
    store.set("wdt_app_secret", "s3cr3t-one");
    BOOST_TEST(store.folder.read("duijie.secrets") != before);
}

BOOST_AUTO_TEST_CASE(anUnknownNameIsToldWithTheNearest)
{
    const Store store;
    BOOST_TEST(contains(store.get("wdt_app_secrt"), "Did you mean \"wdt_app_secret\"?"));
    BOOST_TEST(contains(store.get("zzz"), "duijie secrets set zzz"));
    BOOST_TEST(contains(store.get(""), "has no secret \"\""));
    const Folder empty;
    std::string error;
    BOOST_TEST(!resolveSecret("secret:x", SecretPlaces::beside(empty.path()), error));
    BOOST_TEST(contains(error, "has no secret \"x\""));
}

BOOST_AUTO_TEST_CASE(valuesCannotBeExchangedOrDatedAnew)
{
    Store store;
    store.edit("duijie.secrets",
               [](std::string& content)
               {
                   const std::size_t first = content.find("wdt_app_secret");
                   content.replace(first, 14, "wdt_app_secre2");
               });
    BOOST_TEST(contains(store.get("wdt_app_secre2"), "was changed or damaged"));
    BOOST_TEST(store.get("jdy_client_secret") == "s3cr3t-二");
    store.edit("duijie.secrets",
               [](std::string& content) { content.replace(content.find(std::to_string(Monday)), 1, "2"); });
    BOOST_TEST(contains(store.get("jdy_client_secret"), "was changed or damaged"));
}

BOOST_AUTO_TEST_CASE(aChangedByteIsNoticed)
{
    Store store;
    const std::string good = store.folder.read("duijie.secrets");
    for (std::size_t at = 0; at < good.size(); ++at)
    {
        std::string bad = good;
        bad[at] = bad[at] == 'A' ? 'B' : 'A';
        store.folder.write("duijie.secrets", bad);
        for (const char* name : {"wdt_app_secret", "jdy_client_secret"})
        {
            const std::string value = store.get(name);
            BOOST_TEST((contains(value, "error: ") || contains(value, "s3cr3t-")), at << value);
        }
        // What was sealed never comes out as something else.
        BOOST_TEST((store.get("wdt_app_secret") == "s3cr3t-one" ||
                    contains(store.get("wdt_app_secret"), "error: ")));
    }
}

BOOST_AUTO_TEST_CASE(aDamagedFileIsSaidSoAndNotReplaced)
{
    Store store;
    for (const std::string& content :
         {std::string(), std::string("{}"), std::string("x"), std::string(9 * 1024 * 1024, ' '),
          std::string(R"({"duijie_secrets":1,"key":"","secrets":{"a":5}})"),
          std::string(R"({"duijie_secrets":2,"key":"","secrets":{}})"),
          std::string(R"({"duijie_secrets":1,"key":"0","secrets":{"a":{"set_ms":1.5,"sealed":"x"}}})")})
    {
        store.folder.write("duijie.secrets", content);
        BOOST_TEST((contains(store.get("wdt_app_secret"), "is damaged") ||
                    contains(store.get("wdt_app_secret"), "cannot be read")));
        std::string error;
        BOOST_TEST(!setSecret(store.places, "a", "b", Monday, error));
        BOOST_TEST(!rotateSecrets(store.places, error));
        BOOST_TEST((store.folder.read("duijie.secrets") == content));
    }
}

BOOST_AUTO_TEST_CASE(aKeyThatIsMissingOpenOrWrongIsToldApart)
{
    Store store;
#ifndef _WIN32
    using std::filesystem::perms;
    std::filesystem::permissions(store.places.keyFile, perms(0640));
    BOOST_TEST(contains(store.get("wdt_app_secret"), "set its permissions to 0600"));
    std::filesystem::permissions(store.places.keyFile, perms(0600));
#endif
    BOOST_TEST(store.isWhole());

    const std::string key = store.folder.read("duijie.key");
    for (const char* damaged : {"", "\n", "x", "duijie-key-1 ", "duijie-key-1 AAAA\n", "duijie-key-2 AAAA\n"})
    {
        store.folder.write("duijie.key", damaged);
        BOOST_TEST(contains(store.get("wdt_app_secret"), "is damaged"), damaged);
    }
    store.folder.write("duijie.key", "duijie-key-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
    BOOST_TEST(contains(store.get("wdt_app_secret"), "is not the one that the secret store"));
    std::filesystem::remove(store.places.keyFile);
    BOOST_TEST(contains(store.get("wdt_app_secret"), "its key file"));
    std::string error;
    BOOST_TEST(!setSecret(store.places, "new", "value", Monday, error)); // no second key is made
    BOOST_TEST(!std::filesystem::exists(store.places.keyFile));
    store.folder.write("duijie.key", key);
    BOOST_TEST(store.isWhole());
}

BOOST_AUTO_TEST_CASE(systemdsCredentialComesBeforeTheFile)
{
    Store store;
    const Folder credentials;
    ::setenv("CREDENTIALS_DIRECTORY", credentials.path().c_str(), 1);
    BOOST_TEST(store.isWhole()); // none of ours among them
    std::filesystem::rename(store.places.keyFile, credentials.path("duijie.key"));
    std::filesystem::permissions(credentials.path("duijie.key"), std::filesystem::perms(0440));
    BOOST_TEST(store.isWhole());
    store.set("more", "value");
    std::string error;
    BOOST_TEST(!rotateSecrets(store.places, error));
    BOOST_TEST(contains(error, "comes from systemd"), error);
    ::unsetenv("CREDENTIALS_DIRECTORY");
}

BOOST_AUTO_TEST_CASE(namesAndValuesThatAreNotTaken)
{
    Store store;
    for (const char* name : {"", "a b", "../x", "名", "a\n", "a:b"})
    {
        std::string error;
        BOOST_TEST(!setSecret(store.places, name, "value", Monday, error));
        BOOST_TEST(contains(error, "cannot name a secret"), error);
    }
    for (const std::string& value : {std::string(), std::string(MostSecretBytes + 1, 'x')})
    {
        std::string error;
        BOOST_TEST(!setSecret(store.places, "name", value, Monday, error));
        BOOST_TEST(contains(error, "empty or larger"), error);
    }
    BOOST_TEST(store.isWhole());
}

BOOST_AUTO_TEST_CASE(removing)
{
    Store store;
    std::string error;
    BOOST_TEST(removeSecret(store.places, "wdt_app_secret", error));
    BOOST_TEST(contains(store.get("wdt_app_secret"), "has no secret"));
    BOOST_TEST(!contains(store.folder.read("duijie.secrets"), "wdt_app_secret"));
    BOOST_TEST(!removeSecret(store.places, "jdy_client_secrt", error));
    BOOST_TEST(contains(error, "Did you mean \"jdy_client_secret\"?"));
}

BOOST_AUTO_TEST_CASE(rotatingMakesTheOldKeyWorthless)
{
    Store store;
    const std::string key = store.folder.read("duijie.key");
    std::string error;
    BOOST_TEST_REQUIRE(rotateSecrets(store.places, error), error);
    BOOST_TEST(store.isWhole());
    BOOST_TEST(listSecrets(store.places, error)->front().setMs == Monday);
    store.folder.write("duijie.key", key);
    BOOST_TEST(contains(store.get("wdt_app_secret"), "is not the one"));
    const Folder empty;
    BOOST_TEST(said(rotateSecrets(SecretPlaces::beside(empty.path()), error), error)
                   .find("There is no secret store") == 0u);
}

// A value that cannot be opened stops it before anything is written.
BOOST_AUTO_TEST_CASE(rotatingADamagedStoreChangesNothing)
{
    Store store;
    store.edit("duijie.secrets",
               [](std::string& content) { content.replace(content.find(std::to_string(Monday)), 1, "2"); });
    const std::string before = store.folder.read("duijie.secrets");
    const std::string key = store.folder.read("duijie.key");
    std::string error;
    BOOST_TEST(!rotateSecrets(store.places, error));
    BOOST_TEST(contains(error, "was changed or damaged"));
    BOOST_TEST(store.folder.read("duijie.secrets") == before);
    BOOST_TEST(store.folder.read("duijie.key") == key);
}

#ifndef _WIN32 // no fork there

BOOST_AUTO_TEST_CASE(aRotationThatIsKilledAnywhereLeavesAStoreThatOpens)
{
    int steps = 0;
    for (bool killed = true; killed; ++steps)
    {
        const Store store;
        killed = killedAtStep(steps,
                              [&]
                              {
                                  std::string error;
                                  rotateSecrets(store.places, error);
                              });
        BOOST_TEST(store.isWhole(), "killed before step " << steps);
        std::string error;
        BOOST_TEST(rotateSecrets(store.places, error), error);
        BOOST_TEST(store.isWhole(), "rotated after a kill before step " << steps);
        const std::string key = store.folder.read("duijie.key");
        BOOST_TEST(std::count(key.begin(), key.end(), '\n') == 1); // what the kill left behind is gone
    }
    BOOST_TEST(steps > 9); // three files, each written, made durable, put in place
}

BOOST_AUTO_TEST_CASE(aFirstSecretThatIsKilledAnywhereCanBeSetAgain)
{
    int steps = 0;
    for (bool killed = true; killed; ++steps)
    {
        const Folder folder;
        const SecretPlaces places = SecretPlaces::beside(folder.path());
        std::string error;
        killed = killedAtStep(steps, [&] { setSecret(places, "a", "value", Monday, error); });
        BOOST_TEST(setSecret(places, "a", "value", Monday, error), error);
        BOOST_TEST(resolveSecret("secret:a", places, error).value_or("") == "value", error);
    }
    BOOST_TEST(steps > 6);
}

#endif

BOOST_AUTO_TEST_CASE(writersWaitForEachOther)
{
    Store store;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < 4; ++writer)
    {
        threads.emplace_back(
            [&, writer]
            {
                for (int i = 0; i < 10; ++i)
                {
                    std::string error;
                    setSecret(store.places, "w" + std::to_string(writer) + "." + std::to_string(i), "v",
                              Monday, error);
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    std::string error;
    BOOST_TEST(listSecrets(store.places, error)->size() == 42u);
}

BOOST_AUTO_TEST_CASE(theConfigurationSaysWhereAndWhatUsesThem)
{
    const Folder folder;
    Problems problems;
    // No configuration yet: beside where it will be.
    auto settings = readSecretSettings(folder.path("duijie.json"), problems);
    BOOST_TEST_REQUIRE(settings.has_value());
    BOOST_TEST(settings->places.storeFile == folder.path("duijie.secrets"));
    // One that is wrong in other ways.
    folder.write("duijie.json", R"({"secrets": {"file": "keep/s", "key_file": "/k"}, "flows": 5,
        "connections": {"wdt": {"app_secret": "secret:a", "other": ["x", {"y": "secret:a"}]}}, "z": "secret:b"})");
    settings = readSecretSettings(folder.path("duijie.json"), problems);
    BOOST_TEST_REQUIRE(settings.has_value());
    BOOST_TEST(settings->places.storeFile == folder.path("keep/s"));
    BOOST_TEST(settings->places.keyFile == native("/k"));
    BOOST_TEST(settings->uses.size() == 2u);
    BOOST_TEST(settings->uses["a"] ==
                   (std::vector<std::string>{"connections.wdt.app_secret", "connections.wdt.other[1].y"}),
               boost::test_tools::per_element());
    // One that cannot say.
    folder.write("duijie.json", R"({"secrets": {"file": 5}})");
    BOOST_TEST(!readSecretSettings(folder.path("duijie.json"), problems).has_value());
    BOOST_TEST(problems.size() == 1u);
    folder.write("duijie.json", "{");
    BOOST_TEST(!readSecretSettings(folder.path("duijie.json"), problems).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test

// Libraries that the operator's list or a signature lets in, and those that neither does.
#include "Support.h"

#include "plugin/Registry.h"
#include "plugin/Trust.h"

#include <boost/test/unit_test.hpp>
#include <openssl/evp.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

using namespace duijie;

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Key newKey()
{
    return {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free};
}

plugin::SignerKey publicOf(const Key& key)
{
    plugin::SignerKey out{};
    std::size_t size = out.size();
    BOOST_REQUIRE(EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) == 1);
    return out;
}

std::string contentOf(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string signatureOf(const Key& key, const std::string& content)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    BOOST_REQUIRE(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    BOOST_REQUIRE(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                 reinterpret_cast<const unsigned char*>(content.data()),
                                 content.size()) == 1);
    return signature;
}

std::string base64Of(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                        reinterpret_cast<const unsigned char*>(bytes.data()),
                                                        static_cast<int>(bytes.size()))));
    return out;
}

// A library of its own for one test, and what the gate says to it.
struct Hung
{
    Hung() : path(room.hang("good")) {}

    std::string verdict(const plugin::Trust& trust) const
    {
        const plugin::Verdict verdict = plugin::check(path, gallery::thisHost(), trust);
        BOOST_TEST(verdict.accepted == verdict.reason.empty());
        BOOST_TEST(room.marks() == ""); // nothing of it ran
        return verdict.reason;
    }

    void writeSignature(const std::string& signature) const
    {
        std::ofstream(path + ".sig", std::ios::binary) << signature;
    }

    gallery::Room room;
    const std::string path;
    const Key key = newKey();
    const plugin::Trust signers{{}, {publicOf(key)}};
};

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(trust)

BOOST_AUTO_TEST_CASE(the_list_of_digests_decides)
{
    const Hung hung;
    BOOST_TEST(hung.verdict({}).empty());
    const std::string refusal = hung.verdict({{std::string(64, '0')}, {}});
    BOOST_TEST(contains(refusal, "plugins.allow"), refusal);
    // The sentence tells the digest that would let it in.
    const std::string digest = refusal.substr(refusal.rfind(' ') + 1);
    BOOST_TEST(digest.size() == 64u);
    BOOST_TEST(hung.verdict({{std::string(64, '0'), digest}, {}}).empty());
    std::ofstream(hung.path, std::ios::app) << "x";
    BOOST_TEST(!hung.verdict({{digest}, {}}).empty());
}

BOOST_AUTO_TEST_CASE(a_signature_lets_in)
{
    const Hung hung;
    BOOST_TEST(contains(hung.verdict(hung.signers), "no signature"));
    const std::string signature = signatureOf(hung.key, contentOf(hung.path));
    hung.writeSignature(signature);
    BOOST_TEST(hung.verdict(hung.signers).empty());
    hung.writeSignature(base64Of(signature) + "\n");
    BOOST_TEST(hung.verdict(hung.signers).empty());
    plugin::Trust two = hung.signers;
    two.signers.insert(two.signers.begin(), publicOf(newKey()));
    BOOST_TEST(hung.verdict(two).empty());
}

BOOST_AUTO_TEST_CASE(wrong_signatures_do_not)
{
    const Hung hung;
    const std::string content = contentOf(hung.path);
    const std::string good = signatureOf(hung.key, content);
    std::string flipped = good;
    flipped[10] = static_cast<char>(flipped[10] ^ 1);
    const std::pair<const char*, std::string> cases[] = {
        {"another key", signatureOf(newKey(), content)},
        {"one bit", flipped},
        {"of something else", signatureOf(hung.key, content + "x")},
        {"cut short", good.substr(0, 63)},
        {"too long", good + "x"},
        {"empty", ""},
        {"huge", std::string(1 << 20, 'A')},
        {"no base64", std::string(88, '*')},
        {"base64 of too little", base64Of(good.substr(0, 63))},
        {"padding within", base64Of(good.substr(0, 31)) + base64Of(good.substr(31))},
    };
    for (const auto& [name, signature] : cases)
    {
        hung.writeSignature(signature);
        BOOST_TEST(!hung.verdict(hung.signers).empty(), name);
    }
    hung.writeSignature(good);
    BOOST_TEST(hung.verdict(hung.signers).empty());
    std::ofstream(hung.path, std::ios::app) << "x"; // changed after it was signed
    BOOST_TEST(contains(hung.verdict(hung.signers), "signature"));
}

BOOST_AUTO_TEST_CASE(keys_are_read_strictly)
{
    plugin::SignerKey key{};
    const Key real = newKey();
    const plugin::SignerKey bytes = publicOf(real);
    const std::string text = base64Of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    BOOST_TEST(plugin::signerOf(text, key));
    BOOST_TEST((key == bytes));
    for (const std::string& wrong : {std::string(), text.substr(1), text + "A", std::string(44, '='),
                                     std::string(43, '*') + "=", text.substr(0, 43) + "A"})
    {
        BOOST_TEST(!plugin::signerOf(wrong, key), wrong);
    }
}

BOOST_AUTO_TEST_CASE(the_registry_asks_for_it)
{
    const Hung hung;
    plugin::Registry registry(gallery::thisHost(), hung.signers);
    registry.scan({hung.room.folder()});
    BOOST_TEST(registry.entries().size() == 1u);
    BOOST_TEST(!registry.entries().front().loaded);
    hung.writeSignature(signatureOf(hung.key, contentOf(hung.path)));
    registry.scan({hung.room.folder()});
    BOOST_TEST(registry.entries().front().loaded, registry.entries().front().reason);
}

BOOST_AUTO_TEST_SUITE_END()

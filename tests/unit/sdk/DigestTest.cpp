#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Seal.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie::sdk;

BOOST_AUTO_TEST_SUITE(digest)

BOOST_AUTO_TEST_CASE(digests_of_the_standards)
{
    // RFC 1321, FIPS 180-4
    BOOST_TEST(md5Hex("") == "d41d8cd98f00b204e9800998ecf8427e");
    BOOST_TEST(md5Hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
    BOOST_TEST(sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(macs_of_the_standards)
{
    // RFC 2202 case 2, RFC 4231 cases 2 and 6 (a key longer than a block)
    BOOST_TEST(hmacMd5Hex("Jefe", "what do ya want for nothing?") == "750c783e6ab0b503eaa86e310a5db738");
    BOOST_TEST(hmacSha256Hex("Jefe", "what do ya want for nothing?") ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(
        hmacSha256Hex(std::string(131, '\xAA'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    BOOST_TEST(hmacSha256Hex("", "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

BOOST_AUTO_TEST_CASE(encodings)
{
    // RFC 4648
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors)
    {
        BOOST_TEST(base64(plain) == encoded);
    }
    BOOST_TEST(base64(std::string_view("\xFF\xFE\x00", 3)) == "//4A");
    BOOST_TEST(percentEncode("a b+c/\xE7\x9B\x98~-._") == "a%20b%2Bc%2F%E7%9B%98~-._");
    BOOST_TEST(upperAscii("abcXYZ1\xE7") == "ABCXYZ1\xE7");
}

BOOST_AUTO_TEST_CASE(nonces_differ)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
    {
        const std::string number = randomNumber();
        BOOST_TEST(number.find_first_not_of("0123456789") == std::string::npos);
        BOOST_TEST(number.front() != '0');
        seen.insert(number);
    }
    BOOST_TEST(seen.size() == 1000u);
}

BOOST_AUTO_TEST_CASE(sealed_text_opens_only_under_its_secret_and_unchanged)
{
    const std::string text = "token \xE9\x92\xA5 with some length";
    const std::string sealed = seal("secret", text);
    BOOST_TEST(sealed.find("token") == std::string::npos);
    BOOST_TEST(seal("secret", text) != sealed);
    BOOST_TEST((unseal("secret", sealed) == text));
    BOOST_TEST(!unseal("other", sealed));
    BOOST_TEST((unseal("secret", seal("secret", "")) == std::string()));
    for (std::size_t i = 0; i < sealed.size(); ++i)
    {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        BOOST_TEST((unseal("secret", changed) != text), "changed at " << i);
        BOOST_TEST((unseal("secret", sealed.substr(0, i)) != text));
    }
    for (const char* broken : {"", "=", "====", "AAAA", "not base64!", "\xFF\xFF\xFF\xFF"})
    {
        BOOST_TEST(!unseal("secret", broken));
    }
}

BOOST_AUTO_TEST_SUITE_END()

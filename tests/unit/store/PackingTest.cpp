// What a document is kept as: every byte comes back, whatever it is; what is not a packed text is told.
#include "Support.h"

#include "store/Packing.h"

#include <boost/test/unit_test.hpp>
#include <random>

using namespace duijie::store;
using namespace duijie::store::test;

namespace
{

std::string lines(int count)
{
    std::string out = "{\"order_no\":\"IN-1\",\"details_list\":[";
    for (int i = 0; i < count; ++i)
    {
        out += (i == 0 ? "" : ",") + std::string("{\"goods_no\":\"G") + std::to_string(i * 7919) +
               "\",\"goods_name\":\"盘盈商品\",\"goods_count\":\"" + std::to_string(i) + ".0000\"}";
    }
    return out + "]}";
}

std::string noise(std::mt19937& random, std::size_t size)
{
    std::string out(size, '\0');
    for (char& byte : out)
    {
        byte = static_cast<char>(random());
    }
    return out;
}

std::string comesBack(std::string_view text)
{
    const Packed packed = pack(text);
    return unpack(packed.bytes, packed.size).value_or("nothing");
}

} // namespace

BOOST_AUTO_TEST_SUITE(packing)

BOOST_AUTO_TEST_CASE(every_text_comes_back)
{
    std::mt19937 random(20260105);
    for (const std::string& text :
         {std::string(), std::string("{}"), std::string(127, 'x'), std::string(128, 'x'),
          std::string(5000, '\0'), lines(1), lines(5), lines(400), std::string(1'000'000, 'a'),
          noise(random, 128), noise(random, 300'000)})
    {
        BOOST_TEST((comesBack(text) == text), text.size() << " bytes");
    }
    for (int i = 0; i < 2000; ++i)
    {
        std::string text = lines(static_cast<int>(random() % 20));
        text.resize(random() % (text.size() + 1));
        text += noise(random, random() % 200);
        BOOST_TEST_REQUIRE((comesBack(text) == text), text);
    }
}

BOOST_AUTO_TEST_CASE(only_what_gets_shorter_is_packed)
{
    std::mt19937 random(1);
    const std::string document = lines(20);
    const Packed packed = pack(document);
    BOOST_TEST(packed.size == static_cast<int64_t>(document.size()));
    BOOST_TEST(packed.bytes.size() * 2 < document.size());
    BOOST_TEST(pack("{\"a\":1}").size == 0);
    BOOST_TEST(pack("{\"a\":1}").bytes == "{\"a\":1}");
    const std::string dense = noise(random, 4000);
    BOOST_TEST(pack(dense).size == 0);
    BOOST_TEST((pack(dense).bytes == dense));
}

BOOST_AUTO_TEST_CASE(what_is_no_packed_text_is_not_unpacked)
{
    const std::string document = lines(20);
    const Packed packed = pack(document);
    const auto claims = [&](int64_t size) { return unpack(packed.bytes, size).has_value(); };
    BOOST_TEST(claims(packed.size));
    for (const int64_t size : {packed.size - 1, packed.size + 1, int64_t(1), int64_t(-1),
                               std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()})
    {
        BOOST_TEST(!claims(size), size);
    }
    BOOST_TEST(!unpack("", packed.size).has_value());
    for (std::size_t cut = 0; cut < packed.bytes.size(); ++cut)
    {
        BOOST_TEST_REQUIRE(!unpack(std::string_view(packed.bytes).substr(0, cut), packed.size).has_value());
    }
    std::mt19937 random(2);
    for (int i = 0; i < 20'000; ++i) // whatever a broken disk makes of it, it stays inside its bounds
    {
        std::string broken = packed.bytes;
        broken[random() % broken.size()] = static_cast<char>(random());
        const auto text = unpack(broken, packed.size);
        BOOST_TEST_REQUIRE((!text || text->size() == document.size()));
    }
}

BOOST_AUTO_TEST_CASE(records_and_bills_are_kept_packed_and_read_whole)
{
    const Folder folder;
    const std::string document = lines(30);
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"K", document}});
        const auto loaded = store->load("flow", RecordState::Received, 0, 10);
        BOOST_TEST_REQUIRE(loaded.size() == 1u);
        BOOST_TEST(loaded[0].payload == document);
        Intent intent;
        intent.seq = loaded[0].row.seq;
        intent.attempt = 1;
        intent.body = document;
        BOOST_TEST(store->durably([&](Done done) { store->writeIntents({intent}, std::move(done)); }).ok);
        BOOST_TEST(store->lastIntent(intent.seq).value().body == document);
    }
    const std::string half = std::to_string(document.size() / 2);
    BOOST_TEST(outside(folder.path(), "SELECT length(payload) < " + half + " FROM raw") == "1");
    BOOST_TEST(outside(folder.path(), "SELECT length(body) < " + half + " FROM intent") == "1");
}

BOOST_AUTO_TEST_CASE(bytes_that_do_not_unpack_are_told_with_the_file)
{
    const Folder folder;
    {
        auto store = ownStore(folder.url());
        put(*store, "flow", {{"K", lines(30)}});
    }
    outside(folder.path(), "UPDATE raw SET payload = x'00112233'");
    auto store = ownStore(folder.url());
    try
    {
        store->find("flow", "K");
        BOOST_ERROR("it was read");
    }
    catch (const StoreError& error)
    {
        BOOST_TEST((error.kind() == StoreError::Kind::Damaged));
        BOOST_TEST_CONTEXT(error.what())
        {
            BOOST_TEST(std::string(error.what()).find(folder.path()) != std::string::npos);
            BOOST_TEST(std::string(error.what()).find("unpacked") != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

#define BOOST_TEST_MODULE duijie_plugins
#include <boost/test/unit_test.hpp>

#include "Clock.h"

#include <random>

namespace duijie::engine::test
{

Folder::Folder()
{
    std::random_device random;
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const std::filesystem::path above =
        std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
    do
    {
        _path = above / ("duijie-engine-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(_path));
}

Folder::~Folder()
{
    std::error_code error;
    std::filesystem::remove_all(_path, error);
}

} // namespace duijie::engine::test

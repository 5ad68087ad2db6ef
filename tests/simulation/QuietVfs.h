// Files without locks and syncs: one thread has them all, and nothing but a simulated crash can happen to it.
#pragma once

namespace duijie::simulation
{

/// Registers the VFS with SQLite, once; its name.
const char* quietVfs();

} // namespace duijie::simulation

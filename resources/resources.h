#pragma once

namespace limpid::resources {

/// Registers the compiled-in files under :/limpid. Call before the first is read; a linker drops
/// the registration of a static library otherwise. Calling it again does nothing.
void load();

} // namespace limpid::resources

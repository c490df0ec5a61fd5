#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace limpid {

/// XXH3, 128 bits, as 32 lower-case hexadecimal digits. Finds accidents, not forgery: what leaves
/// the project as a source digest is keyed (study/keyed_digest.h).
class Digest
{
public:
  Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  ~Digest();

  void add(std::span<const std::byte> bytes);
  void add(std::string_view text);
  std::string hex() const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

std::string digestOf(std::string_view text);
Result<std::string> digestOfFile(const std::filesystem::path& path);

} // namespace limpid

#include "core/base/digest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <fstream>
#include <vector>

namespace limpid {

struct Digest::State
{
  XXH3_state_t* hash = XXH3_createState();
  State() { XXH3_128bits_reset(hash); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { XXH3_freeState(hash); }
};

Digest::Digest() : m_state(std::make_unique<State>()) {}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::add(std::span<const std::byte> bytes)
{
  XXH3_128bits_update(m_state->hash, bytes.data(), bytes.size());
}

void Digest::add(std::string_view text)
{
  XXH3_128bits_update(m_state->hash, text.data(), text.size());
}

std::string Digest::hex() const
{
  const XXH128_hash_t hash = XXH3_128bits_digest(m_state->hash);
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string digestOf(std::string_view text)
{
  Digest digest;
  digest.add(text);
  return digest.hex();
}

Result<std::string> digestOfFile(const std::filesystem::path& path)
{
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return failure(ErrorCode::NotFound, fmt::format("{} can't be opened.", path.string()));
  Digest digest;
  std::vector<char> buffer(std::size_t{1} << 20);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
    digest.add(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
  if (file.bad())
    return failure(ErrorCode::BadInput, fmt::format("{} can't be read to its end.", path.string()));
  return digest.hex();
}

} // namespace limpid

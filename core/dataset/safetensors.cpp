#include "core/dataset/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/descriptor.h"
#include "core/dataset/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace limpid::dataset {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

namespace {

constexpr std::uint64_t lengthBytes = 8;

template<typename T>
constexpr ElementType typeOf();
template<>
constexpr ElementType typeOf<float>()
{
  return ElementType::Float32;
}
template<>
constexpr ElementType typeOf<double>()
{
  return ElementType::Float64;
}
template<>
constexpr ElementType typeOf<std::int64_t>()
{
  return ElementType::Int64;
}
template<>
constexpr ElementType typeOf<std::int32_t>()
{
  return ElementType::Int32;
}
template<>
constexpr ElementType typeOf<std::uint8_t>()
{
  return ElementType::UInt8;
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int number)
{
  const ErrorCode code = number == EACCES   ? ErrorCode::PermissionDenied
                         : number == ENOENT ? ErrorCode::NotFound
                                            : ErrorCode::BadInput;
  return failure(code, fmt::format("{} can't be opened: {}.", path.string(),
                                   std::generic_category().message(number)));
}

tl::unexpected<Error> notSafetensors(const std::filesystem::path& path, const Error& reason)
{
  return failure(reason.code, fmt::format("{} can't be used as a safetensors file: {}.",
                                          path.string(), reason.message));
}

tl::unexpected<Error> notSafetensors(const std::filesystem::path& path, std::string reason)
{
  return notSafetensors(path, Error{ErrorCode::BadInput, std::move(reason)});
}

std::string_view textOf(std::span<const std::byte> bytes)
{
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool aligned(const std::byte* data, ElementType type)
{
  return reinterpret_cast<std::uintptr_t>(data) %
             static_cast<std::uintptr_t>(bytesPerElement(type)) ==
         0;
}

} // namespace

std::int64_t TensorView::elements() const
{
  return static_cast<std::int64_t>(bytes.size()) / bytesPerElement(type);
}

template<typename T>
std::span<const T> TensorView::values() const
{
  if (type != typeOf<T>())
    return {};
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

template<typename T>
TensorView viewOf(std::span<const T> values, std::vector<std::int64_t> shape)
{
  return {typeOf<T>(), std::move(shape), std::as_bytes(values)};
}

template std::span<const float> TensorView::values() const;
template std::span<const double> TensorView::values() const;
template std::span<const std::int64_t> TensorView::values() const;
template std::span<const std::int32_t> TensorView::values() const;
template std::span<const std::uint8_t> TensorView::values() const;
template TensorView viewOf(std::span<const float>, std::vector<std::int64_t>);
template TensorView viewOf(std::span<const double>, std::vector<std::int64_t>);
template TensorView viewOf(std::span<const std::int64_t>, std::vector<std::int64_t>);
template TensorView viewOf(std::span<const std::int32_t>, std::vector<std::int64_t>);
template TensorView viewOf(std::span<const std::uint8_t>, std::vector<std::int64_t>);

struct SafetensorsFile::Mapping
{
  void* address = MAP_FAILED;
  std::size_t bytes = 0;
  std::map<std::string, TensorView> tensors;
  std::map<std::string, std::string> metadata;
  std::vector<std::vector<std::byte>> copies; // of tensors that aren't aligned in the file

  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping()
  {
    if (address != MAP_FAILED)
      ::munmap(address, bytes);
  }

  /// 0, or the number of the system's error.
  int map(const std::filesystem::path& path)
  {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status
    {
    };
    if (!file.open() || ::fstat(file.number(), &status) != 0)
      return errno;
    if (S_ISDIR(status.st_mode))
      return EISDIR;
    if (!S_ISREG(status.st_mode))
      return EINVAL;
    bytes = static_cast<std::size_t>(status.st_size);
    if (bytes == 0)
      return 0;
    address = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.number(), 0);
    return address == MAP_FAILED ? errno : 0;
  }

  std::span<const std::byte> all() const
  {
    if (address == MAP_FAILED)
      return {};
    return {static_cast<const std::byte*>(address), bytes};
  }

  void addTensor(const std::string& name, const TensorEntry& entry,
                 std::span<const std::byte> buffer)
  {
    std::span<const std::byte> data = buffer.subspan(entry.begin, entry.end - entry.begin);
    if (!aligned(data.data(), entry.type)) {
      data = copies.emplace_back(data.begin(), data.end());
    }
    tensors.emplace(name, TensorView{entry.type, entry.shape, data});
  }
};

SafetensorsFile::SafetensorsFile(std::unique_ptr<Mapping> mapping) : m_mapping(std::move(mapping))
{
}
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;
SafetensorsFile& SafetensorsFile::operator=(SafetensorsFile&&) noexcept = default;
SafetensorsFile::~SafetensorsFile() = default;

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path)
{
  auto mapping = std::make_unique<Mapping>();
  if (const int number = mapping->map(path); number != 0)
    return unreadable(path, number);
  const std::span<const std::byte> file = mapping->all();
  if (file.size() < lengthBytes)
    return notSafetensors(path, "it ends before its header");
  std::uint64_t headerBytes = 0;
  std::memcpy(&headerBytes, file.data(), lengthBytes);
  if (headerBytes > headerLimitBytes)
    return notSafetensors(path, "its header is larger than the format allows");
  if (headerBytes > file.size() - lengthBytes)
    return notSafetensors(path, "it ends inside its header");
  const std::span<const std::byte> buffer = file.subspan(lengthBytes + headerBytes);
  Result<SafetensorsHeader> header =
      parseHeader(textOf(file.subspan(lengthBytes, headerBytes)), buffer.size());
  if (!header)
    return notSafetensors(path, header.error());
  for (const auto& [name, entry] : header->tensors)
    mapping->addTensor(name, entry, buffer);
  mapping->metadata = std::move(header->metadata);
  return SafetensorsFile(std::move(mapping));
}

const std::map<std::string, TensorView>& SafetensorsFile::tensors() const
{
  return m_mapping->tensors;
}

Result<TensorView> SafetensorsFile::tensor(const std::string& name) const
{
  const auto found = m_mapping->tensors.find(name);
  if (found == m_mapping->tensors.end())
    return failure(ErrorCode::NotFound, fmt::format("There is no tensor {} in the file.", name));
  return found->second;
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const
{
  return m_mapping->metadata;
}

Result<void> writeSafetensors(const std::filesystem::path& path,
                              const std::map<std::string, TensorView>& tensors,
                              const std::map<std::string, std::string>& metadata)
{
  std::vector<std::pair<std::string, const TensorView*>> order;
  for (const auto& [name, view] : tensors) {
    if (byteLength(view.type, view.shape) != view.bytes.size())
      return failure(
          ErrorCode::BadInput,
          fmt::format("{} can't be written: the shape of tensor {} doesn't fit its {} bytes.",
                      path.string(), name, view.bytes.size()));
    order.emplace_back(name, &view);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& left, const auto& right) {
    return bytesPerElement(left.second->type) > bytesPerElement(right.second->type);
  });
  SafetensorsHeader header{{}, metadata};
  std::uint64_t position = 0;
  for (const auto& [name, view] : order) {
    const std::uint64_t end = position + view->bytes.size();
    header.tensors[name] = {view->type, view->shape, position, end};
    position = end;
  }
  const Result<std::string> text = headerText(header);
  if (!text)
    return failure(text.error().code,
                   fmt::format("{} can't be written: {}.", path.string(), text.error().message));
  return writeFileAtomically(path, [&](int descriptor) -> Result<void> {
    const std::uint64_t length = text->size();
    Result<void> written = writeAll(
        descriptor, textOf(std::as_bytes(std::span<const std::uint64_t>(&length, 1))), path);
    if (written)
      written = writeAll(descriptor, *text, path);
    for (auto next = order.begin(); written && next != order.end(); ++next)
      written = writeAll(descriptor, textOf(next->second->bytes), path);
    return written;
  });
}

} // namespace limpid::dataset

#include "core/base/atomic_file.h"
#include "core/base/descriptor.h"
#include "core/run/task_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace limpid::run {
namespace {

constexpr const char* metricsFileName = "metrics.jsonl";

/// What stands in the file between two positions; shorter where the file ends before.
std::string readRange(const std::filesystem::path& path, std::int64_t begin, std::int64_t end)
{
  std::ifstream file(path, std::ios::binary);
  file.seekg(begin);
  std::string text(static_cast<std::size_t>(std::max<std::int64_t>(0, end - begin)), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return text;
}

/// The end of the last whole line at or before `limit`.
std::int64_t lineEnd(const std::filesystem::path& path, std::int64_t limit)
{
  const std::string text = readRange(path, 0, limit);
  const std::size_t last = text.rfind('\n');
  return last == std::string::npos ? 0 : static_cast<std::int64_t>(last) + 1;
}

} // namespace

struct MetricsWriter::File
{
  std::filesystem::path path;
  Descriptor descriptor;
  std::int64_t offset = 0;
};

MetricsWriter::MetricsWriter(std::unique_ptr<File> file) : m_file(std::move(file)) {}
MetricsWriter::MetricsWriter(MetricsWriter&&) noexcept = default;
MetricsWriter& MetricsWriter::operator=(MetricsWriter&&) noexcept = default;
MetricsWriter::~MetricsWriter() = default;

Result<MetricsWriter> MetricsWriter::open(const std::filesystem::path& folder, std::int64_t offset)
{
  auto file = std::make_unique<File>();
  file->path = folder / metricsFileName;
  file->descriptor =
      Descriptor(::open(file->path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  struct stat status
  {
  };
  if (file->descriptor.open() && ::fstat(file->descriptor.number(), &status) == 0) {
    file->offset =
        lineEnd(file->path, std::clamp<std::int64_t>(offset, 0, std::int64_t{status.st_size}));
    if (::ftruncate(file->descriptor.number(), file->offset) == 0)
      return MetricsWriter(std::move(file));
  }
  const int number = errno;
  return failure(number == EACCES ? ErrorCode::PermissionDenied : ErrorCode::NoResource,
                 fmt::format("{} can't be opened for writing: {}.", file->path.string(),
                             std::generic_category().message(number)));
}

Result<void> MetricsWriter::append(const Json& line)
{
  const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  const int descriptor = m_file->descriptor.number();
  if (Result<void> written = writeAll(descriptor, text, m_file->path); !written) {
    static_cast<void>(::ftruncate(descriptor, m_file->offset)); // no half line stays
    return written;
  }
  m_file->offset += static_cast<std::int64_t>(text.size());
  return {};
}

std::int64_t MetricsWriter::offset() const
{
  return m_file->offset;
}

MetricsReader::MetricsReader(const std::filesystem::path& folder) : m_file(folder / metricsFileName)
{
}

std::vector<Json> MetricsReader::readNew()
{
  std::error_code missing;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(m_file, missing));
  const auto lastLineBegin = m_offset - static_cast<std::int64_t>(m_lastLine.size());
  m_restarted = m_offset > 0 && (missing || size < m_offset ||
                                 readRange(m_file, lastLineBegin, m_offset) != m_lastLine);
  if (m_restarted) {
    m_offset = 0;
    m_lastLine.clear();
  }
  std::vector<Json> lines;
  if (missing)
    return lines;
  const std::string text = readRange(m_file, m_offset, size);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    m_lastLine = text.substr(begin, end + 1 - begin);
    Json line = Json::parse(m_lastLine, nullptr, false);
    if (line.is_object())
      lines.push_back(std::move(line));
    begin = end + 1;
  }
  m_offset += static_cast<std::int64_t>(begin);
  return lines;
}

} // namespace limpid::run

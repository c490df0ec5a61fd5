#include "core/run/folder_lock.h"

#include "core/base/atomic_file.h"
#include "core/base/descriptor.h"
#include "core/run/json_fields.h"
#include "core/run/task_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace limpid::run {
namespace {

constexpr std::uintmax_t lockLimitBytes = 4096;

tl::unexpected<Error> unusable(const std::filesystem::path& file)
{
  const int number = errno;
  const ErrorCode code = number == EACCES || number == EROFS ? ErrorCode::PermissionDenied
                         : number == ENOENT                  ? ErrorCode::NotFound
                                                             : ErrorCode::NoResource;
  return failure(code, fmt::format("{} can't be locked: {}.", file.string(),
                                   std::generic_category().message(number)));
}

tl::unexpected<Error> busy(const std::filesystem::path& folder,
                           const std::optional<ProcessIdentity>& holder)
{
  if (!holder)
    return failure(ErrorCode::Busy,
                   fmt::format("{} is in use by another process.", folder.string()));
  if (holder->host == thisHost())
    return failure(ErrorCode::Busy,
                   fmt::format("{} is in use by process {}.", folder.string(), holder->pid));
  return failure(
      ErrorCode::Busy,
      fmt::format("{} is in use by process {} on {}; if that one is gone, delete its lock file.",
                  folder.string(), holder->pid, holder->host));
}

bool sameFile(int descriptor, const std::filesystem::path& path)
{
  struct stat opened
  {
  };
  struct stat named
  {
  };
  return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/// A process that holds the name in the file and may still run.
bool alive(const ProcessIdentity& holder)
{
  return holder.host != thisHost() || runningProcess(holder.pid) == holder;
}

Result<void> writeHolder(int descriptor, const ProcessIdentity& process,
                         const std::filesystem::path& file)
{
  const Json json{{"host", process.host}, {"pid", process.pid}, {"started", process.started}};
  if (::ftruncate(descriptor, 0) != 0)
    return unusable(file);
  return writeAll(descriptor, json.dump() + "\n", file);
}

} // namespace

std::optional<ProcessIdentity> lockHolder(const std::filesystem::path& folder)
{
  const Result<std::string> text = readFile(folder / lockFileName, lockLimitBytes);
  if (!text)
    return std::nullopt;
  const Result<Json> json = parseJson(*text, lockFileName);
  if (!json || !json->is_object())
    return std::nullopt;
  ProcessIdentity holder;
  JsonFields fields(*json);
  fields("host", holder.host);
  fields("pid", holder.pid);
  fields("started", holder.started);
  if (fields.error() || holder.pid == 0)
    return std::nullopt;
  return holder;
}

struct FolderLock::Held
{
  std::filesystem::path file;
  Descriptor descriptor;
  bool named = false; // this process is the holder in the file

  explicit Held(std::filesystem::path path) : file(std::move(path)) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held()
  {
    if (named)
      ::unlink(file.c_str()); // while it is locked, so that nobody else's is removed
  }

  /// Opens and locks the file that bears the name: its last holder may remove it in between. False
  /// when another process has it.
  Result<bool> acquire()
  {
    do {
      descriptor = Descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
      if (!descriptor.open())
        return unusable(file);
      if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
          return false;
        if (errno != ENOLCK && errno != ENOSYS && errno != EOPNOTSUPP && errno != EINVAL)
          return unusable(file);
      }
    } while (!sameFile(descriptor.number(), file));
    return true;
  }
};

FolderLock::FolderLock(std::unique_ptr<Held> held) : m_held(std::move(held)) {}
FolderLock::FolderLock(FolderLock&&) noexcept = default;
FolderLock& FolderLock::operator=(FolderLock&&) noexcept = default;
FolderLock::~FolderLock() = default;

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder)
{
  auto held = std::make_unique<Held>(folder / lockFileName);
  const Result<bool> acquired = held->acquire();
  if (!acquired)
    return failure(acquired.error());
  const std::optional<ProcessIdentity> holder = lockHolder(folder);
  if (!*acquired || (holder && alive(*holder)))
    return busy(folder, holder);
  if (const Result<void> written =
          writeHolder(held->descriptor.number(), thisProcess(), held->file);
      !written)
    return failure(written.error());
  held->named = true;
  return FolderLock(std::move(held));
}

} // namespace limpid::run

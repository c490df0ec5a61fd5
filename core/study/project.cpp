#include "core/study/project.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/study/database.h"
#include "core/study/database_schema.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>
#include <unistd.h>

namespace limpid::study {
namespace {

constexpr std::string_view documentFormat = "limpid-project";
constexpr int documentVersion = 1;
constexpr std::size_t secretBytes = 32;

std::filesystem::path documentIn(const std::filesystem::path& folder)
{
  return folder / "project.json";
}

std::filesystem::path databaseIn(const std::filesystem::path& folder)
{
  return folder / "limpid.db";
}

Result<void> checkWritable(const std::filesystem::path& folder)
{
  if (::access(folder.c_str(), W_OK | X_OK) == 0)
    return {};
  return failure(ErrorCode::PermissionDenied,
                 fmt::format("You may not write in {}. Choose another folder, or ask whoever owns "
                             "it for the right to write.",
                             folder.string()));
}

Result<std::string> newSecret()
{
  std::array<unsigned char, secretBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    return failure(ErrorCode::NoResource, "This system gives no random numbers for a secret.");
  return std::string(bytes.begin(), bytes.end());
}

/// The project's secret; the first one to ask makes it.
Result<std::string> secretOf(SQLite::Database& database)
{
  SQLite::Statement find(database, "SELECT value FROM project WHERE name = 'secret'");
  if (find.executeStep())
    return find.getColumn(0).getString();
  const Result<std::string> made = newSecret();
  if (!made)
    return made;
  SQLite::Statement insert(database,
                           "INSERT OR IGNORE INTO project (name, value) VALUES ('secret', ?)");
  insert.bind(1, made->data(), static_cast<int>(made->size()));
  insert.exec();
  find.reset();
  find.executeStep();
  return find.getColumn(0).getString();
}

} // namespace

struct Project::State
{
  std::filesystem::path folder;
  SQLite::Database database;
  std::string secret;
};

Project::Project(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

Result<Project> Project::create(const std::filesystem::path& folder)
{
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  if (const Result<void> writable = checkWritable(folder); !writable)
    return failure(writable.error());
  if (std::error_code unreadable; std::filesystem::exists(documentIn(folder), unreadable))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} already holds a project.", folder.string()));
  for (const char* name : {"datasets", "runs", "exports", "thumbnails"})
    if (const Result<void> made = makeFolder(folder / name); !made)
      return failure(made.error());
  const Result<void> prepared = withDatabase(databaseIn(folder), [&]() -> Result<void> {
    SQLite::Database database = openDatabase(databaseIn(folder));
    return migrateSchema(database, databaseIn(folder));
  });
  if (!prepared)
    return failure(prepared.error());
  // Written last: a folder with it is a whole project.
  const Json document = {{"format", documentFormat}, {"version", documentVersion}};
  if (const Result<void> written = writeDocument(documentIn(folder), document); !written)
    return failure(written.error());
  return open(folder);
}

Result<Project> Project::open(const std::filesystem::path& folder)
{
  if (std::error_code unreadable; !std::filesystem::exists(documentIn(folder), unreadable))
    return failure(ErrorCode::NotFound,
                   fmt::format("{} holds no Limpid project.", folder.string()));
  const Result<Json> document = readDocument(documentIn(folder), documentFormat, documentVersion);
  if (!document)
    return failure(document.error());
  if (const Result<void> writable = checkWritable(folder); !writable)
    return failure(writable.error());
  const std::filesystem::path file = databaseIn(folder);
  if (std::error_code unreadable; !std::filesystem::exists(file, unreadable))
    return failure(ErrorCode::NotFound,
                   fmt::format("{} is missing: bring it back from a backup, or make a new project.",
                               file.string()));
  return withDatabase(file, [&]() -> Result<Project> {
    auto state = std::unique_ptr<State>(
        new State{std::filesystem::absolute(folder), openDatabase(file), {}});
    if (const Result<void> migrated = migrateSchema(state->database, file); !migrated)
      return failure(migrated.error());
    Result<std::string> secret = secretOf(state->database);
    if (!secret)
      return failure(secret.error());
    state->secret = *std::move(secret);
    return Project(std::move(state));
  });
}

const std::filesystem::path& Project::folder() const
{
  return m_state->folder;
}

std::filesystem::path Project::datasetsFolder() const
{
  return m_state->folder / "datasets";
}

std::filesystem::path Project::runsFolder() const
{
  return m_state->folder / "runs";
}

std::filesystem::path Project::exportsFolder() const
{
  return m_state->folder / "exports";
}

std::filesystem::path Project::thumbnailsFolder() const
{
  return m_state->folder / "thumbnails";
}

std::string Project::keyedDigest(std::string_view text) const
{
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  const std::string& secret = m_state->secret;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(),
           &size) == nullptr)
    throw std::runtime_error("OpenSSL can't compute HMAC-SHA256");
  std::string digits;
  for (unsigned int at = 0; at < size; ++at)
    digits += fmt::format("{:02x}", bytes[at]);
  return digits;
}

Result<std::string> Project::pseudonym(const std::string& patientKey)
{
  return withDatabase(databaseIn(folder()), [&]() -> Result<std::string> {
    SQLite::Statement find(m_state->database, "SELECT id FROM patients WHERE key = ?");
    find.bind(1, patientKey);
    if (!find.executeStep())
      return failure(ErrorCode::NotFound, "The library holds no such patient.");
    return fmt::format("P{:03}", find.getColumn(0).getInt64());
  });
}

SQLite::Database& Project::database()
{
  return m_state->database;
}

} // namespace limpid::study

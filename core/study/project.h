#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace SQLite {
class Database;
}

namespace limpid::study {

/// A project: a folder with limpid.db (library, ratings, history), datasets/, runs/, exports/,
/// thumbnails/. Safe for several processes; one thread per object (open it again on another
/// thread).
class Project
{
public:
  /// AlreadyExists when the folder holds a project; PermissionDenied with a sentence.
  static Result<Project> create(const std::filesystem::path& folder);
  /// NotFound when there is none; Unsupported when a newer program wrote it. Migrates older ones.
  static Result<Project> open(const std::filesystem::path& folder);
  Project(Project&&) noexcept;
  Project& operator=(Project&&) noexcept;
  ~Project();

  const std::filesystem::path& folder() const;
  std::filesystem::path datasetsFolder() const;
  std::filesystem::path runsFolder() const;
  std::filesystem::path exportsFolder() const;
  std::filesystem::path thumbnailsFolder() const;

  /// HMAC-SHA256 with the project's secret, hexadecimal: a source digest that only this project can
  /// check.
  std::string keyedDigest(std::string_view text) const;
  /// "P001" … in the order in which patients came in; the name never leaves limpid.db.
  Result<std::string> pseudonym(const std::string& patientKey);

  /// For core/study and core/risk only.
  SQLite::Database& database();

private:
  struct State;
  explicit Project(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

} // namespace limpid::study

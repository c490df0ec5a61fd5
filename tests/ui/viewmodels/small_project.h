#pragma once

#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/programs.h"

#include <QSettings>
#include <QString>

#include <filesystem>

namespace limpid::support {

/// A folder with a small generated study, its table of noise, and settings of its own.
class SmallProject
{
public:
  explicit SmallProject(int patients = 4, int slices = 6, int size = 16);

  /// An empty project.
  QString project() const;
  QString study() const;
  QString risks() const;
  QSettings& settings() { return m_settings; }
  std::filesystem::path folder() const { return m_folder.path(); }
  /// A project that holds the study and its noise already.
  QString filledProject() const;
  /// Programs that aren't there.
  static viewmodels::Programs noPrograms();

private:
  TemporaryFolder m_folder;
  QSettings m_settings;
};

/// Kind of image that the generated study holds.
QString kindOf(const QString& project);

} // namespace limpid::support

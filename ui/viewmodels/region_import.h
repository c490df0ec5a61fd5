#pragma once

#include "core/study/library.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace limpid::viewmodels {

/// A map of another program to lay on images.
struct RegionImportRequest
{
  QString file = {};
  QString component = {};
  std::optional<double> value = {}; ///< of a mask; nothing: the file's own numbers
  study::ImageKey image = {};
  QString series = {}; ///< lay it on all images of this series instead; empty: on the image alone
  QString rater = {};  ///< whose edit it is
};

/// Brings maps of regional risk in, by a process of its own: their files come from elsewhere, and a
/// crash costs that import.
class RegionImport final : public QObject
{
  Q_OBJECT

public:
  explicit RegionImport(Programs programs, QObject* parent = nullptr);
  ~RegionImport() override;

  void start(const QString& project, const RegionImportRequest& request);
  bool busy() const { return m_process.state() != QProcess::NotRunning; }

  int images() const { return m_images; }             ///< that have a map of it now
  QStringList warnings() const { return m_warnings; } ///< sentences: refused, resampled
  QString error() const { return m_error; }           ///< empty when it went well

Q_SIGNALS:
  void finished();

private:
  void take(int exitCode, QProcess::ExitStatus status);

  Programs m_programs;
  QProcess m_process;
  int m_images = 0;
  QStringList m_warnings;
  QString m_error;
};

} // namespace limpid::viewmodels

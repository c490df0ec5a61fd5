#pragma once

#include "core/export/sample_export.h"
#include "ui/viewmodels/archive_send_view_model.h"
#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace limpid::viewmodels {

/// State of the Export page: writes the samples as DICOM that says what it is.
class ExportViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { NoSamples, Ready, Exporting, Done };
  Q_ENUM(State)

  explicit ExportViewModel(QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  double fraction() const { return m_fraction; }
  /// Without those that are held back.
  int count() const { return m_count; }
  QString folder() const { return m_folder; }
  /// Said beforehand when the folder isn't empty: where it will be written instead.
  QString folderNote() const;
  exporting::DicomClass dicomClass() const { return m_class; }
  /// "Tag name = value" as each file will say.
  QStringList says() const;
  QStringList neverSays() const;
  /// Where the last export went.
  QString writtenFolder() const;
  bool hasWritten() const { return !m_written.files.empty(); }
  /// What the last export has written, for an archive to have.
  ExportedImages writtenImages() const;
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  void setProject(const QString& folder);
  /// Folder with samples.safetensors; empty when there are none.
  void setSamples(const QString& folder);
  void setFolder(const QString& folder);
  void setDicomClass(limpid::exporting::DicomClass dicomClass);
  void exportSamples();
  void cancel();

Q_SIGNALS:
  void changed();
  void progressed();

private:
  struct Facts;
  static Result<Facts> readFacts(const std::filesystem::path& samples);
  void show(const Facts& facts);
  void finish(const Result<exporting::ExportReport>& report);
  void sayWhatWasWritten(const exporting::ExportReport& report);
  void takeNext();

  /// What was chosen while an export went on.
  struct Choice
  {
    QString project;
    QString samples;
  };

  State m_state = State::NoSamples;
  QString m_project;
  QString m_samples;
  std::optional<Choice> m_next;
  QString m_folder;
  exporting::ExportReport m_written; // of the last export
  QString m_message;
  QString m_error;
  double m_fraction = -1.0;
  int m_count = 0;
  Json m_provenance; // samples.json
  exporting::DicomClass m_class = exporting::DicomClass::AsTrained;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

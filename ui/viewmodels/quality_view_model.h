#pragma once

#include "core/risk/edit.h"
#include "core/risk/schema_change.h"
#include "core/risk/table_import.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/image_table_model.h"
#include "ui/viewmodels/noise_measurement.h"
#include "ui/viewmodels/noise_summary.h"
#include "ui/viewmodels/programs.h"
#include "ui/viewmodels/shown_image.h"
#include "ui/viewmodels/table_import_view_model.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// State of the Quality page: the images of the chosen kind, what is known of their quality, and
/// the edits, each of which is on disk at once.
class QualityViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { NoImages, Loading, Ready, Measuring, Importing };
  Q_ENUM(State)

  QualityViewModel(WorkerClient& worker, Programs programs, QObject* parent = nullptr);
  ~QualityViewModel() override;

  State state() const { return m_state; }
  QString message() const { return m_message; }
  /// A failure of the last action, empty when it went well.
  QString error() const { return m_error; }
  ImageTableModel& images() { return m_images; }
  WorkerClient& worker() { return m_worker; }
  const Programs& programs() const { return m_programs; }
  const QString& project() const { return m_project; }
  /// Where edits are stored one after the other, those of others that paint or import among them.
  BackgroundJobs& stores() { return m_stores; }
  QString kind() const { return m_kind; }
  const std::vector<risk::Component>& schema() const { return m_images.content().schema; }
  QString unit() const { return QString::fromStdString(m_images.content().unit); }
  int imagesWithNoise() const;
  const NoiseMeasurement& measurement() const { return m_measurement; }
  /// Who edits; empty: nobody has said.
  QString author() const { return m_author; }
  /// Rows of the last imported table that found no image, "row 7: reason".
  QStringList importProblems() const { return m_importProblems; }

  const std::vector<int>& selection() const { return m_selection; }
  /// Rows of images() as they are shown one after the other; all of them while nobody has said.
  std::vector<int> order() const;
  /// Value that all selected images share, nothing where they differ or are unrated.
  std::optional<double> selectedValue(const QString& component) const;
  /// The last of the selection.
  const ShownImage& shown() const { return m_shown; }
  /// What a dialog needs that asks how to bring this table in.
  std::unique_ptr<TableImportViewModel> openTable(const QString& table);
  bool busy() const;
  void finish(); ///< blocks until nothing is under way but an estimator: for tests

public Q_SLOTS:
  void setProject(const QString& folder);
  void setKind(const QString& kind);
  void reload();
  /// Ratings are this rater's own from now on, and shown as they see them.
  void setAuthor(const QString& author);
  /// Selects the image, or the first of a series or study (a number of risk::Level).
  void openImage(int level, const QString& uid, int frame);
  /// Its values were stored by another hand: reads what is in force for this image alone.
  void readAgain(int row);
  /// Rows of images(); the last is shown in the viewer.
  void setSelection(const std::vector<int>& rows);
  /// Sets the selected images' value; nothing clears it.
  void setValue(const QString& component, std::optional<double> value);
  /// Stores one act of the user and shows on these rows at once what it says of them. What is shown
  /// is on disk, but for the last act: the next one waits until it is. `reload` shows afterwards
  /// what is really in force, where inheritance decides.
  void storeEdit(limpid::risk::Edit edit, const std::vector<int>& rows, bool reload);
  /// The view of the images tells in which order they stand.
  void setOrder(const std::vector<int>& rows) { m_order = rows; }
  /// Key 0 … 4: the step of that number on the component's scale.
  void rate(const QString& component, int step);
  void undo();
  void redo();
  /// Brings a table in as the dialog's request says, or a table that needs no questions.
  void importTable(const limpid::risk::TableImport& request);
  void importReport(const QString& file); ///< DICOM SR
  /// Values as .csv, .tsv or .json, or de-identified as .dcm; message() says what came of it.
  void exportRatings(const QString& file);
  void changeSchema(const limpid::risk::SchemaChange& change);
  /// By the best estimator that each image of the kind has.
  void measureNoise();
  void measure(const limpid::viewmodels::MeasureRequest& request);
  /// Measures once, unless some noise is known already.
  void measureWhereUnknown();
  void cancelMeasuring();

Q_SIGNALS:
  void changed();
  void selectionChanged();
  void historyWanted(); ///< undo or redo comes next: what is half done is stored now
  void progressed();    ///< of measuring
  /// Something was stored: what is planned from it is out of date.
  void qualityChanged();

private:
  void show(const KindContent& content);
  void settle();
  void step(bool back);
  void runImport(std::function<Result<risk::TableReport>(study::Project&)> work);
  void finishImport(const Result<risk::TableReport>& report);
  void finishMeasuring();
  void showEdit(const risk::Edit& edit, const std::vector<int>& rows);
  void endReviews(int row, const std::string& component);
  void storeInOrder(std::function<Result<bool>(study::Project&)> work, bool reload);
  QString contentSentence() const;

  WorkerClient& m_worker;
  Programs m_programs;
  State m_state = State::NoImages;
  QString m_project;
  QString m_kind;
  QString m_message;
  QString m_error;
  QString m_imported; // how many rows the last table brought
  QStringList m_importProblems;
  ImageTableModel m_images;
  std::vector<int> m_selection;
  QString m_author;
  ShownImage m_shown;
  std::vector<int> m_order; // empty: nobody has said
  NoiseMeasurement m_measurement;
  bool m_measuredByItself = false;
  int m_edits = 0;         // so far: what was read before the last is out of date
  BackgroundJobs m_stores; // edits, one at a time
  BackgroundJobs m_jobs;   // whole contents and tables, in their order
};

} // namespace limpid::viewmodels

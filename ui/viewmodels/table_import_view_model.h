#pragma once

#include "core/risk/table_file.h"
#include "core/risk/table_import.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/worker_client.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// A column of the table and what it is taken for.
struct TableColumn
{
  QString name;
  QString meaning;              ///< a component's id, TableImportViewModel::newRating, or empty
  std::vector<double> distinct; ///< rising; the numbers in it while they are few
  bool hasNumbers = false;
  bool hasWords = false; ///< cells that are neither a number nor unrated
  bool isRaters = false; ///< one rater's values, by its heading: rater_1
};

/// The images at one end of a rating's scale.
struct ScaleEnd
{
  double value = 0.0; ///< the outermost
  std::vector<study::ImageKey> images;
};

/// Which end of a rating is good: asked once, with pictures.
struct ScaleQuestion
{
  QString component;
  QString label;
  QString words; ///< of the steps, rising, divided by commas; empty: numbers alone
  ScaleEnd lowest;
  ScaleEnd highest;
  std::optional<bool> goodIsLow; ///< nothing: not answered yet
};

/// State of the dialog that brings in a table: which column is what, which end of a scale is good,
/// and what would come of it. Stores nothing; request() is what to import.
class TableImportViewModel final : public QObject
{
  Q_OBJECT

public:
  enum class State { Reading, Ready, Failed };
  Q_ENUM(State)

  /// A column of this meaning becomes a rating of its own, called as the column; columns of raters
  /// become one.
  static constexpr auto newRating = "+";
  /// A column of this meaning names each row's rater.
  static constexpr auto rater = "@";
  /// How many images of each end are shown.
  static constexpr int imagesPerEnd = 5;
  /// A scale with more steps is no scale of words.
  static constexpr std::size_t mostSteps = 12;

  TableImportViewModel(WorkerClient& worker, QString project, const KindContent& content,
                       QString table, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString error() const { return m_error; }
  QString fileName() const;
  const risk::Table& table() const { return m_table; }
  const std::vector<TableColumn>& columns() const { return m_columns; }
  int keyColumn() const { return m_key; }
  risk::Level level() const { return m_level; }
  /// Meanings that a column can have: id and words. Several columns of one rating are a rater's
  /// each.
  std::vector<std::pair<QString, QString>> meanings(int column) const;
  const std::vector<ScaleQuestion>& questions() const { return m_questions; }
  /// What the rows would do: "398 of 436 rows find their image. Rated by Li, Wu."
  QString forecast() const;
  /// Rows that could not be used and why, one a line.
  QStringList problems() const;
  /// What is missing before the table can be imported; empty when nothing is.
  QString obstacle() const;
  risk::TableImport request() const;
  /// Path of an image's thumbnail, empty while there is none.
  QString thumbnail(const study::ImageKey& image) const { return m_worker.thumbnail(image); }
  /// Blocks until nothing is under way: for tests.
  void finish() { m_jobs.finish(); }

public Q_SLOTS:
  void setKeyColumn(int column);
  void setLevel(limpid::risk::Level level);
  void setMeaning(int column, const QString& meaning);
  void setGoodEnd(const QString& component, bool low);
  void setWords(const QString& component, const QString& words);

Q_SIGNALS:
  void changed();
  void thumbnailArrived();

private:
  struct Opened;

  void open();
  void guess();
  void guessRaters();
  void describeColumns();
  void forecastRows();
  void showForecast(const risk::TablePreview& preview);
  void showEnds(ScaleQuestion& question, const risk::TablePreview& preview);
  std::optional<study::ImageKey> imageOf(const risk::Target& target) const;
  static bool isRating(const TableColumn& column);
  QString componentOf(const TableColumn& column) const;
  const risk::Component* known(const QString& component) const;
  bool isAlone(const QString& meaning) const;
  QString unansweredRaters() const;
  std::vector<double> numbersOf(const QString& component) const;
  bool needsScale(const QString& component) const;
  std::string scaleOf(const QString& component) const;
  std::vector<ScaleQuestion> askedQuestions();
  ScaleQuestion* question(const QString& component);

  WorkerClient& m_worker;
  QString m_project;
  const KindContent& m_content;
  QString m_file;
  State m_state = State::Reading;
  QString m_error;
  risk::Table m_table;
  std::vector<risk::Component> m_schema;
  std::set<std::string> m_settled; // components that hold values
  std::vector<TableColumn> m_columns;
  int m_key = -1;
  risk::Level m_level = risk::Level::Image;
  std::vector<ScaleQuestion> m_questions;
  std::optional<risk::TableReport> m_forecast;
  QString m_forecastError;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

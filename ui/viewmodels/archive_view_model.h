#pragma once

#include "core/network/archive_list.h"
#include "core/network/find.h"
#include "core/network/retrieve.h"
#include "ui/viewmodels/archive_tree_model.h"
#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// What is typed in to search an archive; empty fields match all.
struct ArchiveSearch
{
  QString patient{}; ///< a part of the name, or with wildcards * and ?
  QString patientId{};
  QString from{}; ///< 2024-01-31
  QString to{};
  QString modality{};
  QString accession{};
};

/// State of the dialog that brings images in from an archive: the archives that are known, what a
/// search has found, and the fetching of what is ticked. Nothing connects to anybody unless it is
/// asked to.
class ArchiveViewModel final : public QObject
{
  Q_OBJECT

public:
  enum class State { Idle, Testing, Searching, Fetching };
  Q_ENUM(State)

  ArchiveViewModel(network::ArchiveList list, QString project, QObject* parent = nullptr);

  State state() const { return m_state; }
  /// 0 … 1 of the fetching, negative when it isn't known.
  double fraction() const { return m_fraction; }
  QString message() const { return m_message; }
  /// Why the last action failed, or left something out; empty when it went well.
  QString error() const { return m_error; }
  const std::vector<network::Archive>& archives() const { return m_archives; }
  QString chosen() const { return m_chosen; }
  /// The chosen one; nothing while there is none.
  std::optional<network::Archive> archive() const;
  ArchiveTreeModel& tree() { return m_tree; }
  /// Why nothing can be fetched at the moment; empty when it can.
  QString obstacle() const;
  bool busy() const { return m_jobs.busy(); }
  /// Blocks until nothing is under way: for tests.
  void finish() { m_jobs.finish(); }

  /// Keeps an archive under its name, and under no other if it was called `formerly`. The sentence
  /// says why that can't be; empty when it is done.
  QString save(const network::Archive& archive, const QString& formerly);

public Q_SLOTS:
  void choose(const QString& name);
  void remove();
  void test();
  void search(const limpid::viewmodels::ArchiveSearch& search);
  /// Asks for the series of a study that is opened in the tree.
  void openStudy(const QModelIndex& study);
  void fetch();
  void cancel();

Q_SIGNALS:
  void changed();
  void progressed();
  /// Folders with images that have come, to be added to the library.
  void received(const QStringList& folders);

private:
  void readList();
  void begin(State state, const QString& message);
  void end(const QString& message, const QString& error);
  void showFound(const Result<network::FindReport>& report);
  void showRetrieved(const Result<network::RetrieveReport>& report);

  network::ArchiveList m_list;
  QString m_project;
  std::vector<network::Archive> m_archives;
  QString m_chosen;
  State m_state = State::Idle;
  double m_fraction = -1.0;
  QString m_message;
  QString m_error;
  ArchiveTreeModel m_tree;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

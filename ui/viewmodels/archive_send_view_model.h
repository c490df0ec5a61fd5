#pragma once

#include "core/network/send.h"
#include "ui/viewmodels/archive_view_model.h"

#include <filesystem>
#include <vector>

namespace limpid::viewmodels {

/// Files that were exported and may be sent.
struct ExportedImages
{
  std::vector<std::filesystem::path> files{};
  QString project{}; ///< that notes what has left it; may be empty
};

/// What has become of one file.
struct SendAnswer
{
  enum class Fate { Waits, Taken, HeldBack }; ///< held back: by us, it isn't offered again
  QString file{};                             ///< its name
  QString sentence{}; ///< the archive's answer or our reason; empty while it was not tried
  Fate fate = Fate::Waits;
};

/// State of the dialog that sends exported images to an archive: which archive, which files it has
/// taken, what it has said of each. Nothing is sent but by send().
class ArchiveSendViewModel final : public QObject
{
  Q_OBJECT

public:
  ArchiveSendViewModel(network::ArchiveList list, ExportedImages images, QObject* parent = nullptr);

  ArchiveViewModel& archives() { return m_archives; }
  bool sending() const { return m_sending; }
  /// Something is under way, the sending or a question to the archive.
  bool busy() const;
  /// 0 … 1 of the sending, negative when it isn't known.
  double fraction() const { return m_fraction; }
  QString message() const { return m_message; }
  /// Why the last sending failed, or left something out; empty when it went well.
  QString error() const { return m_error; }
  /// How many files the chosen archive hasn't taken yet.
  int waiting() const;
  /// What send() would do: how many images go to which archive. Empty when it can't do anything.
  QString intention() const;
  /// Why nothing can be sent at the moment; empty when it can.
  QString obstacle() const;
  /// One for each file, in their order.
  const std::vector<SendAnswer>& answers() const { return m_answers; }
  /// Blocks until nothing is under way: for tests.
  void finish();

public Q_SLOTS:
  /// Sends what waits; what was not taken can be sent again.
  void send();
  void cancel();

Q_SIGNALS:
  void changed();
  void progressed();

private:
  void noticeArchive();
  void startAfresh();
  void take(const network::SendReport& report);
  QString summary(const network::SendReport& report) const;
  void end(const QString& message, const QString& error);

  ExportedImages m_images;
  std::vector<SendAnswer> m_answers;
  QString m_peer; // that the answers are of
  bool m_sending = false;
  double m_fraction = -1.0;
  QString m_message;
  QString m_error;
  ArchiveViewModel m_archives;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

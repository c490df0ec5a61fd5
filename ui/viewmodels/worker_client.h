#pragma once

#include "core/study/library.h"
#include "ui/viewmodels/programs.h"

#include <QHash>
#include <QObject>
#include <QProcess>
#include <QString>

#include <deque>
#include <optional>
#include <set>

namespace limpid::viewmodels {

/// The window's side of `limpid-cli worker PROJECT`: the process that decodes files for the first
/// time. One request is under way at a time, so a crash costs exactly that file; the worker is
/// started again for the rest.
class WorkerClient final : public QObject
{
  Q_OBJECT

public:
  explicit WorkerClient(Programs programs, QObject* parent = nullptr);
  ~WorkerClient() override;

  /// Ends the worker of the old project; the next request starts one for the new.
  void setProject(const QString& folder);
  /// Asks for a thumbnail unless it was asked for before. The newest request goes first: it is what
  /// the user looks at. True when it is new.
  bool request(const study::ImageKey& image);
  /// Takes a request back that still waits; it can be made again.
  void cancel(const study::ImageKey& image);
  /// Path of the thumbnail, empty while there is none.
  QString thumbnail(const study::ImageKey& image) const;
  /// Why there is no thumbnail of it, empty while that isn't known.
  QString reason(const study::ImageKey& image) const;

  bool busy() const { return m_underWay.has_value() || !m_waiting.empty(); }

Q_SIGNALS:
  void ready(const QString& uid, int frame);
  void failed(const QString& uid, int frame, const QString& reason);
  /// The worker itself can't be started.
  void unavailable(const QString& reason);

private:
  void sendNext();
  void readAnswers();
  void handleAnswer(const QByteArray& line);
  void handleEnd();
  void fail(const QString& reason);

  Programs m_programs;
  QString m_project;
  QProcess m_process;
  std::deque<study::ImageKey> m_waiting;
  std::optional<study::ImageKey> m_underWay;
  std::set<study::ImageKey> m_asked;
  QHash<QString, QString> m_paths;   // by uid and frame
  QHash<QString, QString> m_reasons; // by uid and frame
  bool m_ending = false;             // killed for another project; its end is still to come
};

} // namespace limpid::viewmodels

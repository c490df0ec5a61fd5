#pragma once

#include "core/risk/history_steps.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QObject>
#include <QString>

namespace limpid::viewmodels {

/// What undo and redo would take next, in words, for whoever edits on the Quality page.
class UndoWords final : public QObject
{
  Q_OBJECT

public:
  explicit UndoWords(QualityViewModel& quality, QObject* parent = nullptr);

  /// "Motion of P001, slice 3: none → moderate"; empty: there is nothing of this rater's own.
  QString undo() const { return m_undo; }
  QString redo() const { return m_redo; }
  bool busy() const { return m_jobs.busy(); }
  /// Blocks until it is read: for tests.
  void finish() { m_jobs.finish(); }

Q_SIGNALS:
  void changed();

private:
  void read();
  void take(const risk::HistoryEnds& ends);
  QString wordsOf(const std::optional<risk::HistoryStep>& step) const;

  QualityViewModel& m_quality;
  QString m_undo;
  QString m_redo;
  bool m_readsAgain = false; // something was edited meanwhile
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

#include "ui/viewmodels/undo_words.h"

#include "core/study/project.h"
#include "ui/viewmodels/history_list.h"
#include "ui/viewmodels/paths.h"

#include <algorithm>
#include <utility>

namespace limpid::viewmodels {

UndoWords::UndoWords(QualityViewModel& quality, QObject* parent)
    : QObject(parent), m_quality(quality)
{
  connect(&m_quality, &QualityViewModel::qualityChanged, this, &UndoWords::read);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this, &UndoWords::read);
  read();
}

void UndoWords::read()
{
  if (m_jobs.busy()) {
    m_readsAgain = true;
    return;
  }
  if (m_quality.project().isEmpty()) {
    take({});
    return;
  }
  m_jobs.run<risk::HistoryEnds>(
      [folder = toPath(m_quality.project()),
       rater = m_quality.author().toStdString()](jobs::JobContext&) -> Result<risk::HistoryEnds> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::historyEnds(*project, rater);
      },
      [this](const Result<risk::HistoryEnds>& ends) {
        if (std::exchange(m_readsAgain, false)) {
          read();
          return;
        }
        take(ends ? *ends : risk::HistoryEnds()); // undo itself says what is wrong
      });
}

void UndoWords::take(const risk::HistoryEnds& ends)
{
  const QString undo = wordsOf(ends.undo);
  const QString redo = wordsOf(ends.redo);
  if (undo == m_undo && redo == m_redo)
    return;
  m_undo = undo;
  m_redo = redo;
  Q_EMIT changed();
}

QString UndoWords::wordsOf(const std::optional<risk::HistoryStep>& step) const
{
  if (!step)
    return {};
  const KindContent& content = m_quality.images().content();
  const StepNames names{
      content.schema, m_quality.unit(), [&content](const std::string& uid, int frame) {
        const bool series = frame == 0;
        const auto found = std::ranges::find_if(content.images, [&](const RatedImage& image) {
          return series ? image.record.seriesUid == uid
                        : image.record.key == study::ImageKey{uid, frame};
        });
        if (found == content.images.end())
          return QString();
        return series ? nameOfSeries(*found) : nameOf(*found);
      }};
  return HistoryList::whatText(*step, names);
}

} // namespace limpid::viewmodels

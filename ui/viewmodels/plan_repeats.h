#pragma once

#include "core/preparation/repeat_means.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace limpid::viewmodels {

/// Looks in the headers for images that repeat each other, of which means could be made.
class PlanRepeats final : public QObject
{
  Q_OBJECT

public:
  explicit PlanRepeats(QObject* parent = nullptr);

  /// Looks only among images whose noise was measured by repeats, and not twice among the same.
  void look(const QString& project, const QString& kind, const KindContent& content);
  void forget();
  const std::vector<preparation::RepeatSet>& sets() const { return m_sets; }
  bool busy() const { return m_looking; }
  BackgroundJobs& jobs() { return m_jobs; }
  /// How many images repeat each other, and what is or would be made of them; without repeats why
  /// nothing can be.
  QString sentence(bool added) const;

Q_SIGNALS:
  void found();

private:
  std::vector<study::ImageKey> m_candidates;
  std::vector<preparation::RepeatSet> m_sets;
  bool m_looking = false;
  BackgroundJobs m_jobs;
};

/// The content with a mean for each set, as the data set would add it: of n images with noise σ it
/// has σ/√n, and the limit of the worst.
KindContent withMeansOfRepeats(KindContent content,
                               const std::vector<preparation::RepeatSet>& sets);

} // namespace limpid::viewmodels

#pragma once

#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>

namespace limpid::viewmodels {

/// What decides how long a step takes and how much memory it needs.
struct CostQuestion
{
  QString network;
  QString device;
  int size = 0; ///< pixels of a side
  int batch = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): there is no 0
  friend std::strong_ordering operator<=>(const CostQuestion&, const CostQuestion&) = default;
};

struct PlanCost
{
  double secondsPerStep = 0.0;
  std::optional<std::int64_t> memoryBytes; ///< not known on a graphics card
  QString device;                          ///< cpu, cuda:0
};

/// Asks `limpid-engine estimate`, which makes a few steps of such a training on this machine, with
/// images of that size that hold nothing. Answers are kept.
class PlanCostEstimator final : public QObject
{
  Q_OBJECT

public:
  explicit PlanCostEstimator(Programs programs, QObject* parent = nullptr);
  ~PlanCostEstimator() override;

  /// Asks once nothing else was asked for a moment; a known answer is there at once.
  void ask(const CostQuestion& question);
  /// Asks no more; the machine is needed for something else.
  void stop();
  const std::optional<PlanCost>& answer() const { return m_answer; }
  /// Why there is no answer, empty while there may be one.
  QString reason() const { return m_reason; }
  bool busy() const { return m_quiet.isActive() || m_jobs.busy(); }

Q_SIGNALS:
  void answered();

private:
  void start();

  Programs m_programs;
  std::optional<CostQuestion> m_question;
  std::optional<PlanCost> m_answer;
  QString m_reason;
  std::map<CostQuestion, PlanCost> m_known;
  QTimer m_quiet;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

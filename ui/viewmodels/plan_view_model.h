#pragma once

#include "core/diffusion/instability.h"
#include "core/run/plan.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/plan_choices.h"
#include "ui/viewmodels/plan_cost.h"
#include "ui/viewmodels/plan_estimate.h"
#include "ui/viewmodels/plan_pixels.h"
#include "ui/viewmodels/plan_repeats.h"
#include "ui/viewmodels/plan_start.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace limpid::viewmodels {

class PixelTextViewModel;
struct PlanTime;

/// State of the Plan page: what the images can teach, live, and the start of a training.
class PlanViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { NoImages, Loading, NoNoise, Ready, Starting };
  Q_ENUM(State)

  /// Fewer images with known noise than this can't be planned with.
  static constexpr int fewestImages = 20;

  PlanViewModel(WorkerClient& worker, Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  /// After a start that failed: images whose pixels may show text stand in the way.
  bool hasDoubtfulPixels() const { return m_doubtfulPixels; }
  /// For a person to look at them; never null.
  std::unique_ptr<PixelTextViewModel> pixelText() const;
  double fraction() const { return m_fraction; }
  const PlanChoices& choices() const { return m_choices; }
  const PlanData& data() const { return m_data; }
  /// The risk that the instability curves are drawn for, in the data's unit.
  double riskInUnit() const { return m_risk * m_data.intensityScale; }
  const diffusion::InstabilityCurve& instability() const { return m_instability; }
  const diffusion::Coverage& coverage() const { return m_coverage; }
  /// Noise over image at which images of the chosen risk begin to teach, in the data's unit.
  double thresholdInUnit() const;
  /// One of the images as it would train, model intensity, the cleanest; empty until it is read.
  const imaging::Image& filmStripImage() const;
  /// What the images can teach, in plain sentences, the most important first.
  QStringList sentences() const;
  /// Images that repeat each other are there, so their means can be added.
  bool hasRepeats() const { return !m_repeats.sets().empty(); }
  /// How many there are and what means of them would bring, or why there is nothing to choose.
  QString repeatsText() const;
  /// Time and memory, the one of the sentences that has to be seen before a training starts.
  QString costText() const;
  /// True when a warning is open: few images or patients, or fine detail taught by others than the
  /// rest.
  bool cautioned() const;
  /// By what was measured on this machine, or while that isn't known by the speed of the last run,
  /// or the prototype's figure.
  double expectedSeconds() const;
  static QStringList networkNames();
  bool busy() const;
  /// Blocks until nothing that was asked for here is under way: for tests.
  void finish();

public Q_SLOTS:
  void setProject(const QString& folder);
  void setKind(const QString& kind);
  /// Quality has changed.
  void reload();
  void setChoices(const limpid::viewmodels::PlanChoices& choices);
  void setRiskInUnit(double risk);
  /// Freezes the data set, writes the plan and starts the engine.
  void start();
  void cancel();
  /// From a run that goes or went: the speed to expect.
  void learnSpeed(double imagesPerSecond, int pixels);
  /// Measures what a step takes whenever the choices change: while the page is in sight.
  void setCostWanted(bool wanted);
  /// While an engine works, measuring would disturb it and tell little.
  void setMachineBusy(bool busy);

Q_SIGNALS:
  void changed();
  /// Curves, threshold and sentences.
  void curvesChanged();
  void progressed();
  void runStarted(const QString& folder, qint64 pid);

private:
  void take(const std::shared_ptr<const KindContent>& content);
  void show(PlanData data);
  void showEstimate();
  bool addsMeans() const;
  void lookAtPixels();
  void askForCost();
  void fitBudget();
  double secondsPerStep() const;
  PlanTime time() const;
  void drawInstability();
  void drawCoverage();
  void rebuildSchedule();
  int size() const;
  void finishStart(const Result<StartedRun>& started);
  void lookForText();

  WorkerClient& m_worker;
  Programs m_programs;
  State m_state = State::NoImages;
  QString m_project;
  QString m_kind;
  QString m_message;
  QString m_error;
  bool m_doubtfulPixels = false;
  double m_fraction = -1.0;
  PlanChoices m_choices;
  std::shared_ptr<const KindContent> m_content;
  PlanData m_data;
  double m_risk = 0.0; // model intensity
  double m_imagesPerSecondPerPixel;
  bool m_costWanted = false;
  bool m_machineBusy = false;
  std::shared_ptr<const diffusion::Schedule> m_schedule;
  diffusion::InstabilityCurve m_instability;
  diffusion::Coverage m_coverage;
  PlanPixelReader m_pixels;
  PlanRepeats m_repeats;
  PlanCostEstimator m_cost;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

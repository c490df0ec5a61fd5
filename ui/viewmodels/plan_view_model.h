#pragma once

#include "core/diffusion/instability.h"
#include "core/run/plan.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/plan_estimate.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace limpid::viewmodels {

/// What the user chooses on the Plan page; the rest Limpid chooses.
struct PlanChoices
{
  QString objective = QStringLiteral("risk-sensitive"); ///< standard | clean-only | risk-sensitive
  QString schedule = QStringLiteral("edm");             ///< edm | vp-linear
  QString weighting = QStringLiteral("equal");
  QString network = QStringLiteral("small");
  QString device = QStringLiteral("auto");
  int size = 0; ///< pixels; 0: as stored up to 64, else 64
  int steps = 1000;
  int batch = 32;
  double heldOutFraction = 0.1;
  int seed = 1;

  friend bool operator==(const PlanChoices&, const PlanChoices&) = default;
};

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

  explicit PlanViewModel(Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  double fraction() const { return m_fraction; }
  const PlanChoices& choices() const { return m_choices; }
  const PlanData& data() const { return m_data; }
  /// The risk that the instability curves are drawn for, in the data's unit.
  double riskInUnit() const { return m_risk * m_data.intensityScale; }
  const diffusion::InstabilityCurve& instability() const { return m_instability; }
  const diffusion::Coverage& coverage() const { return m_coverage; }
  /// Noise over image at which images of the chosen risk begin to teach, in the data's unit.
  double thresholdInUnit() const;
  /// What the images can teach, in plain sentences, the most important first.
  QStringList sentences() const;
  /// True when a warning is open: few images or patients.
  bool cautioned() const;
  /// Steps that the time allows, by what was measured on this machine or the prototype's figure.
  int stepsFor(double seconds) const;
  double expectedSeconds() const;
  static QStringList networkNames();
  BackgroundJobs& jobs() { return m_jobs; }

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

Q_SIGNALS:
  void changed();
  /// Curves, threshold and sentences.
  void curvesChanged();
  void progressed();
  void runStarted(const QString& folder, qint64 pid);

private:
  struct Started;

  void show(PlanData data);
  void drawInstability();
  void drawCoverage();
  void rebuildSchedule();
  int trainedPixels() const;
  QStringList detailSentences() const;
  QString timeSentence() const;
  static Result<Started> freezeAndStart(const std::filesystem::path& project,
                                        const std::string& kind, const PlanChoices& choices,
                                        const std::filesystem::path& engine,
                                        jobs::JobContext& context);
  void finishStart(const Result<Started>& started);

  Programs m_programs;
  State m_state = State::NoImages;
  QString m_project;
  QString m_kind;
  QString m_message;
  QString m_error;
  double m_fraction = -1.0;
  PlanChoices m_choices;
  PlanData m_data;
  double m_risk = 0.0; // model intensity
  double m_imagesPerSecondPerPixel;
  std::shared_ptr<const diffusion::Schedule> m_schedule;
  diffusion::InstabilityCurve m_instability;
  diffusion::Coverage m_coverage;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels

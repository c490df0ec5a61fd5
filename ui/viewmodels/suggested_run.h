#pragma once

#include <QObject>
#include <QString>

namespace limpid::viewmodels {

class GenerateViewModel;
class PlanViewModel;
class QualityViewModel;
class TrainViewModel;

/// Quality, Plan and a ten-minute trial in one go, with the settings that Limpid would choose: the
/// noise is measured where nothing is known of it, a training of ten minutes is run, samples are
/// drawn and checked. It stops before the export, and wherever something fails or is stopped.
class SuggestedRun final : public QObject
{
  Q_OBJECT

public:
  enum class Step { Idle, Measuring, Planning, Training, Generating };
  Q_ENUM(Step)

  static constexpr double trialSeconds = 600.0;

  SuggestedRun(QualityViewModel& quality, PlanViewModel& plan, TrainViewModel& train,
               GenerateViewModel& generate, QObject* parent = nullptr);

  Step step() const { return m_step; }
  bool active() const { return m_step != Step::Idle; }
  /// How long the training may take; a test has less patience.
  void setBudget(double seconds) { m_budgetSeconds = seconds; }

public Q_SLOTS:
  void start();
  /// What is under way stays as it is; nothing follows.
  void stop();

Q_SIGNALS:
  void changed();
  /// The page where the work goes on now: quality, plan, train, generate.
  void pageWanted(const QString& page);

private:
  void look();
  void lookAtQuality();
  void lookAtPlan();
  void lookAtTraining();
  void lookAtGenerating();
  void enter(Step step, const QString& page);

  QualityViewModel& m_quality;
  PlanViewModel& m_plan;
  TrainViewModel& m_train;
  GenerateViewModel& m_generate;
  Step m_step = Step::Idle;
  bool m_begun = false; // what the step does was asked for
  double m_budgetSeconds = trialSeconds;
};

} // namespace limpid::viewmodels

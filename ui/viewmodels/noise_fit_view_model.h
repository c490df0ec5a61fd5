#pragma once

#include "core/base/document.h"
#include "ui/viewmodels/verb_process.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace limpid::viewmodels {

/// What kind of noise the images have: measured by the command line, beside what the law would
/// give.
class NoiseFitViewModel final : public QObject
{
  Q_OBJECT

public:
  enum class State { Idle, Measuring, Ready, Failed };
  Q_ENUM(State)

  struct Bars
  {
    std::vector<double> edges;
    std::vector<double> measured; ///< share of the samples
    std::vector<double> ofLaw;
  };
  struct Curve
  {
    std::vector<double> x;
    std::vector<double> measured;
    std::vector<double> ofLaw;
  };

  explicit NoiseFitViewModel(Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString error() const { return m_error; }
  /// "Noise fits Rician: …", and what follows from it.
  QStringList sentences() const { return m_sentences; }
  QString unit() const { return m_unit; }
  const Bars& histogram() const { return m_histogram; }
  const Curve& spread() const { return m_spread; }     ///< by signal, unit
  const Curve& spectrum() const { return m_spectrum; } ///< by cycles a pixel, over its mean

public Q_SLOTS:
  void setProject(const QString& folder);
  void setKind(const QString& kind);
  void measure();
  void cancel();

Q_SIGNALS:
  void changed();

private:
  void show(const Json& answer);

  VerbProcess m_verb;
  State m_state = State::Idle;
  QString m_project;
  QString m_kind;
  QString m_error;
  QStringList m_sentences;
  QString m_unit;
  Bars m_histogram;
  Curve m_spread;
  Curve m_spectrum;
};

} // namespace limpid::viewmodels

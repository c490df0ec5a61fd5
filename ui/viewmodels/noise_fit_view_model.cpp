#include "ui/viewmodels/noise_fit_view_model.h"

#include <QLocale>

#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr double correlatedFrom = 1.5; // as in core/preparation

std::vector<double> numbers(const Json& answer, const char* name)
{
  return answer.value(name, std::vector<double>());
}

QString text(const Json& answer, const char* name)
{
  const auto found = answer.find(name);
  return found != answer.end() && found->is_string()
             ? QString::fromStdString(found->get<std::string>())
             : QString();
}

QString lawWord(const QString& law)
{
  if (law == u"rician"_s)
    return NoiseFitViewModel::tr("Rician (MR magnitude)");
  if (law == u"poisson-gaussian"_s)
    return NoiseFitViewModel::tr("counts (Poisson and Gaussian)");
  if (law == u"speckle"_s)
    return NoiseFitViewModel::tr("speckle");
  return NoiseFitViewModel::tr("even grain (Gaussian)");
}

QString fitSentence(const Json& answer)
{
  const Json& best = answer.at("laws").at(0);
  const QString word = lawWord(text(best, "law"));
  const QString spread = QLocale().toString(100.0 * best.value("misfit", 0.0), 'f', 0);
  const QString shape = QLocale().toString(answer.value("histogramDistance", 0.0), 'f', 2);
  const QString grade = text(answer, "grade");
  if (grade == u"well"_s)
    return NoiseFitViewModel::tr("Noise fits %1: its spread to within %2 %, its histogram to "
                                 "within %3.")
        .arg(word, spread, shape);
  if (grade == u"roughly"_s)
    return NoiseFitViewModel::tr("Noise fits %1 roughly: its spread to within %2 %, its histogram "
                                 "to within %3.")
        .arg(word, spread, shape);
  return NoiseFitViewModel::tr("Noise fits none of the known kinds. The nearest is %1: its spread "
                               "is off by %2 %, its histogram by %3.")
      .arg(word, spread, shape);
}

} // namespace

NoiseFitViewModel::NoiseFitViewModel(Programs programs, QObject* parent)
    : QObject(parent), m_verb(std::move(programs))
{
  connect(&m_verb, &VerbProcess::answered, this, &NoiseFitViewModel::show);
  connect(&m_verb, &VerbProcess::stopped, this, [this] {
    m_state = State::Idle;
    Q_EMIT changed();
  });
  connect(&m_verb, &VerbProcess::failed, this, [this](const QString& reason) {
    m_state = State::Failed;
    m_error = reason.isEmpty() ? tr("The kind of noise could not be found.") : reason;
    Q_EMIT changed();
  });
}

void NoiseFitViewModel::setProject(const QString& folder)
{
  cancel();
  m_project = folder;
  setKind({});
}

void NoiseFitViewModel::setKind(const QString& kind)
{
  m_kind = kind;
  m_sentences.clear();
  m_histogram = {};
  m_spread = {};
  m_spectrum = {};
  if (m_state != State::Measuring)
    m_state = State::Idle;
  Q_EMIT changed();
}

void NoiseFitViewModel::measure()
{
  if (m_project.isEmpty() || m_verb.running())
    return;
  m_error.clear();
  m_state = State::Measuring;
  Q_EMIT changed();
  QStringList arguments{u"risk"_s, u"noise-kind"_s, m_project};
  if (!m_kind.isEmpty())
    arguments << u"--kind"_s << m_kind;
  m_verb.start(arguments);
}

void NoiseFitViewModel::cancel()
{
  m_verb.stop();
}

void NoiseFitViewModel::show(const Json& answer)
{
  if (!answer.contains("laws") || answer["laws"].empty()) {
    m_state = State::Failed;
    m_error = tr("The kind of noise could not be found.");
    Q_EMIT changed();
    return;
  }
  m_state = State::Ready;
  m_unit = text(answer, "unit");
  m_histogram = {numbers(answer, "edges"), numbers(answer, "histogram"),
                 numbers(answer, "histogramOfLaw")};
  m_spread = {numbers(answer, "signal"), numbers(answer, "spread"), numbers(answer, "spreadOfLaw")};
  m_spectrum = {{}, numbers(answer, "radial"), {}};
  for (std::size_t ring = 0; ring < m_spectrum.measured.size(); ++ring) {
    m_spectrum.x.push_back(static_cast<double>(ring) * answer.value("radialStep", 0.0));
    m_spectrum.ofLaw.push_back(1.0); // white
  }
  m_sentences = {fitSentence(answer)};
  if (answer.value("scaled", false))
    m_sentences.append(tr("The images differ in how much noise they have; each was looked at "
                          "relative to its own."));
  const QString best = text(answer["laws"][0], "law");
  const QString expected = text(answer, "expected");
  if (text(answer, "grade") != u"none"_s && best != expected)
    m_sentences.append(tr("Images of this modality should have another kind: %1. Plan with what "
                          "was measured, or find out what was done to them.")
                           .arg(lawWord(expected)));
  const double peak = answer.value("peakOverMean", 1.0);
  if (!m_spectrum.x.empty())
    m_sentences.append(peak > correlatedFrom
                           ? tr("Neighbouring pixels share their noise: its spectrum peaks at %1 × "
                                "its mean.")
                                 .arg(QLocale().toString(peak, 'f', 1))
                           : tr("The noise is white: its spectrum peaks at %1 × its mean.")
                                 .arg(QLocale().toString(peak, 'f', 1)));
  Q_EMIT changed();
}

} // namespace limpid::viewmodels

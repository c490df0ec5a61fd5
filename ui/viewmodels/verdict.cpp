#include "ui/viewmodels/generate_view_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <optional>

namespace limpid::viewmodels {

namespace {

struct Verdict
{
  Q_DECLARE_TR_FUNCTIONS(limpid::viewmodels::Verdict)
};

struct Measured
{
  double value = 0.0;
  std::optional<double> low;
  std::optional<double> high;
};

/// A figure is a number or {value, low, high}.
std::optional<Measured> measured(const Json& object, const char* key)
{
  const auto found = object.find(key);
  if (found == object.end())
    return std::nullopt;
  if (found->is_number())
    return Measured{found->get<double>(), {}, {}};
  if (!found->is_object() || !found->contains("value") || !(*found)["value"].is_number())
    return std::nullopt;
  Measured figure{(*found)["value"].get<double>(), {}, {}};
  if (found->contains("low") && (*found)["low"].is_number())
    figure.low = (*found)["low"].get<double>();
  if (found->contains("high") && (*found)["high"].is_number())
    figure.high = (*found)["high"].get<double>();
  return figure;
}

QString number(double value, double scale, int decimals)
{
  const double scaled = value * scale;
  return QLocale().toString(scaled, 'f',
                            decimals >= 0             ? decimals
                            : std::abs(scaled) < 10.0 ? 1
                                                      : 0);
}

QString withInterval(const Measured& figure, double scale, int decimals)
{
  const QString text = number(figure.value, scale, decimals);
  if (!figure.low || !figure.high)
    return text;
  return Verdict::tr("%1 (%2–%3)")
      .arg(text, number(*figure.low, scale, decimals), number(*figure.high, scale, decimals));
}

std::optional<VerdictLine> cleanLine(const Json& result, const IntensityMap& intensity)
{
  const auto residual = measured(result, "residualNoise");
  if (!residual)
    return std::nullopt;
  const QString unit = QString::fromStdString(intensity.unit);
  VerdictLine line{Verdict::tr("Clean"),
                   QString(number(residual->value, intensity.scale, -1) + u' ' + unit),
                   {}};
  const auto clean = measured(result, "cleanNoise");
  const auto noisy = measured(result, "noisyNoise");
  if (clean && noisy)
    line.sentence = Verdict::tr("%1 %4 of grain; your clean images have %2, your noisy ones %3.")
                        .arg(withInterval(*residual, intensity.scale, -1),
                             number(clean->value, intensity.scale, -1),
                             number(noisy->value, intensity.scale, -1), unit);
  return line;
}

} // namespace

std::vector<VerdictLine> verdictLines(const Json& result, const IntensityMap& intensity)
{
  std::vector<VerdictLine> lines;
  if (auto clean = cleanLine(result, intensity))
    lines.push_back(std::move(*clean));
  const Json verdict = result.value("verdict", Json::object());
  if (const auto faithful = measured(verdict, "faithful"))
    lines.push_back({Verdict::tr("Faithful"), number(faithful->value, 1.0, 2),
                     Verdict::tr("%1 × the distance between real images.")
                         .arg(withInterval(*faithful, 1.0, 2))});
  if (const auto varied = measured(verdict, "varied"))
    lines.push_back({Verdict::tr("Varied"),
                     Verdict::tr("%1 %").arg(number(varied->value, 100.0, 0)),
                     Verdict::tr("Covers %1 % of the kept-aside images.")
                         .arg(withInterval(*varied, 100.0, 0))});
  if (const auto fresh = measured(verdict, "new"))
    lines.push_back({Verdict::tr("New"), Verdict::tr("%1 %").arg(number(fresh->value, 100.0, 0)),
                     Verdict::tr("%1 % are no closer to a training image than two patients are.")
                         .arg(withInterval(*fresh, 100.0, 0))});
  return lines;
}

} // namespace limpid::viewmodels

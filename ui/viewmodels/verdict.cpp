#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/generate_view_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <optional>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

struct Verdict
{
  Q_DECLARE_TR_FUNCTIONS(limpid::viewmodels::Verdict)
};

VerdictLine::State stateOf(const Json& line)
{
  const std::string state = line.value("state", "");
  return state == "good"        ? VerdictLine::State::Good
         : state == "attention" ? VerdictLine::State::Attention
                                : VerdictLine::State::NotMeasured;
}

QString numberOf(const std::string& id, double value, const IntensityMap& intensity)
{
  const QLocale locale;
  if (id == "clean") {
    const double grain = value * intensity.scale;
    const QString text = locale.toString(grain, 'f', grain < 10.0 ? 1 : 0);
    return QString(text + u' ' + QString::fromStdString(intensity.unit)).trimmed();
  }
  if (id == "faithful")
    return Verdict::tr("%1 ×").arg(locale.toString(value, 'f', 1));
  return Verdict::tr("%1 %").arg(locale.toString(value * 100.0, 'f', 0));
}

/// The title stands beside the sentence already.
QString withoutTitle(QString sentence, const QString& title)
{
  if (!sentence.startsWith(title + u": "_s))
    return sentence;
  sentence.remove(0, title.size() + 2);
  return QString(sentence.left(1).toUpper() + sentence.mid(1));
}

} // namespace

std::vector<VerdictLine> verdictLines(const Json& result, const IntensityMap& intensity)
{
  std::vector<VerdictLine> lines;
  const auto verdict = result.find("verdict");
  if (verdict == result.end() || !verdict->is_object())
    return lines;
  const std::pair<const char*, QString> titles[] = {{"clean", Verdict::tr("Clean")},
                                                    {"faithful", Verdict::tr("Faithful")},
                                                    {"varied", Verdict::tr("Varied")},
                                                    {"new", Verdict::tr("New")}};
  for (const auto& [id, title] : titles) {
    const auto line = verdict->find(id);
    if (line == verdict->end() || !line->is_object())
      continue;
    const auto value = line->find("value");
    const bool measured = value != line->end() && value->is_number();
    lines.push_back({stateOf(*line), title,
                     measured ? numberOf(id, value->get<double>(), intensity) : u"–"_s,
                     withoutTitle(coreText(line->value("sentence", "")), title)});
  }
  return lines;
}

} // namespace limpid::viewmodels

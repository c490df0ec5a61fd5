#include "ui/viewmodels/plan_sentences.h"

#include "core/run/plan.h"
#include "ui/viewmodels/plan_view_model.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewSlices = 1000;
constexpr int fewPatients = 30;

QString counted(int number)
{
  return QLocale().toString(number);
}

QString roundNumber(double value)
{
  return QLocale().toString(value, 'f', value < 10.0 ? 1 : 0);
}

QString unitOf(const PlanData& data)
{
  return QString::fromStdString(data.unit);
}

int teachingImages(const preparation::TeachingTable& table)
{
  int images = 0;
  for (const preparation::TeachingGroup& group : table.groups)
    images += group.teachingImages;
  return images;
}

/// "edges, fine detail and texture"
QString enumerated(const QStringList& words)
{
  if (words.size() < 2)
    return words.join(QString());
  return PlanViewModel::tr("%1 and %2")
      .arg(words.sliced(0, words.size() - 1).join(PlanViewModel::tr(", ")), words.last());
}

QString levelSentence(int teaching, int all, const QStringList& levels)
{
  const QString what = enumerated(levels);
  if (teaching == 0)
    return PlanViewModel::tr("None teaches %1.").arg(what);
  if (teaching == all)
    return PlanViewModel::tr("All %1 teach %2.")
        .arg(PlanViewModel::tr("%Ln slice(s)", nullptr, all), what);
  return PlanViewModel::tr("%1 teach %2.").arg(counted(teaching), what);
}

/// "All 3,870 slices teach layout and organs. 812 teach edges. 240 teach fine detail."
QString whoTeachesWhat(const PlanData& data)
{
  const auto counts = countPerDetail(data, run::TrainingPlan{}.buffer);
  const QStringList words{PlanViewModel::tr("layout"), PlanViewModel::tr("organs"),
                          PlanViewModel::tr("edges"), PlanViewModel::tr("fine detail"),
                          PlanViewModel::tr("texture")};
  const int all = static_cast<int>(data.risks.size());
  QStringList sentences;
  QStringList levels;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    levels.append(words[static_cast<qsizetype>(level)]);
    if (level + 1 < counts.size() && counts[level + 1].images == counts[level].images)
      continue;
    sentences.append(levelSentence(counts[level].images, all, levels));
    levels.clear();
  }
  return sentences.join(u' ');
}

/// Empty where all patients teach fine detail.
QString whoseDetails(const PlanData& data)
{
  const auto counts = countPerDetail(data, run::TrainingPlan{}.buffer);
  const int fine = counts[static_cast<std::size_t>(Detail::Fine)].patients;
  const int patients = patientsIn(data);
  if (fine == 0)
    return PlanViewModel::tr("No image teaches fine detail: results will be soft.");
  if (fine == patients)
    return {};
  const QString text =
      PlanViewModel::tr("Fine detail comes from %1 of %2.")
          .arg(counted(fine), PlanViewModel::tr("%Ln patient(s)", nullptr, patients));
  const auto scanners =
      std::ranges::find(data.teachers, "scanner", &preparation::TeachingTable::key);
  if (scanners == data.teachers.end() || scanners->groups.size() < 2)
    return text;
  const auto most =
      std::ranges::max_element(scanners->groups, {}, &preparation::TeachingGroup::teachingPatients);
  return text + u' ' +
         PlanViewModel::tr("%Ln of them were scanned on %1.", nullptr, most->teachingPatients)
             .arg(groupText("scanner", most->value));
}

/// M9: noise that is under-measured stays in, over-measured noise takes fine detail with it.
QString wrongNoise(const PlanData& data)
{
  if (medianRisk(data) <= 0.0)
    return {};
  return PlanViewModel::tr("If the noise were really a third larger than measured, results keep a "
                           "little grain; a third smaller, they come out slightly too smooth.");
}

QString spanText(double seconds)
{
  const double minutes = seconds / 60.0;
  if (minutes < 1.5)
    return PlanViewModel::tr("a minute");
  if (minutes < 90.0)
    return PlanViewModel::tr("%1 min").arg(std::lround(minutes));
  const auto whole = std::lround(minutes);
  return minutes < 600.0 ? PlanViewModel::tr("%1 h %2 min").arg(whole / 60).arg(whole % 60)
                         : PlanViewModel::tr("%1 h").arg(std::lround(minutes / 60.0));
}

QString fromGroup(const std::string& key, const std::string& value)
{
  const QString group = groupText(key, value);
  if (value.empty())
    return PlanViewModel::tr("where that isn't known (%1)").arg(traitText(key));
  if (key == "sex")
    return PlanViewModel::tr("of %1").arg(group);
  if (key == "age")
    return PlanViewModel::tr("of patients of %1").arg(group);
  if (key == "sequence")
    return PlanViewModel::tr("made with %1").arg(group);
  return PlanViewModel::tr("from %1").arg(group);
}

QStringList balanceWarnings(const PlanData& data)
{
  QStringList sentences;
  for (const preparation::TeachingTable& table : data.teachers) {
    if (table.balanced())
      continue;
    const auto most =
        std::ranges::max_element(table.groups, {}, &preparation::TeachingGroup::difference);
    const int teaching = teachingImages(table);
    sentences.append(PlanViewModel::tr("Fine detail is taught by %1, %2 of them %3. Synthetic "
                                       "images will look like these.")
                         .arg(PlanViewModel::tr("%Ln image(s)", nullptr, teaching),
                              counted(most->teachingImages), fromGroup(table.key, most->value)));
  }
  return sentences;
}

QStringList noiseSentences(const PlanData& data)
{
  QStringList sentences;
  // Never "none": whether the noise is Gaussian and white isn't tested.
  if (const double grain = grainIfIgnored(data); grain > 0.0)
    sentences.append(PlanViewModel::tr("Used without care, the noise would leave about %1 %2 of "
                                       "grain in the results; Limpid expects less.")
                         .arg(roundNumber(grain), unitOf(data)));
  if (data.referenceNoise > 0.0)
    sentences.append(
        PlanViewModel::tr("No image teaches below %1 %2: the cleanest you have set that floor.")
            .arg(roundNumber(data.referenceNoise), unitOf(data)));
  return sentences;
}

} // namespace

bool isSmallSet(const PlanData& data)
{
  return data.images < fewSlices || patientsIn(data) < fewPatients;
}

bool wantsCaution(const PlanData& data)
{
  return isSmallSet(data) ||
         !std::ranges::all_of(data.teachers, [](const auto& table) { return table.balanced(); });
}

QString costSentence(const PlanTime& time)
{
  const QString span = spanText(time.seconds);
  if (!time.cost)
    return time.measuring
               ? PlanViewModel::tr("About %1, a guess; it is being measured on this computer.")
                     .arg(span)
               : PlanViewModel::tr("About %1, a guess.").arg(span);
  const QString device = time.cost->device == u"cpu"_s ? PlanViewModel::tr("this processor")
                                                       : PlanViewModel::tr("the graphics card");
  if (!time.cost->memoryBytes)
    return PlanViewModel::tr("About %1 on %2.").arg(span, device);
  return PlanViewModel::tr("About %1 on %2, %3 of memory.")
      .arg(span, device,
           QLocale().formattedDataSize(*time.cost->memoryBytes, 1, QLocale::DataSizeSIFormat));
}

QStringList planSentences(const PlanData& data, const PlanTime& time)
{
  QStringList sentences{whoTeachesWhat(data)};
  sentences += noiseSentences(data);
  sentences.append(whoseDetails(data));
  sentences.append(wrongNoise(data));
  if (data.pixelMm > 0.0)
    sentences.append(PlanViewModel::tr("One pixel is %1 mm: findings under %2 mm can't appear.")
                         .arg(roundNumber(data.pixelMm), roundNumber(2.0 * data.pixelMm)));
  sentences.append(costSentence(time));
  if (const int unknown = data.images - static_cast<int>(data.risks.size()); unknown > 0)
    sentences.append(
        PlanViewModel::tr("%Ln slice(s) without known noise can't be used.", nullptr, unknown));
  sentences += balanceWarnings(data);
  if (isSmallSet(data))
    sentences.append(PlanViewModel::tr("This is a small set: samples may come close to copies of "
                                       "training images."));
  sentences.removeAll(QString());
  return sentences;
}

QString groupText(const std::string& key, const std::string& value)
{
  if (value.empty())
    return PlanViewModel::tr("not known");
  if (key == "sex" && value == "F")
    return PlanViewModel::tr("women");
  if (key == "sex" && value == "M")
    return PlanViewModel::tr("men");
  if (key == "age")
    return PlanViewModel::tr("%1 years").arg(QString::fromStdString(value));
  if (key == "site")
    return PlanViewModel::tr("site %1").arg(QString::fromStdString(value).section(u' ', 1));
  return QString::fromStdString(value);
}

QString traitText(const std::string& key)
{
  const std::map<std::string, QString> words = {
      {"sex", PlanViewModel::tr("Sex")},
      {"age", PlanViewModel::tr("Age")},
      {"scanner", PlanViewModel::tr("Scanner")},
      {"site", PlanViewModel::tr("Site")},
      {"sequence", PlanViewModel::tr("Kernel or sequence")},
      {"label", PlanViewModel::tr("Group")}};
  const auto word = words.find(key);
  return word == words.end() ? QString::fromStdString(key) : word->second;
}

} // namespace limpid::viewmodels

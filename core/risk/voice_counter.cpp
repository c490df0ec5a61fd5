#include "core/risk/voice_counter.h"

#include "core/risk/blinding.h"
#include "core/risk/rater_values.h"

#include <algorithm>
#include <utility>

namespace limpid::risk {

Result<VoiceCounter> VoiceCounter::open(study::Project& project,
                                        const std::optional<std::string>& rater)
{
  VoiceCounter counter(project);
  Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  counter.m_schema = std::move(*schema);
  counter.m_rater = rater;
  if (!rater)
    return counter;
  const Result<bool> seesOthers = seesOtherRaters(project, *rater);
  if (!seesOthers)
    return failure(seesOthers.error());
  counter.m_blinded = !*seesOthers;
  return counter;
}

bool VoiceCounter::isMeasured(const std::string& component) const
{
  const Result<Component> known = findComponent(m_schema, component);
  return known && known->kind == ComponentKind::Measured;
}

bool VoiceCounter::isSeen(const Rating& voice) const
{
  if (!m_blinded || isMeasured(voice.component))
    return true;
  return voice.rater == *m_rater && !voice.adjudicated;
}

Result<QualityVector> VoiceCounter::count(std::vector<Rating> voices)
{
  std::map<std::string, std::vector<Rating>> byComponent;
  for (Rating& voice : voices)
    if (isSeen(voice))
      byComponent[voice.component].push_back(std::move(voice));
  QualityVector quality;
  for (auto& [component, ratings] : byComponent) {
    if (ratings.size() == 1) {
      quality.emplace(component, std::move(ratings.front()));
      continue;
    }
    Result<Rating> chosen = choose(std::move(ratings));
    if (!chosen)
      return failure(chosen.error());
    quality.emplace(component, std::move(*chosen));
  }
  return quality;
}

Result<Rating> VoiceCounter::choose(std::vector<Rating> voices)
{
  const auto decided = std::find_if(voices.begin(), voices.end(),
                                    [](const Rating& voice) { return voice.adjudicated; });
  if (decided != voices.end())
    return std::move(*decided);
  const auto own = std::find_if(voices.begin(), voices.end(), [this](const Rating& voice) {
    return m_rater && !voice.rater.empty() && voice.rater == *m_rater;
  });
  if (own != voices.end())
    return std::move(*own);
  if (isMeasured(voices.front().component)) // rated by several before it became a measurement
    return *std::max_element(
        voices.begin(), voices.end(),
        [](const Rating& one, const Rating& two) { return one.setAt < two.setAt; });
  std::erase_if(voices, [](const Rating& voice) { return voice.rater.empty(); });
  if (voices.size() == 1)
    return std::move(voices.front());
  const Result<Component> component = findComponent(m_schema, voices.front().component);
  if (!component)
    return failure(component.error());
  const Result<Consensus> agreed = consensus(*component);
  if (!agreed)
    return failure(agreed.error());
  std::vector<double> values;
  for (const Rating& voice : voices)
    values.push_back(voice.value);
  return std::move(voices[valueThatCounts(values, *component, *agreed)]);
}

Result<Consensus> VoiceCounter::consensus(const Component& component)
{
  if (const auto known = m_consensus.find(component.id); known != m_consensus.end())
    return known->second;
  const Result<RaterTable> table = raterTable(*m_project, component.id);
  if (!table)
    return failure(table.error());
  return m_consensus.emplace(component.id, consensusOf(table->matrix(), component)).first->second;
}

} // namespace limpid::risk

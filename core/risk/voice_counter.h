#pragma once

#include "core/risk/consensus.h"
#include "core/risk/ratings.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Makes one quality vector of what several raters said of an image (core/risk/rater_values.h).
class VoiceCounter
{
public:
  /// For what is in force, or for what `rater` sees (qualitySeenBy()).
  static Result<VoiceCounter> open(study::Project& project,
                                   const std::optional<std::string>& rater);

  /// `voices`: of each component one rating per rater, and the decision between them if there is
  /// one.
  Result<QualityVector> count(std::vector<Rating> voices);

private:
  explicit VoiceCounter(study::Project& project) : m_project(&project) {}

  Result<Rating> choose(std::vector<Rating> voices);
  bool isSeen(const Rating& voice) const;
  bool isMeasured(const std::string& component) const;
  Result<Consensus> consensus(const Component& component);

  study::Project* m_project;
  std::vector<Component> m_schema;
  std::optional<std::string> m_rater;
  bool m_blinded = false;
  std::map<std::string, Consensus> m_consensus;
};

} // namespace limpid::risk

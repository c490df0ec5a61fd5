#pragma once

#include "core/diffusion/noise_correction.h"

#include <stdexcept>

namespace limpid::diffusion {

/// The law with its defaults, or a test that ends with the reason.
inline std::shared_ptr<const NoiseLaw> madeLaw(std::string_view id,
                                               const Json& parameters = Json::object())
{
  auto law = makeNoiseLaw(id, parameters);
  if (!law)
    throw std::runtime_error(law.error().message);
  return *law;
}

inline NoiseCorrection madeCorrection(std::string_view id, const CorrectionOptions& options = {})
{
  auto correction = NoiseCorrection::make(madeLaw(id), options);
  if (!correction)
    throw std::runtime_error(correction.error().message);
  return *correction;
}

} // namespace limpid::diffusion

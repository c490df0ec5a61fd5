#pragma once

#include "core/diffusion/noise_law.h"
#include "core/diffusion/parameter_reader.h"

/// What the files of the single laws share; nobody outside this folder includes it.
namespace limpid::diffusion {

using MadeNoiseLaw = Result<std::shared_ptr<const NoiseLaw>>;

MadeNoiseLaw makeGaussian(const Json& parameters);
MadeNoiseLaw makeLaplace(const Json& parameters);
MadeNoiseLaw makeCauchy(const Json& parameters);
MadeNoiseLaw makeStudentT(const Json& parameters);
MadeNoiseLaw makeUniform(const Json& parameters);

/// A law without parameters.
template<typename Law>
MadeNoiseLaw makeWithoutParameters(std::string_view subject, const Json& parameters)
{
  return ParameterReader(subject, parameters).finish().map([]() -> std::shared_ptr<const NoiseLaw> {
    return std::make_shared<Law>();
  });
}

} // namespace limpid::diffusion

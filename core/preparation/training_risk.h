#pragma once

#include "core/base/result.h"
#include "core/preparation/selection.h"
#include "core/preparation/training_array.h"
#include "core/risk/schema.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::preparation {

/// The component that is the noise, or NotFound.
Result<risk::Component> noiseComponent(const std::vector<risk::Component>& schema);

/// BadInput with a count and the first image when one has no noise value: unrated is not zero.
Result<void> checkNoiseKnown(const Selection& selection, const std::string& noise);

/// The strongest noise "as seen", in the image's unit.
double strongestNoise(const Selection& selection, const std::string& noise);

/// σ of M0: standard deviation of the noise of the array that trains, model intensity. A value of
/// an estimator is measured again on the array; any other is white noise through the resampling.
double noiseAsTrained(const risk::Rating& noise, const TrainingArray& array,
                      double unitsPerModelIntensity);

/// λ of M10 at training size, model intensity: the largest of the matched ratings' limits.
double limitAsTrained(const risk::QualityVector& quality,
                      const std::vector<risk::Component>& schema, double unitsPerModelIntensity);

/// σ_ref of M0 by default: the 5th percentile, between neighbours in proportion.
double referenceOf(std::vector<double> noises);

/// r = √max(0, σ² − σ_ref²).
double relativeToReference(double noise, double reference);

} // namespace limpid::preparation

#pragma once

#include "core/base/document.h"
#include "core/dataset/safetensors.h"

#include <map>
#include <string>
#include <vector>

namespace limpid::dataset {

/// What decides a training: the arrays by name, type, shape and bytes, and of the document what
/// says where they came from. Reads every byte.
std::string contentDigest(const std::map<std::string, TensorView>& tensors, const Json& patients,
                          const Json& sources, const Json& preparation);

} // namespace limpid::dataset

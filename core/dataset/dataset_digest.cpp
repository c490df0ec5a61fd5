#include "core/dataset/dataset_digest.h"

#include "core/base/digest.h"

namespace limpid::dataset {

std::string contentDigest(const std::map<std::string, TensorView>& tensors, const Json& patients,
                          const Json& sources, const Json& preparation)
{
  Digest digest;
  for (const auto& [name, view] : tensors) {
    digest.add(Json::array({name, toString(view.type), view.shape}).dump());
    digest.add(view.bytes);
  }
  digest.add(Json::array({patients, sources, preparation})
                 .dump(-1, ' ', false, Json::error_handler_t::replace));
  return digest.hex();
}

} // namespace limpid::dataset

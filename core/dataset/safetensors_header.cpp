#include "core/dataset/safetensors_header.h"

#include "core/base/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

namespace limpid::dataset {
namespace {

struct TypeName
{
  ElementType type;
  std::int64_t bytes;
  std::string_view name;
};

constexpr std::array<TypeName, 6> typeNames{{{ElementType::Float32, 4, "F32"},
                                             {ElementType::Float64, 8, "F64"},
                                             {ElementType::Int64, 8, "I64"},
                                             {ElementType::Int32, 4, "I32"},
                                             {ElementType::UInt8, 1, "U8"},
                                             {ElementType::BFloat16, 2, "BF16"}}};

const TypeName& named(ElementType type)
{
  return *std::find_if(typeNames.begin(), typeNames.end(),
                       [type](const TypeName& entry) { return entry.type == type; });
}

tl::unexpected<Error> broken(std::string reason)
{
  return failure(ErrorCode::BadInput, std::move(reason));
}

/// Only the outer level matters: a tensor's name must not come twice.
Result<Json> parseWithoutRepeatedNames(std::string_view text)
{
  std::set<std::string> names;
  std::string repeated;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) {
      const auto name = parsed.get<std::string>();
      if (!names.insert(name).second)
        repeated = name;
    }
    return true;
  };
  Json json = Json::parse(text.begin(), text.end(), watch, false);
  if (json.is_discarded() || !json.is_object())
    return broken("its header isn't a JSON object");
  if (!repeated.empty())
    return broken(fmt::format("it holds two tensors of the name {}", repeated));
  return json;
}

Result<std::map<std::string, std::string>> parseMetadata(const Json& json)
{
  std::map<std::string, std::string> metadata;
  if (!json.is_object())
    return broken("its __metadata__ isn't an object of texts");
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string())
      return broken(fmt::format("its metadata {} isn't text", key));
    metadata.emplace(key, value.get<std::string>());
  }
  return metadata;
}

bool isCount(const Json& json)
{
  return json.is_number_unsigned() &&
         json.get<std::uint64_t>() <=
             static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

Result<TensorEntry> parseEntry(const std::string& name, const Json& json)
{
  if (!json.is_object() || !json.contains("dtype") || !json.contains("shape") ||
      !json.contains("data_offsets"))
    return broken(fmt::format("tensor {} lacks dtype, shape or data_offsets", name));
  const Json& dtype = json["dtype"];
  const auto type = std::find_if(typeNames.begin(), typeNames.end(),
                                 [&](const TypeName& entry) { return dtype == entry.name; });
  if (!dtype.is_string())
    return broken(fmt::format("the dtype of tensor {} isn't text", name));
  if (type == typeNames.end())
    return failure(ErrorCode::Unsupported,
                   fmt::format("tensor {} has the element type {}, which isn't supported", name,
                               dtype.get<std::string>()));
  const Json& shape = json["shape"];
  const Json& offsets = json["data_offsets"];
  if (!shape.is_array() || !std::all_of(shape.begin(), shape.end(), isCount))
    return broken(fmt::format("the shape of tensor {} isn't a list of sizes", name));
  if (!offsets.is_array() || offsets.size() != 2 || !isCount(offsets[0]) || !isCount(offsets[1]))
    return broken(fmt::format("the offsets of tensor {} aren't two positions", name));
  return TensorEntry{type->type, shape.get<std::vector<std::int64_t>>(),
                     offsets[0].get<std::uint64_t>(), offsets[1].get<std::uint64_t>()};
}

Result<void> checkEntry(const std::string& name, const TensorEntry& entry,
                        std::uint64_t bufferBytes)
{
  if (entry.begin > entry.end || entry.end > bufferBytes)
    return broken(fmt::format("tensor {} lies outside the file", name));
  if (byteLength(entry.type, entry.shape) != entry.end - entry.begin)
    return broken(fmt::format("the shape of tensor {} doesn't fit its {} bytes", name,
                              entry.end - entry.begin));
  return {};
}

/// The format allows neither overlaps nor holes, so the tensors in order of position are a chain.
Result<void> checkChain(const std::map<std::string, TensorEntry>& tensors,
                        std::uint64_t bufferBytes)
{
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  ranges.reserve(tensors.size());
  for (const auto& [name, entry] : tensors)
    ranges.emplace_back(entry.begin, entry.end);
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t position = 0;
  for (const auto& [begin, end] : ranges) {
    if (begin != position)
      return broken(begin < position ? "its tensors overlap"
                                     : "there are holes between its tensors");
    position = end;
  }
  if (position != bufferBytes)
    return broken("there are bytes behind its last tensor");
  return {};
}

} // namespace

std::int64_t bytesPerElement(ElementType type)
{
  return named(type).bytes;
}

std::string toString(ElementType type)
{
  return std::string(named(type).name);
}

std::optional<std::uint64_t> byteLength(ElementType type, const std::vector<std::int64_t>& shape)
{
  std::int64_t bytes = bytesPerElement(type);
  for (const std::int64_t size : shape)
    if (size < 0 || __builtin_mul_overflow(bytes, size, &bytes))
      return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

Result<SafetensorsHeader> parseHeader(std::string_view text, std::uint64_t bufferBytes)
{
  const Result<Json> json = parseWithoutRepeatedNames(text);
  if (!json)
    return failure(json.error());
  SafetensorsHeader header;
  for (const auto& [name, value] : json->items()) {
    if (name == "__metadata__") {
      Result<std::map<std::string, std::string>> metadata = parseMetadata(value);
      if (!metadata)
        return failure(metadata.error());
      header.metadata = std::move(*metadata);
      continue;
    }
    Result<TensorEntry> entry = parseEntry(name, value);
    if (!entry)
      return failure(entry.error());
    if (const Result<void> checked = checkEntry(name, *entry, bufferBytes); !checked)
      return failure(checked.error());
    header.tensors.emplace(name, std::move(*entry));
  }
  if (const Result<void> checked = checkChain(header.tensors, bufferBytes); !checked)
    return failure(checked.error());
  return header;
}

Result<std::string> headerText(const SafetensorsHeader& header)
{
  Json json = Json::object();
  if (!header.metadata.empty())
    json["__metadata__"] = header.metadata;
  for (const auto& [name, entry] : header.tensors) {
    if (name == "__metadata__")
      return broken("a tensor can't be called __metadata__");
    json[name] = {{"dtype", toString(entry.type)},
                  {"shape", entry.shape},
                  {"data_offsets", {entry.begin, entry.end}}};
  }
  std::string text;
  try {
    text = json.dump();
  } catch (const Json::exception&) {
    return broken("a tensor's name or a metadata text isn't UTF-8");
  }
  text.append((8 - text.size() % 8) % 8, ' ');
  if (text.size() > headerLimitBytes)
    return broken("the header would be larger than the format allows");
  return text;
}

} // namespace limpid::dataset

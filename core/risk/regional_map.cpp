#include "core/risk/regional_map.h"

#include "core/risk/rating_database.h"
#include "core/risk/region_history.h"
#include "core/risk/remark_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::risk {
namespace {

Result<Component> componentOf(study::Project& project, const std::string& id)
{
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  return findComponent(*schema, id);
}

Result<void> checkSize(study::Project& project, const RegionalRating& rating)
{
  const Result<std::optional<study::ImageRecord>> image = study::findImage(project, rating.image);
  if (!image)
    return failure(image.error());
  if (!*image)
    return failure(ErrorCode::NotFound,
                   fmt::format("The library holds no image with the UID {} and "
                               "the frame {}.",
                               rating.image.uid, rating.image.frame));
  const RegionalMap& map = rating.map;
  const auto pixels = static_cast<std::size_t>(std::max(map.rows, 0)) *
                      static_cast<std::size_t>(std::max(map.columns, 0));
  if (map.rows != (*image)->rows || map.columns != (*image)->columns || map.values.size() != pixels)
    return failure(ErrorCode::BadInput,
                   fmt::format("The map has {} × {} pixels, its image {} × {}.", map.rows,
                               map.columns, (*image)->rows, (*image)->columns));
  return {};
}

Result<void> checkValues(const Component& component, const RegionalMap& map)
{
  std::optional<float> last; // maps are flat over wide areas
  for (const float value : map.values) {
    if (last == value || std::isnan(value))
      continue;
    if (Result<void> valid = checkValue(component, static_cast<double>(value)); !valid)
      return valid;
    last = value;
  }
  if (!last)
    return failure(ErrorCode::BadInput, "The map rates no pixel.");
  return {};
}

double worstOf(const Component& component, const RegionalMap& map)
{
  const bool highIsWorse = component.goodIsLow;
  std::optional<float> worst;
  for (const float value : map.values)
    if (!std::isnan(value) && (!worst || (highIsWorse ? value > *worst : value < *worst)))
      worst = value;
  return static_cast<double>(worst.value_or(0.0F));
}

} // namespace

Result<void> checkRegionalMap(study::Project& project, const RegionalRating& rating)
{
  const Result<Component> component = componentOf(project, rating.component);
  if (!component)
    return failure(component.error());
  if (Result<void> fits = checkSize(project, rating); !fits)
    return fits;
  return checkValues(*component, rating.map);
}

Result<void> storeRegionalMap(study::Project& project, const RegionalRating& rating)
{
  return storeRegionalMaps(project, {rating});
}

Result<void> storeRegionalMaps(study::Project& project, const std::vector<RegionalRating>& ratings)
{
  std::vector<Component> components;
  for (const RegionalRating& rating : ratings) {
    if (Result<void> checked = checkRegionalMap(project, rating); !checked)
      return checked;
    components.push_back(*componentOf(project, rating.component));
  }
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    BatchWriter batch(database, Act::Edit, ratings.empty() ? "" : ratings.front().author);
    for (std::size_t at = 0; at < ratings.size(); ++at) {
      const RegionalRating& rating = ratings[at];
      writeRegion(database, batch, {rating.image, rating.component},
                  {rating.map, rating.source, rating.author, batch.madeAt()});
      if (components[at].use != ComponentUse::Noise)
        writeValue(
            database, batch, {Level::Image, rating.image.uid, rating.image.frame}, rating.component,
            {worstOf(components[at], rating.map), rating.source, rating.author, batch.madeAt()});
    }
    transaction.commit();
    return {};
  });
}

Result<void> clearRegionalMap(study::Project& project, const study::ImageKey& image,
                              const std::string& component, const std::string& author)
{
  const Result<Component> described = componentOf(project, component);
  if (!described)
    return failure(described.error());
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    BatchWriter batch(database, Act::Edit, author);
    const StoredRegion before = storedRegion(database, {image, component});
    if (before.map.values.empty())
      return {};
    writeRegion(database, batch, {image, component}, {});
    const Place place =
        batch.placeOf({Level::Image, image.uid, image.frame}, component, before.author);
    if (described->use != ComponentUse::Noise &&
        batch.storedAt(place).value == worstOf(*described, before.map) &&
        batch.write(place, {std::nullopt, "person", author, batch.madeAt()}))
      endReviews(database, batch, place.target, component);
    transaction.commit();
    return {};
  });
}

Result<std::optional<RegionalMap>>
regionalMapOf(study::Project& project, const study::ImageKey& image, const std::string& component)
{
  return withRatings(project,
                     [&](SQLite::Database& database) -> Result<std::optional<RegionalMap>> {
                       StoredRegion region = storedRegion(database, {image, component});
                       if (region.map.values.empty())
                         return std::optional<RegionalMap>();
                       return std::optional(std::move(region.map));
                     });
}

Result<std::vector<RegionalRating>> listRegionalMaps(study::Project& project)
{
  return withRatings(
      project, [](SQLite::Database& database) -> Result<std::vector<RegionalRating>> {
        std::vector<RegionalRating> ratings;
        SQLite::Statement rows(database,
                               "SELECT uid, frame, component, rows, columns, source, author "
                               "FROM risk_region ORDER BY set_at, uid, frame, component");
        while (rows.executeStep())
          ratings.push_back({.image = {rows.getColumn(0).getString(), rows.getColumn(1).getInt()},
                             .component = rows.getColumn(2).getString(),
                             .map = {rows.getColumn(3).getInt(), rows.getColumn(4).getInt(), {}},
                             .source = rows.getColumn(5).getString(),
                             .author = rows.getColumn(6).getString()});
        return ratings;
      });
}

} // namespace limpid::risk

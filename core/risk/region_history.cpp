#include "core/risk/region_history.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace limpid::risk {
namespace {

using Bytes = std::vector<char>;

struct Run
{
  std::uint32_t length = 0;
  float value = 0.0F;
};
static_assert(sizeof(Run) == 8);

bool sameBits(float a, float b)
{
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

template<typename T>
Bytes bytesOf(const std::vector<T>& items)
{
  Bytes bytes(items.size() * sizeof(T));
  if (!bytes.empty())
    std::memcpy(bytes.data(), items.data(), bytes.size());
  return bytes;
}

template<typename T>
std::vector<T> itemsIn(const SQLite::Column& column)
{
  std::vector<T> items(static_cast<std::size_t>(column.getBytes()) / sizeof(T));
  if (!items.empty())
    std::memcpy(items.data(), column.getBlob(), items.size() * sizeof(T));
  return items;
}

/// Runs where they are shorter than the values themselves; their size tells which.
Bytes packed(const std::vector<float>& values)
{
  std::vector<Run> runs;
  for (const float value : values) {
    if (runs.empty() || !sameBits(runs.back().value, value))
      runs.push_back({0, value});
    ++runs.back().length;
  }
  return runs.size() * sizeof(Run) < values.size() * sizeof(float) ? bytesOf(runs)
                                                                   : bytesOf(values);
}

std::vector<float> unpacked(const SQLite::Column& column, std::size_t pixels)
{
  if (static_cast<std::size_t>(column.getBytes()) == pixels * sizeof(float))
    return itemsIn<float>(column);
  std::vector<float> values;
  values.reserve(pixels);
  for (const Run& run : itemsIn<Run>(column))
    values.insert(values.end(), std::min<std::size_t>(run.length, pixels - values.size()),
                  run.value);
  values.resize(pixels);
  return values;
}

/// Binds rows, columns, pixels, source, author and time from parameter `first` on; NULL for none.
void bindRegion(SQLite::Statement& statement, int first, const StoredRegion& region,
                const Bytes& bytes)
{
  if (region.map.values.empty()) {
    for (int parameter = first; parameter < first + 6; ++parameter)
      statement.bind(parameter);
    return;
  }
  statement.bind(first, region.map.rows);
  statement.bind(first + 1, region.map.columns);
  statement.bind(first + 2, bytes.data(), static_cast<int>(bytes.size()));
  statement.bind(first + 3, region.source);
  statement.bind(first + 4, region.author);
  statement.bind(first + 5, region.setAt);
}

StoredRegion readRegion(SQLite::Statement& query, int first)
{
  if (query.getColumn(first).isNull())
    return {};
  StoredRegion region;
  region.map.rows = query.getColumn(first).getInt();
  region.map.columns = query.getColumn(first + 1).getInt();
  const auto pixels = static_cast<std::size_t>(std::max(region.map.rows, 0)) *
                      static_cast<std::size_t>(std::max(region.map.columns, 0));
  region.map.values = unpacked(query.getColumn(first + 2), pixels);
  region.source = query.getColumn(first + 3).getString();
  region.author = query.getColumn(first + 4).getString();
  region.setAt = query.getColumn(first + 5).getString();
  return region;
}

void bindPlace(SQLite::Statement& statement, int first, const RegionPlace& place)
{
  statement.bind(first, place.image.uid);
  statement.bind(first + 1, place.image.frame);
  statement.bind(first + 2, place.component);
}

void replaceRegion(SQLite::Database& database, const RegionPlace& place, const StoredRegion& after)
{
  const bool remove = after.map.values.empty();
  SQLite::Statement statement(
      database, remove ? "DELETE FROM risk_region WHERE uid = ? AND frame = ? AND component = ?"
                       : "INSERT OR REPLACE INTO risk_region VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bindPlace(statement, 1, place);
  const Bytes bytes = bytesOf(after.map.values);
  if (!remove)
    bindRegion(statement, 4, after, bytes);
  statement.exec();
}

bool same(const StoredRegion& a, const StoredRegion& b)
{
  return a.map.rows == b.map.rows && a.map.columns == b.map.columns && a.source == b.source &&
         a.author == b.author && std::ranges::equal(a.map.values, b.map.values, sameBits);
}

} // namespace

StoredRegion storedRegion(SQLite::Database& database, const RegionPlace& place)
{
  SQLite::Statement find(database, "SELECT rows, columns, pixels, source, author, set_at "
                                   "FROM risk_region "
                                   "WHERE uid = ? AND frame = ? AND component = ?");
  bindPlace(find, 1, place);
  return find.executeStep() ? readRegion(find, 0) : StoredRegion();
}

void writeRegion(SQLite::Database& database, BatchWriter& batch, const RegionPlace& place,
                 const StoredRegion& after)
{
  const StoredRegion before = storedRegion(database, place);
  if (same(before, after))
    return;
  replaceRegion(database, place, after);
  SQLite::Statement log(database,
                        "INSERT INTO risk_region_change(batch, uid, frame, component, "
                        "before_rows, before_columns, before_pixels, before_source, "
                        "before_author, before_set_at, after_rows, after_columns, after_pixels, "
                        "after_source, after_author, after_set_at) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  log.bind(1, batch.openBatch());
  bindPlace(log, 2, place);
  const Bytes bytesBefore = packed(before.map.values);
  const Bytes bytesAfter = packed(after.map.values);
  bindRegion(log, 5, before, bytesBefore);
  bindRegion(log, 11, after, bytesAfter);
  log.exec();
}

void bringBackRegions(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen)
{
  struct Change
  {
    RegionPlace place;
    StoredRegion wanted;
    StoredRegion current;
  };
  std::vector<Change> changes;
  {
    SQLite::Statement query(database,
                            "SELECT uid, frame, component, before_rows, before_columns, "
                            "before_pixels, before_source, before_author, before_set_at, "
                            "after_rows, after_columns, after_pixels, after_source, after_author, "
                            "after_set_at FROM risk_region_change WHERE batch = ? ORDER BY id");
    query.bind(1, edit);
    while (query.executeStep())
      changes.push_back({{{query.getColumn(0).getString(), query.getColumn(1).getInt()},
                          query.getColumn(2).getString()},
                         readRegion(query, act == Act::Undo ? 3 : 9),
                         readRegion(query, act == Act::Undo ? 9 : 3)});
  }
  if (act == Act::Undo)
    std::ranges::reverse(changes);
  for (const Change& change : changes)
    if (sinceThen == SinceThen::Overwrite ||
        same(storedRegion(database, change.place), change.current))
      writeRegion(database, batch, change.place, change.wanted);
}

} // namespace limpid::risk

#include "cmedia.h"

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("popcnt", "default")))
#else
#define CLONES
#endif

enum { SLICES = 16, VALUES = 1 << 16, BUCKETS = 17, AHEAD = 12, BATCH = 4096 };

static inline uint32_t value_of(const uint64_t hash[4], int slice) {
  return (uint32_t)(hash[slice >> 2] >> ((slice & 3) * 16)) & 0xFFFF;
}

/// Compares a query with candidates whose hashes lie anywhere: each is asked for well before it is
/// looked at, as memory is the cost.
CLONES static size_t compare(const uint64_t *hashes, const uint32_t *candidates, size_t count,
                             const uint64_t query[4], int most, uint64_t *found, size_t room,
                             size_t filled) {
  for (size_t i = 0; i < count; i++) {
    if (i + AHEAD < count) __builtin_prefetch(hashes + 4 * (size_t)candidates[i + AHEAD]);
    const uint64_t *hash = hashes + 4 * (size_t)candidates[i];
    int apart = __builtin_popcountll(hash[0] ^ query[0]) + __builtin_popcountll(hash[1] ^ query[1]);
    if (apart > most) continue;
    apart += __builtin_popcountll(hash[2] ^ query[2]) + __builtin_popcountll(hash[3] ^ query[3]);
    if (apart > most) continue;
    if (filled < room) found[filled] = (uint64_t)candidates[i] << 32 | (uint32_t)apart;
    filled++;
  }
  return filled;
}

size_t cmedia_near(const uint64_t *hashes, size_t count, const uint32_t *starts,
                   const uint32_t *positions, const uint64_t query[4], int most, uint64_t *found,
                   size_t room) {
  uint32_t batch[BATCH];
  size_t filled = 0;
  for (int slice = 0; slice < SLICES; slice++) {
    const uint32_t *first = starts + (size_t)slice * (VALUES + 1);
    const uint32_t *own = positions + (size_t)slice * count;
    uint32_t value = value_of(query, slice);
    for (int bit = 0; bit < BUCKETS; bit++)
      __builtin_prefetch(own + first[bit ? value ^ 1u << (bit - 1) : value]);
    size_t waiting = 0;
    for (int bit = 0; bit < BUCKETS; bit++) {
      uint32_t bucket = bit ? value ^ 1u << (bit - 1) : value;
      for (uint32_t i = first[bucket]; i < first[bucket + 1]; i++) {
        batch[waiting++] = own[i];
        if (waiting == BATCH) {
          filled = compare(hashes, batch, waiting, query, most, found, room, filled);
          waiting = 0;
        }
      }
    }
    filled = compare(hashes, batch, waiting, query, most, found, room, filled);
  }
  return filled;
}

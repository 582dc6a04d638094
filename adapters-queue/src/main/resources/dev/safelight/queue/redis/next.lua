-- When the first job of these kinds can be claimed (ms); nothing when there is none. Those that are paused do not count.
-- KEYS  paused; then of each kind: waiting, held
-- ARGV  the kinds
local earliest
for kind = 1, #ARGV do
  if redis.call('SISMEMBER', KEYS[1], ARGV[kind]) == 0 then
    for key = 2 * kind, 2 * kind + 1 do
      local at = tonumber(redis.call('ZRANGE', KEYS[key], 0, 0, 'WITHSCORES')[2])
      if at and (not earliest or at < earliest) then
        earliest = at
      end
    end
  end
end
return earliest

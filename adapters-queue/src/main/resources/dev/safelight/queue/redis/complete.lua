-- Jobs of one kind are done and forgotten, as far as their receipts are good.
-- KEYS  held, jobs
-- ARGV  of each job: id, receipt
-- Twice: the second time the receipts are void.
local held, jobs = unpack(KEYS)

local ids = {}
for i = 1, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
end
local done = {}
for i, row in ipairs(redis.call('HMGET', jobs, unpack(ids))) do
  if row and string.match(row, '^%d+ (%S+)') == ARGV[2 * i] then
    done[#done + 1] = ids[i]
  end
end
if #done > 0 then
  redis.call('ZREM', held, unpack(done))
  redis.call('HDEL', jobs, unpack(done))
end
return #done

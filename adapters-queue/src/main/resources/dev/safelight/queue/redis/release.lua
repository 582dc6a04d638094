-- Gives a job back, to be given out again later, if the receipt is good.
-- KEYS  waiting, held, jobs
-- ARGV  channel, kind, id, receipt, when
-- Twice: the second time the receipt is void.
local waiting, held, jobs = unpack(KEYS)
local id, at = ARGV[3], ARGV[5]

local row = redis.call('HGET', jobs, id)
if not row then
  return 0
end
local deliveries, receipt, payload = string.match(row, '^(%d+) (%S+) (.*)$')
if receipt ~= ARGV[4] then
  return 0
end
local head = redis.call('ZRANGE', waiting, 0, 0, 'WITHSCORES')[2]
redis.call('ZREM', held, id)
redis.call('HSET', jobs, id, deliveries .. ' - ' .. payload)
redis.call('ZADD', waiting, at, id)
if not head or tonumber(at) < tonumber(head) then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return 1

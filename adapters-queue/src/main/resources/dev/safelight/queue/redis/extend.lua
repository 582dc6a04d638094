-- Hides a job for longer, if the receipt is good.
-- KEYS  held, jobs
-- ARGV  id, receipt, until
-- Twice: the same as once.
local held, jobs = unpack(KEYS)

local row = redis.call('HGET', jobs, ARGV[1])
if not row or string.match(row, '^%d+ (%S+)') ~= ARGV[2] then
  return 0
end
redis.call('ZADD', held, ARGV[3], ARGV[1])
return 1

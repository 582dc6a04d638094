-- Queues some dead letters of one kind again, as new ones; says how many. Those that are queued already only rise.
-- KEYS  waiting, held, jobs, dead
-- ARGV  channel, kind, now, how many at most
-- Twice: the second time it takes the next ones, and all are to rise.
local waiting, held, jobs, dead = unpack(KEYS)

local letters = redis.call('HRANDFIELD', dead, ARGV[4], 'WITHVALUES')
for i = 1, #letters, 2 do
  local id, payload = letters[i], string.match(letters[i + 1], '^%d+ (.*)$')
  redis.call('HDEL', dead, id)
  if redis.call('HSETNX', jobs, id, '0 - ' .. payload) == 1 then
    redis.call('ZREM', held, id)
    redis.call('ZADD', waiting, ARGV[3], id)
  end
end
if #letters > 0 then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return #letters / 2

-- Rings for jobs of one kind, each unless it is queued already.
-- KEYS  waiting, held, jobs
-- ARGV  channel, kind; then of each job: id, due, what to keep of it
-- Twice: the second time all of them are queued already.
local waiting, held, jobs = unpack(KEYS)

local ids = {}
for i = 3, #ARGV, 3 do
  ids[#ids + 1] = ARGV[i]
end
local rows = redis.call('HMGET', jobs, unpack(ids))

-- Queued is what has both its halves: eviction may have taken one of them.
local function is_queued(i)
  return rows[i] and (redis.call('ZSCORE', waiting, ids[i]) or redis.call('ZSCORE', held, ids[i]))
end

local fresh, fields, scores, earliest = {}, {}, {}, math.huge
for i, id in ipairs(ids) do
  if not is_queued(i) then
    local due, payload = ARGV[3 * i + 1], ARGV[3 * i + 2]
    fresh[#fresh + 1] = id
    fields[#fields + 1] = id
    fields[#fields + 1] = payload
    scores[#scores + 1] = due
    scores[#scores + 1] = id
    earliest = math.min(earliest, tonumber(due))
  end
end
if #fresh == 0 then
  return 0
end

local head = redis.call('ZRANGE', waiting, 0, 0, 'WITHSCORES')[2]
redis.call('HSET', jobs, unpack(fields))
if redis.call('EXISTS', held) == 1 then
  redis.call('ZREM', held, unpack(fresh))
end
redis.call('ZADD', waiting, unpack(scores))
-- Who waits does so until the first job is due: only an earlier one needs a bell.
if not head or earliest < tonumber(head) then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return #fresh

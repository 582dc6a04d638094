-- Takes jobs that are due: of each kind first what somebody held for too long, then what waits.
-- KEYS  paused, taken (what this very token took); then of each kind: waiting, held, jobs, dead
-- ARGV  token, now, until, max, deliveries at most, how long to remember (ms), how many dead letters to keep,
--       how long to keep them (ms); then the kinds
-- Gives of each job: number of its kind, id, deliveries, payload.
-- Twice: with the same token it gives the same jobs again, as far as they are still held by it, and takes no more.
local paused, taken = KEYS[1], KEYS[2]
local token, now, hidden_until, max = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local most, remembered, dead_kept, dead_for = tonumber(ARGV[5]), ARGV[6], tonumber(ARGV[7]), ARGV[8]
local kinds = #ARGV - 8
local given, mine = {}, {}

local function keys_of(kind)
  return unpack(KEYS, 4 * kind - 1, 4 * kind + 2)
end

local function parse(row)
  local deliveries, receipt, payload = string.match(row, '^(%d+) (%S+) (.*)$')
  return tonumber(deliveries), receipt, payload
end

local function give(kind, id, deliveries, payload)
  given[#given + 1] = kind
  given[#given + 1] = id
  given[#given + 1] = deliveries
  given[#given + 1] = payload
end

local function give_again(kind, ids)
  local _, held, jobs = keys_of(kind)
  local scores = {}
  for i, row in ipairs(redis.call('HMGET', jobs, unpack(ids))) do
    local deliveries, receipt, payload = parse(row or '0 - ')
    if receipt == token then
      give(kind, ids[i], deliveries, payload)
      scores[#scores + 1] = hidden_until
      scores[#scores + 1] = ids[i]
    end
  end
  if #scores > 0 then
    redis.call('ZADD', held, 'GT', unpack(scores))
  end
end

local function bury(dead, id, payload)
  if redis.call('HLEN', dead) >= dead_kept then
    redis.call('HDEL', dead, redis.call('HRANDFIELD', dead))
  end
  redis.call('HSET', dead, id, ARGV[2] .. ' ' .. payload)
  redis.call('PEXPIRE', dead, dead_for)
end

-- A job whose place in line was lost (eviction) is given one, some at a time: else it could never be queued again.
local function mend(waiting, held, jobs)
  if redis.call('HLEN', jobs) > redis.call('ZCARD', waiting) + redis.call('ZCARD', held) then
    for _, id in ipairs(redis.call('HRANDFIELD', jobs, 100)) do
      if not redis.call('ZSCORE', waiting, id) and not redis.call('ZSCORE', held, id) then
        redis.call('ZADD', held, now, id)
      end
    end
  end
end

local function due(waiting, held, room)
  local ids = redis.call('ZRANGEBYSCORE', held, '-inf', now, 'LIMIT', 0, room)
  if #ids < room then
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', waiting, '-inf', now, 'LIMIT', 0, room - #ids)) do
      ids[#ids + 1] = id
    end
  end
  return ids
end

local function take(kind, room)
  local waiting, held, jobs, dead = keys_of(kind)
  mend(waiting, held, jobs)
  local ids = due(waiting, held, room)
  if #ids == 0 then
    return 0
  end
  local rows = redis.call('HMGET', jobs, unpack(ids))
  redis.call('ZREM', waiting, unpack(ids))
  local fields, scores, gone, took = {}, {}, {}, {}
  for i, id in ipairs(ids) do
    local deliveries, _, payload = parse(rows[i] or '0 - ')
    if not rows[i] then
      gone[#gone + 1] = id
    elseif deliveries >= most then
      gone[#gone + 1] = id
      bury(dead, id, payload)
    else
      took[#took + 1] = id
      fields[#fields + 1] = id
      fields[#fields + 1] = (deliveries + 1) .. ' ' .. token .. ' ' .. payload
      scores[#scores + 1] = hidden_until
      scores[#scores + 1] = id
      give(kind, id, deliveries + 1, payload)
    end
  end
  if #gone > 0 then
    redis.call('ZREM', held, unpack(gone))
    redis.call('HDEL', jobs, unpack(gone))
  end
  if #took > 0 then
    redis.call('HSET', jobs, unpack(fields))
    redis.call('ZADD', held, unpack(scores))
    mine[#mine + 1] = {kind, took}
  end
  return #took
end

local before = redis.call('GET', taken)
if before then
  for _, part in ipairs(cjson.decode(before)) do
    give_again(part[1], part[2])
  end
  return given
end

-- There is nothing to remove; but a server that is out of memory refuses a script that begins by adding, and then nobody
-- could work off what fills it.
redis.call('DEL', taken)

local room = max
for kind = 1, kinds do
  if room > 0 and redis.call('SISMEMBER', paused, ARGV[8 + kind]) == 0 then
    room = room - take(kind, room)
  end
end
if #mine > 0 then
  redis.call('SET', taken, cjson.encode(mine), 'PX', remembered)
end
return given

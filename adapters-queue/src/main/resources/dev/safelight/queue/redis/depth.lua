-- How many jobs of a kind are ready, delayed, claimed and dead.
-- KEYS  waiting, held, dead
-- ARGV  now
local waiting, held, dead = unpack(KEYS)

local due = redis.call('ZCOUNT', waiting, '-inf', ARGV[1])
local expired = redis.call('ZCOUNT', held, '-inf', ARGV[1])
return {
  due + expired,
  redis.call('ZCARD', waiting) - due,
  redis.call('ZCARD', held) - expired,
  redis.call('HLEN', dead),
}

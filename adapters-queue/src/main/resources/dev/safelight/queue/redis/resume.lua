-- Jobs of a kind are given out again, and those who wait for one look.
-- KEYS  paused
-- ARGV  channel, kind
-- Twice: the same as once.
redis.call('SREM', KEYS[1], ARGV[2])
redis.call('PUBLISH', ARGV[1], ARGV[2])

-- Whether one can write here: neither a replica nor a full server lets this through.
-- KEYS  a key of nobody's
redis.call('SET', KEYS[1], '1', 'PX', 1000)

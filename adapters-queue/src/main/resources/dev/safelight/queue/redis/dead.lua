-- Some dead letters of a kind: id and row (when it died, payload) of each.
-- KEYS  dead
-- ARGV  how many at most
local shown, cursor = {}, '0'
repeat
  local page = redis.call('HSCAN', KEYS[1], cursor, 'COUNT', ARGV[1])
  cursor = page[1]
  for _, part in ipairs(page[2]) do
    if #shown < 2 * tonumber(ARGV[1]) then
      shown[#shown + 1] = part
    end
  end
until cursor == '0' or #shown == 2 * tonumber(ARGV[1])
return shown

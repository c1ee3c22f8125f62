-- The schedule of requests that share a quota, in the hash KEYS[1]. Times are microseconds of this server's clock.
--   last   the last start that was handed out
--   held   no request may start earlier
--   pace   requests a second when the last refusal lowered it, at the time paced
--   since  identifies the schedule: a start that was handed out with another number must be booked again
--   seen   when the hash was written
--   starts how many starts were handed out
--   cold   until when requests of processes that have just begun may arrive late
--
-- ARGV: the quota in requests a second, an action, and its arguments.
--   book WAIT COLD     hands out the next start: returns how long to wait for it, the start, since and
--                      starts; or -1 if the wait is longer than WAIT. COLD is 1 for the first request of a process, also
--                      after a pause, and otherwise 0
--   stands SINCE       returns 1 if a start that was handed out with SINCE may still be used, 0 if not
--   release START SINCE  takes a start back that will not be used, unless a later one was handed out
--   refuse HOLD        the API refused a request: nothing may start for HOLD, and the pace falls
--   touch PAUSE        fails if another action could not write; if nothing was written for PAUSE, which is not 0, the processes
--                      were without Redis: nothing starts for PAUSE, so that all of them are back before

local SECOND = 1000000

-- What the full pace leaves free in each second, because requests arrive earlier or later than they should (measured).
local MARGIN = 50000

-- The same after a cold start. A new connection and a cold JVM delay a request by up to 170 ms on a quiet machine
-- (measured), and the next ones, which are not delayed, would come too close to it.
local COLD_MARGIN = 200000

-- How the pace falls and rises: the rule and the numbers of the client, which explains them. Rates are shares of the quota.
local DECREASE = 0.95
local REPEATED_DECREASE = 0.3
local REPEATED_WITHIN = 5 * SECOND
local DECREASE_AT_MOST_EVERY = SECOND
local INCREASE = 0.0001
local SLOWEST = 0.05

-- Longer than the pace takes to recover from its slowest.
local KEEP_IDLE_MILLIS = 600000

local key = KEYS[1]
local quota = tonumber(ARGV[1])
local action = ARGV[2]

local time = redis.call('TIME')
local now = time[1] * SECOND + time[2]
local full_pace = quota * SECOND / (SECOND + MARGIN)

local stored = redis.call('HMGET', key, 'last', 'held', 'pace', 'paced', 'since', 'seen', 'cold')
local last = tonumber(stored[1]) or 0
local held = tonumber(stored[2]) or 0
local pace = tonumber(stored[3]) or full_pace
local paced = tonumber(stored[4]) or 0
local since = tonumber(stored[5]) or now
local seen = tonumber(stored[6]) or 0
local cold = tonumber(stored[7]) or 0

-- The clock may be set back, or belong to another server after a failover. Waits must not become longer by that.
local set_back = math.max(0, seen - now)
last = last - set_back
held = held - set_back
paced = paced - set_back
cold = cold - set_back

local elapsed = now - paced
pace = math.min(full_pace, pace + INCREASE * quota * (elapsed / SECOND) ^ 2)
local spacing = math.ceil(SECOND / pace)
if last < cold then
  spacing = math.max(spacing, math.ceil((SECOND + COLD_MARGIN) / quota))
end

local function save(lowered)
  if lowered then
    redis.call('HSET', key, 'pace', lowered, 'paced', now)
  elseif set_back > 0 then
    redis.call('HSET', key, 'paced', paced)
  end
  redis.call('HSET', key, 'last', last, 'held', held, 'since', since, 'seen', now, 'cold', cold)
  redis.call('PEXPIRE', key, math.ceil(math.max(0, last - now, held - now) / 1000) + KEEP_IDLE_MILLIS)
end

if action == 'book' then
  local start = math.max(now, held, last + spacing)
  if start - now > tonumber(ARGV[3]) then
    return {-1}
  end
  last = start
  if ARGV[4] == '1' then
    cold = start + SECOND + COLD_MARGIN
  end
  save()
  return {start - now, start, since, redis.call('HINCRBY', key, 'starts', 1)}
end

if action == 'stands' then
  return {tonumber(ARGV[3]) == since and 1 or 0}
end

if action == 'touch' then
  local pause = tonumber(ARGV[3])
  if pause > 0 and now - seen >= pause then
    held = math.max(held, now + pause)
  end
  save()
  redis.call('HINCRBY', key, 'starts', 0) -- Changes nothing, and fails if this user may not count starts.
  return {}
end

if action == 'release' then
  if tonumber(ARGV[3]) == last and tonumber(ARGV[4]) == since then
    last = last - spacing
    save()
  end
  return {}
end

if action == 'refuse' then
  held = math.max(held, now + tonumber(ARGV[3]))
  -- All later starts are void: they are booked again, after the hold and at the lower pace.
  last = math.min(last, now)
  since = math.max(now, since + 1)
  if elapsed >= DECREASE_AT_MOST_EVERY then
    local part = math.min(1, elapsed / REPEATED_WITHIN)
    local factor = REPEATED_DECREASE + (DECREASE - REPEATED_DECREASE) * part
    save(math.max(SLOWEST * quota, pace * factor))
  else
    save()
  end
  return {}
end

return redis.error_reply('segments4j: unknown action ' .. tostring(action))

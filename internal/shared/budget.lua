-- One decision about the budget, on the server's clock. All times are milliseconds.
-- KEYS: the log of requests (list, oldest first), the state (hash: until, strikes, retries, retried),
-- since when the log has no gap
-- ARGV: now (0: the server's clock), window, longest pause, what to do, its arguments
-- Returns: wait or 1/0, requests in the window, milliseconds until the throttle ends, strikes, retries * 1000,
-- milliseconds since the log has no gap
local log, state, birth = KEYS[1], KEYS[2], KEYS[3]
local now, window, longest, op = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
if now == 0 then
	local t = redis.call('TIME')
	now = t[1] * 1000 + math.floor(t[2] / 1000)
end
local function number(field)
	return tonumber(redis.call('HGET', state, field) or '0')
end
local function keep(...)
	redis.call('HSET', state, ...)
	redis.call('PEXPIRE', state, 2 * longest)
end

-- A server that lost what it knew must be known by that.
local born = tonumber(redis.call('GET', birth) or '0')
if born == 0 or born > now then
	born = now
	redis.call('SET', birth, born, 'PX', 30 * 24 * 3600 * 1000)
end

-- Forget what is over. A request dated in the future was made before the clock was set back, nobody knows when:
-- it counts from now on.
local newest = redis.call('LINDEX', log, -1)
if newest and tonumber(newest) > now then
	local n = redis.call('LLEN', log)
	redis.call('DEL', log)
	for _ = 1, n do redis.call('RPUSH', log, now) end
	redis.call('PEXPIRE', log, window)
end
while true do
	local oldest = redis.call('LINDEX', log, 0)
	if not oldest or tonumber(oldest) + window > now then break end
	redis.call('LPOP', log)
end
local ends = number('until')
if ends > now + longest then ends = 0 end -- nobody waits that long: the clock was changed
local retried = number('retried')
local retries = number('retries')
local forgiven = tonumber(ARGV[5]) -- after how long a retry is free again
if retried > now or now - retried >= forgiven then retries = 0 end
local strikes = number('strikes')

local result = 0
if op == 'take' then -- limit
	local count, limit = redis.call('LLEN', log), tonumber(ARGV[6])
	if ends > now then
		result = ends - now
	elseif count >= limit then
		result = math.max(1, tonumber(redis.call('LINDEX', log, count - limit)) + window - now)
	else
		redis.call('RPUSH', log, now)
		redis.call('PEXPIRE', log, window)
	end
elseif op == 'throttled' then -- what the API asked for (0: nothing), the first pause, a share of it by chance
	local asked, first, chance = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
	if ends <= now or asked > 0 then -- else several were under way: one throttle
		local growing = math.min(longest, first * 2 ^ math.min(strikes, 10))
		local wait = asked
		if wait == 0 then wait = math.min(longest, growing + growing * chance) end
		strikes = strikes + 1
		ends = math.max(ends, now + math.floor(wait))
		keep('until', ends, 'strikes', strikes)
	end
elseif op == 'passed' then -- what an answer earns
	retries = math.max(0, retries - tonumber(ARGV[6]))
	if ends <= now then strikes = 0 end
	keep('retries', retries, 'strikes', strikes)
elseif op == 'retry' then -- how many are free
	if retries + 1 <= tonumber(ARGV[6]) then
		retries, result = retries + 1, 1
		keep('retries', retries, 'retried', now)
	end
end
return {result, redis.call('LLEN', log), math.max(0, ends - now), strikes, math.floor(retries * 1000), now - born}

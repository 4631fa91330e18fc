-- One step with the answers of the API. All times are milliseconds of the server's clock.
-- KEYS: the entry (hash: generation, fetched, body), the generations (hash: one for each family), the lease
-- ARGV: now (0: the server's clock), what to do, the family, its arguments
local entry, generations, lease = KEYS[1], KEYS[2], KEYS[3]
local now, op, family = tonumber(ARGV[1]), ARGV[2], ARGV[3]
if now == 0 then
	local t = redis.call('TIME')
	now = t[1] * 1000 + math.floor(t[2] / 1000)
end
local generation = redis.call('HGET', generations, family) or ''

if op == 'get' then
	local kept = redis.call('HMGET', entry, 'generation', 'fetched', 'body')
	return {now, generation, kept[1], kept[2], kept[3]}
elseif op == 'put' then -- generation and time of the beginning of the read, for how long, body
	if generation ~= ARGV[4] then return 0 end -- a change was made since the read began
	local newer = tonumber(redis.call('HGET', entry, 'fetched') or '0')
	if newer > tonumber(ARGV[5]) and redis.call('HGET', entry, 'generation') == generation then return 0 end
	redis.call('HSET', entry, 'generation', generation, 'fetched', ARGV[5], 'body', ARGV[7])
	redis.call('PEXPIRE', entry, ARGV[6])
	return 1
elseif op == 'drop' then -- the next generation
	redis.call('HSET', generations, family, ARGV[4])
	redis.call('PEXPIRE', generations, 100 * 24 * 3600 * 1000) -- longer than any answer is shown
	return 1
elseif op == 'lease' then -- token, for how long
	if redis.call('GET', lease) == ARGV[4] then return 0 end -- asked for twice over a lost connection
	if redis.call('SET', lease, ARGV[4], 'NX', 'PX', ARGV[5]) then return 0 end
	return math.max(1, redis.call('PTTL', lease))
elseif op == 'release' then -- token
	if redis.call('GET', lease) == ARGV[4] then redis.call('DEL', lease) end
	return 1
end
return redis.error_reply('unknown step')

-- POST of single events, each with an id of its own.
local sent = 0
local run

function init(args)
  math.randomseed(os.time())
  run = os.time() .. "-" .. math.random(1000000)
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  local body = '{"user_id":"u' .. math.random(10000) .. '","product_id":"' .. math.random(100)
    .. '","event_type":"VIEW_PRODUCT","timestamp":"2024-01-01T12:00:00Z","metadata":{"session_id":"s-' .. sent % 1000
    .. '","page":"/products"},"event_id":"' .. run .. '-' .. sent .. '"}'
  return wrk.format("POST", "/event", wrk.headers, body)
end

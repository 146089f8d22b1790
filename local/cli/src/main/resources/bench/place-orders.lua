-- POST of orders for one piece of one product. Arguments: token, customer id, product id, what the keys begin with.
local customer, product, keys
local sent = 0

function init(args)
  math.randomseed(os.time())
  customer, product, keys = args[2], args[3], args[4] .. "-" .. os.time() .. "-" .. math.random(1000000)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.headers["Content-Type"] = "application/json"
  body = '{"customer_id":' .. customer .. ',"items":[{"product_id":' .. product .. ',"quantity":1}]}'
end

function request()
  sent = sent + 1
  wrk.headers["Idempotency-Key"] = keys .. "-" .. sent
  return wrk.format("POST", "/orders", wrk.headers, body)
end

function done(summary, latency)
  print("95 of 100 within " .. latency:percentile(95) .. " us")
end

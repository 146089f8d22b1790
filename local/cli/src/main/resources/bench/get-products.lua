-- GET of products by random ids from 1 to the first argument.
local count

function init(args)
  count = tonumber(args[1])
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", "/products/" .. math.random(count))
end

-- GET of one address.
local path, token

function init(args)
  path, token = args[1], args[2]
  if token then
    wrk.headers["Authorization"] = "Bearer " .. token
  end
  one = wrk.format("GET", path)
end

function request()
  return one
end

-- POST of one batch of events, again and again. Argument: the file that holds it.
function init(args)
  local file = io.open(args[1])
  local body = file:read("*a")
  file:close()
  wrk.headers["Content-Type"] = "application/json"
  batch = wrk.format("POST", "/events", wrk.headers, body)
end

function request()
  return batch
end

-- Gives a record the names that Cloud Logging acts upon. A record of a service brings severity, message, trace_id, span_id
-- and route_id; one that was no JSON still has its text in `log`.
local project = os.getenv("GOOGLE_PROJECT") or "unknown"

function cloud_logging(tag, timestamp, record)
  if record["message"] == nil and record["log"] ~= nil then
    record["message"] = record["log"]
    record["severity"] = severity_of(record["log"])
  end
  record["log"] = nil
  if record["stack_trace"] ~= nil then
    -- Error Reporting groups by a stack trace that it finds in the message
    record["message"] = record["message"] .. "\n" .. record["stack_trace"]
    record["stack_trace"] = nil
  end
  if record["trace_id"] ~= nil then
    record["logging.googleapis.com/trace"] = "projects/" .. project .. "/traces/" .. record["trace_id"]
  end
  if record["span_id"] ~= nil then
    record["logging.googleapis.com/spanId"] = record["span_id"]
    record["span_id"] = nil
  end
  local labels = {}
  if record["service"] ~= nil then labels["service"] = record["service"] end
  if record["route_id"] ~= nil then labels["route_id"] = record["route_id"] end
  record["logging.googleapis.com/labels"] = labels
  return 2, timestamp, record
end

function severity_of(text)
  if text:find("Exception") or text:find("Error") or text:find("ERROR") then return "ERROR" end
  if text:find("WARN") then return "WARNING" end
  return "DEFAULT"
end

-- How many events wait, and the age of the oldest in seconds. Beyond 10,000 it does not matter how many there are.
SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(created_at)), 0) AS oldest_age
  FROM (SELECT created_at FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 10000) AS waiting

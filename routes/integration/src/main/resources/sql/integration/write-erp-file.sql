-- Parameters: the file's content, and the ids of its orders as an array of PostgreSQL. The file's name.
SELECT integration.write_erp_file(:#${variable.content}, CAST(:#${variable.order_ids} AS bigint[])) AS name

SELECT integration.record_erp_upload(:#${variable.file_id}, CAST(:#${variable.failure} AS text))

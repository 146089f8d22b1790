SELECT pg_advisory_unlock(hashtext('integration.erp_acknowledgements'))

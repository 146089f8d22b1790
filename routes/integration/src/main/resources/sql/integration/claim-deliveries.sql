SELECT *
FROM integration.claim_deliveries(:#${variable.most})

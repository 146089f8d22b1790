SELECT *
FROM integration.open_erp_orders(:#${variable.most})

SELECT integration.collect_erp_order(:#${variable.order_id}, :#${variable.lines})

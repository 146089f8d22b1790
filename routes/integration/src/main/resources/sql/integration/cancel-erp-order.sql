-- Whether it was cancelled too late.
SELECT integration.cancel_erp_order(:#${variable.order_id}) AS is_late

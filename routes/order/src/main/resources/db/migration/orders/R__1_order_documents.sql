-- An order as the API and its events show it: the only place where a column becomes a field. (Views are called R__1_*, so that they
-- are there before the functions that return their rows.)
CREATE OR REPLACE VIEW orders.order_documents AS
SELECT o.id, o.customer_id, o.status, lines.items, lines.product_id, lines.quantity, o.total_price,
       o.currency, o.created_at, o.updated_at, o.version, o.tracking_number
FROM orders.orders o
CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(
               'product_id', i.product_id,
               'name', i.name,
               'quantity', i.quantity,
               'unit_price', i.unit_price,
               'line_total', i.quantity * i.unit_price) ORDER BY i.line) AS items,
           CASE WHEN count(*) = 1 THEN min(i.product_id) END AS product_id,
           CASE WHEN count(*) = 1 THEN min(i.quantity) END AS quantity
    FROM orders.order_items i
    WHERE i.order_id = o.id) lines;

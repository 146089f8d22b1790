-- Takes the stock of an order's lines [{"product_id": 1, "quantity": 2}, ...] and tells what they cost, or changes
-- nothing at all. Lines with the same product are summed; the rows come in the order in which products were first named.
--
-- reserved is the same in every row: whether the stock was taken. It is not when a product is unknown (name is null), when
-- available < quantity, when the currencies differ, when the total is beyond 9999999999.99, or when it is not the
-- expected_total that was given.
--
-- Rows are locked in the order of their ids, so that orders with the same products cannot deadlock.
CREATE OR REPLACE FUNCTION catalog.reserve_stock(lines jsonb, expected_total numeric DEFAULT NULL)
    RETURNS TABLE (
        product_id bigint,
        quantity   integer,
        name       text,
        unit_price numeric,
        currency   text,
        available  integer,
        reserved   boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH wanted AS (
        SELECT CAST(line ->> 'product_id' AS bigint) AS id,
               CAST(sum(CAST(line ->> 'quantity' AS integer)) AS integer) AS quantity,
               min(place) AS place
        FROM jsonb_array_elements(lines) WITH ORDINALITY AS named (line, place)
        GROUP BY 1
    ), locked AS MATERIALIZED (
        SELECT p.id, p.name, p.price, p.currency, p.stock_quantity
        FROM catalog.products p
        WHERE p.id = ANY (ARRAY(SELECT w.id FROM wanted w)) AND p.deleted_at IS NULL
        ORDER BY p.id
        FOR NO KEY UPDATE
    ), priced AS MATERIALIZED (
        SELECT w.id, w.quantity, w.place, l.name, l.price, l.currency, coalesce(l.stock_quantity, 0) AS available
        FROM wanted w LEFT JOIN locked l USING (id)
    ), verdict AS MATERIALIZED (
        SELECT coalesce(bool_and(name IS NOT NULL AND quantity BETWEEN 1 AND available)
                   AND count(DISTINCT currency) = 1
                   AND sum(quantity * price) <= 9999999999.99
                   AND (expected_total IS NULL OR sum(quantity * price) = expected_total), false) AS reserved
        FROM priced
    ), taken AS (
        UPDATE catalog.products p
        SET stock_quantity = p.stock_quantity - priced.quantity,
            version = p.version + 1,
            updated_at = clock_timestamp()
        FROM priced, verdict
        WHERE verdict.reserved AND p.id = priced.id
    )
    SELECT priced.id, priced.quantity, priced.name, priced.price, priced.currency, priced.available,
           verdict.reserved
    FROM priced, verdict
    ORDER BY priced.place;
END
$$;

GRANT USAGE ON SCHEMA catalog TO orders;
GRANT EXECUTE ON FUNCTION catalog.reserve_stock(jsonb, numeric) TO orders;

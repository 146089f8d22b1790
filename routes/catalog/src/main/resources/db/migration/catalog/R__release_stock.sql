-- Gives back the stock of lines that were reserved, also to products that were deleted since.
CREATE OR REPLACE FUNCTION catalog.release_stock(lines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH given AS (
        SELECT CAST(line ->> 'product_id' AS bigint) AS id, sum(CAST(line ->> 'quantity' AS integer)) AS quantity
        FROM jsonb_array_elements(lines) AS named (line)
        GROUP BY 1
    ), locked AS MATERIALIZED (
        SELECT p.id
        FROM catalog.products p
        WHERE p.id = ANY (ARRAY(SELECT g.id FROM given g))
        ORDER BY p.id
        FOR NO KEY UPDATE
    )
    UPDATE catalog.products p
    -- the merchant may have restocked to the limit meanwhile
    SET stock_quantity = least(CAST(p.stock_quantity AS bigint) + given.quantity, 2147483647),
        version = p.version + 1,
        updated_at = clock_timestamp()
    FROM given JOIN locked USING (id)
    WHERE p.id = given.id;
END
$$;

GRANT USAGE ON SCHEMA catalog TO orders;
GRANT EXECUTE ON FUNCTION catalog.release_stock(jsonb) TO orders;

-- What a request that describes a product as a whole says of it, with the defaults of what it leaves out.
CREATE OR REPLACE FUNCTION catalog.whole_product(body jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
RETURN body || (jsonb_build_object('currency', 'EUR', 'stock_quantity', 0) || jsonb_strip_nulls(body));

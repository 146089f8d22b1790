-- Where an order can go from a status. A caller who is no administrator may only cancel.
CREATE OR REPLACE FUNCTION orders.order_moves(from_status text, for_anyone boolean) RETURNS text[]
    LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN for_anyone THEN
        CASE from_status
            WHEN 'PENDING' THEN ARRAY ['CONFIRMED', 'CANCELLED']
            WHEN 'CONFIRMED' THEN ARRAY ['SHIPPED', 'CANCELLED']
            WHEN 'SHIPPED' THEN ARRAY ['DELIVERED']
            ELSE CAST(ARRAY [] AS text[])
        END
    WHEN from_status IN ('PENDING', 'CONFIRMED') THEN ARRAY ['CANCELLED']
    ELSE CAST(ARRAY [] AS text[])
END;

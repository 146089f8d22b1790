-- Creates the product with this sku as the request describes it, or replaces it; created tells which. outcome stale: the request
-- has a condition (If-Match), and there is no such product, or not in a version that is current. A replacement that changes
-- nothing writes nothing.
CREATE OR REPLACE FUNCTION catalog.put_product(
    for_sku text, body jsonb, has_condition boolean, if_match bigint[], trace text)
    RETURNS TABLE (document catalog.product_documents, outcome text, created boolean)
    LANGUAGE plpgsql
AS $$
DECLARE
    named   jsonb := body || jsonb_build_object('sku', for_sku);
    present bigint;
    done    record;
BEGIN
    LOOP
        -- locked, so that it is the one with this sku until it is changed
        SELECT p.id INTO present
        FROM catalog.products p
        WHERE p.sku = for_sku AND p.deleted_at IS NULL
        FOR NO KEY UPDATE;
        IF present IS NOT NULL THEN
            SELECT c.* INTO done FROM catalog.change_product(present, catalog.whole_product(named), if_match, trace) c;
        ELSIF has_condition THEN
            outcome := 'stale';
            RETURN NEXT;
            RETURN;
        ELSE
            SELECT c.* INTO done FROM catalog.create_product(named, NULL, NULL, NULL, trace) c;
        END IF;
        -- else another product has come with this sku after one was looked for: look again
        IF done.outcome IS DISTINCT FROM 'duplicate_sku' THEN
            document := done.document;
            outcome := done.outcome;
            created := present IS NULL;
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;
END
$$;

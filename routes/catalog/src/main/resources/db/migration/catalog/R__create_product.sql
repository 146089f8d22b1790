-- Creates the product that a request describes, once for a repeated request (without a key: each time). outcome: null,
-- duplicate_sku (conflict_id is the product that has it), or what remembered() says.
CREATE OR REPLACE FUNCTION catalog.create_product(
    body jsonb, caller text, idempotency_key text, hash text, trace text)
    RETURNS TABLE (document catalog.product_documents, outcome text, conflict_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    wanted     catalog.products := jsonb_populate_record(CAST(NULL AS catalog.products), catalog.whole_product(body));
    created_id bigint;
    earlier    record;
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM catalog.remembered(caller, 'createProduct', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        document := json_populate_record(document, earlier.response);
        RETURN NEXT;
        RETURN;
    END IF;

    LOOP
        INSERT INTO catalog.products AS p (sku, name, description, price, currency, category, stock_quantity)
        VALUES (wanted.sku, wanted.name, wanted.description, wanted.price, wanted.currency, wanted.category,
                wanted.stock_quantity)
        ON CONFLICT (sku) WHERE deleted_at IS NULL DO NOTHING
        RETURNING p.id INTO created_id;
        IF FOUND THEN
            SELECT * INTO document FROM catalog.product_documents d WHERE d.id = created_id;
            INSERT INTO catalog.outbox (type, key, payload, traceparent)
            VALUES ('product.created', created_id, catalog.product_event(document), trace);
            PERFORM catalog.remember(caller, 'createProduct', idempotency_key, hash, row_to_json(document));
            RETURN NEXT;
            RETURN;
        END IF;

        SELECT p.id INTO conflict_id FROM catalog.products p WHERE p.sku = wanted.sku AND p.deleted_at IS NULL;
        IF FOUND THEN
            outcome := 'duplicate_sku';
            RETURN NEXT;
            RETURN;
        END IF;
        -- the product that had the sku has been deleted meanwhile
    END LOOP;
END
$$;

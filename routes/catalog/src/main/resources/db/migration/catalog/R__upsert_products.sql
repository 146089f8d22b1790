-- Creates or updates products by sku, for each item [{"index": 0, "sku": "A", ...}, ...] on its own. Members that an item
-- leaves out keep their value, or take the default in a new product; nulls clear. Items without sku are created. An item that
-- changes nothing is neither written nor locked, and nothing at all is in a dry run.
--
-- One row for each item: its index, created|updated|unchanged|rejected, the id, and why it was rejected:
-- duplicate_sku (an earlier item has the sku), name_required or price_required (for a new product). In a dry run an updated
-- item has its changes [{"field": "price", "from": 1.00, "to": 2.00}, ...].
--
-- With a key (null for none) the same batch is done once: later calls get the first response, with outcome replayed. While the
-- first one is still running, or when the key was used for another batch, there is a single row whose outcome says so, see
-- remembered(): no call waits here, for one that waits holds a connection that others need. Batches that wrote nothing are
-- not remembered: asked again, they write nothing again.
CREATE OR REPLACE FUNCTION catalog.upsert_products(
        items jsonb, dry_run boolean, traceparent text, caller text, idempotency_key text, request_hash text)
    RETURNS TABLE (index integer, status text, id bigint, reason text, changes jsonb, outcome text)
    LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    remaining jsonb := items;
    results   jsonb := '[]';
    done      jsonb;
    earlier   record;
BEGIN
    IF idempotency_key IS NOT NULL AND NOT dry_run THEN
        SELECT r.outcome, r.response INTO earlier
        FROM catalog.remembered(caller, 'batchProducts', idempotency_key, request_hash) r;
        IF earlier.outcome = 'replayed' THEN
            RETURN QUERY
            SELECT r.index, r.status, r.id, r.reason, CAST(NULL AS jsonb), 'replayed'
            FROM json_to_recordset(earlier.response) AS r (index integer, status text, id bigint, reason text)
            ORDER BY r.index;
            RETURN;
        ELSIF earlier.outcome IS NOT NULL THEN
            RETURN QUERY
            SELECT -1, 'rejected', CAST(NULL AS bigint), CAST(NULL AS text), CAST(NULL AS jsonb), earlier.outcome;
            RETURN;
        END IF;
    END IF;
    -- A second round is needed only for skus that somebody else created or deleted after this round had begun.
    WHILE jsonb_array_length(remaining) > 0 LOOP
        WITH item AS MATERIALIZED (
            SELECT i.*, i.sku IS NOT NULL AND row_number() OVER (PARTITION BY i.sku ORDER BY i.index) > 1 AS repeated,
                   jsonb_exists(value, 'name') AS has_name,
                   jsonb_exists(value, 'description') AS has_description,
                   jsonb_exists(value, 'price') AS has_price,
                   jsonb_exists(value, 'currency') AS has_currency,
                   jsonb_exists(value, 'category') AS has_category,
                   jsonb_exists(value, 'stock_quantity') AS has_stock
            FROM (
                SELECT value, r.*
                FROM jsonb_array_elements(remaining) AS element (value),
                     jsonb_to_record(value) AS r (index integer, sku text, name text, description text,
                         price numeric(12, 2), currency text, category text, stock_quantity integer)) i
        ), merged AS MATERIALIZED (
            SELECT i.*, p.id,
                   CASE WHEN has_name THEN i.name ELSE p.name END AS new_name,
                   CASE WHEN has_description THEN i.description ELSE p.description END AS new_description,
                   CASE WHEN has_price THEN i.price ELSE p.price END AS new_price,
                   CASE WHEN has_currency THEN i.currency ELSE coalesce(p.currency, 'EUR') END AS new_currency,
                   CASE WHEN has_category THEN i.category ELSE p.category END AS new_category,
                   CASE WHEN has_stock THEN i.stock_quantity ELSE coalesce(p.stock_quantity, 0) END AS new_stock,
                   p.name AS was_name, p.description AS was_description, p.price AS was_price,
                   p.currency AS was_currency, p.category AS was_category, p.stock_quantity AS was_stock
            FROM item i LEFT JOIN catalog.products p ON p.sku = i.sku AND p.deleted_at IS NULL
        ), judged AS MATERIALIZED (
            SELECT m.*,
                   CASE WHEN repeated THEN 'duplicate_sku'
                        WHEN new_name IS NULL THEN 'name_required'
                        WHEN new_price IS NULL THEN 'price_required' END AS reason,
                   id IS NULL AS is_new,
                   (new_name, new_description, new_price, new_currency, new_category, new_stock) IS NOT DISTINCT FROM
                       (was_name, was_description, was_price, was_currency, was_category, was_stock) AS is_same
            FROM merged m
        ), locked AS MATERIALIZED (
            -- in the order of the ids, so that two batches, or a batch and an order, cannot wait for each other
            SELECT p.id
            FROM catalog.products p
            WHERE p.id = ANY (ARRAY(SELECT j.id FROM judged j
                                    WHERE j.id IS NOT NULL AND j.reason IS NULL AND NOT j.is_same AND NOT dry_run))
            ORDER BY p.id
            FOR NO KEY UPDATE
        ), changed AS (
            -- in terms of the row as it is now: an order may have taken stock since it was read above
            UPDATE catalog.products p
            SET name = CASE WHEN j.has_name THEN j.name ELSE p.name END,
                description = CASE WHEN j.has_description THEN j.description ELSE p.description END,
                price = CASE WHEN j.has_price THEN j.price ELSE p.price END,
                currency = CASE WHEN j.has_currency THEN j.currency ELSE p.currency END,
                category = CASE WHEN j.has_category THEN j.category ELSE p.category END,
                stock_quantity = CASE WHEN j.has_stock THEN j.stock_quantity ELSE p.stock_quantity END,
                version = p.version + 1, updated_at = clock_timestamp()
            FROM judged j JOIN locked l ON l.id = j.id
            WHERE p.id = j.id AND NOT j.repeated AND p.deleted_at IS NULL
            RETURNING p.id
        ), created AS (
            -- in the order of the skus, so that two batches cannot wait for each other
            INSERT INTO catalog.products (sku, name, description, price, currency, category, stock_quantity)
            SELECT sku, new_name, new_description, new_price, new_currency, new_category, new_stock
            FROM judged
            WHERE is_new AND sku IS NOT NULL AND reason IS NULL AND NOT dry_run
            ORDER BY sku
            ON CONFLICT (sku) WHERE deleted_at IS NULL DO NOTHING
            RETURNING id, sku
        ), nameless AS MATERIALIZED (
            -- an id is drawn beforehand, to tell items without sku apart
            SELECT j.*, nextval(pg_get_serial_sequence('catalog.products', 'id')) AS new_id
            FROM judged j
            WHERE is_new AND sku IS NULL AND reason IS NULL AND NOT dry_run
        ), created_nameless AS (
            INSERT INTO catalog.products (id, name, description, price, currency, category, stock_quantity)
            OVERRIDING SYSTEM VALUE
            SELECT new_id, new_name, new_description, new_price, new_currency, new_category, new_stock
            FROM nameless
        ), result AS (
            SELECT j.index,
                   CASE WHEN j.reason IS NOT NULL THEN 'rejected'
                        WHEN j.is_new THEN 'created'
                        WHEN j.is_same THEN 'unchanged'
                        ELSE 'updated' END AS status,
                   CASE WHEN j.reason IS NULL THEN coalesce(j.id, c.id, n.new_id) END AS id,
                   j.reason,
                   CASE WHEN dry_run AND j.reason IS NULL AND NOT j.is_new AND NOT j.is_same THEN (
                       SELECT jsonb_agg(jsonb_build_object('field', field, 'from', was, 'to', becomes) ORDER BY place)
                       FROM (VALUES
                           (1, 'name', to_jsonb(j.was_name), to_jsonb(j.new_name)),
                           (2, 'description', to_jsonb(j.was_description), to_jsonb(j.new_description)),
                           (3, 'price', to_jsonb(j.was_price), to_jsonb(j.new_price)),
                           (4, 'currency', to_jsonb(j.was_currency), to_jsonb(j.new_currency)),
                           (5, 'category', to_jsonb(j.was_category), to_jsonb(j.new_category)),
                           (6, 'stock_quantity', to_jsonb(j.was_stock), to_jsonb(j.new_stock)))
                           AS v (place, field, was, becomes)
                       WHERE was IS DISTINCT FROM becomes) END AS changes,
                   dry_run OR j.reason IS NOT NULL OR j.is_same OR ch.id IS NOT NULL
                       OR c.id IS NOT NULL OR n.new_id IS NOT NULL AS is_done
            FROM judged j
            LEFT JOIN changed ch ON ch.id = j.id AND NOT j.repeated
            LEFT JOIN created c ON c.sku = j.sku AND NOT j.repeated
            LEFT JOIN nameless n ON n.index = j.index
        )
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'index', r.index, 'status', r.status, 'id', r.id, 'reason', r.reason))
                   || CASE WHEN r.changes IS NULL THEN '{}' ELSE jsonb_build_object('changes', r.changes) END), '[]')
        INTO done
        FROM result r
        WHERE is_done;

        INSERT INTO catalog.outbox (type, key, payload, traceparent)
        SELECT 'product.' || r.status, p.id, catalog.product_event(p), traceparent
        FROM jsonb_to_recordset(done) AS r (index integer, status text, id bigint)
        JOIN catalog.product_documents p ON p.id = r.id
        WHERE r.status IN ('created', 'updated') AND NOT dry_run
        ORDER BY r.index;

        results := results || done;
        IF jsonb_array_length(done) = jsonb_array_length(remaining) THEN
            EXIT;
        END IF;
        SELECT coalesce(jsonb_agg(value), '[]') INTO remaining
        FROM jsonb_array_elements(remaining)
        WHERE value -> 'index' NOT IN (SELECT r.value -> 'index' FROM jsonb_array_elements(done) r);
    END LOOP;

    IF NOT dry_run AND jsonb_path_exists(results, '$[*] ? (@.status == "created" || @.status == "updated")') THEN
        PERFORM catalog.remember(caller, 'batchProducts', idempotency_key, request_hash, CAST(results AS json));
    END IF;

    RETURN QUERY
    SELECT r.index, r.status, r.id, r.reason, r.changes, CAST(NULL AS text)
    FROM jsonb_to_recordset(results) AS r (index integer, status text, id bigint, reason text, changes jsonb)
    ORDER BY r.index;
END
$$;

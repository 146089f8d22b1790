-- What an event tells of a product: the document, without its times.
CREATE OR REPLACE FUNCTION catalog.product_event(document catalog.product_documents) RETURNS json
    LANGUAGE sql STABLE
RETURN CAST(to_jsonb(document) - 'created_at' - 'updated_at' AS json);

-- Every word of the text must occur, each as the beginning of a word. NULL when there is no word in the text.
CREATE OR REPLACE FUNCTION catalog.search_query(q text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
RETURN (
    SELECT to_tsquery('simple',
                      string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & '))
    FROM unnest(to_tsvector('simple', catalog.search_text(q))));

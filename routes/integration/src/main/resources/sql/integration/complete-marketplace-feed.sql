-- Parameters: those of the function, by their names.
SELECT integration.complete_marketplace_feed(
    :#${variable.run}, :#${variable.products}, :#${variable.left_out}, CAST(:#${variable.interval} AS interval))

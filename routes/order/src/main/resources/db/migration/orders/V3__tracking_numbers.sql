-- By what the carrier finds the parcel; told with the move to SHIPPED.
ALTER TABLE orders.orders
    ADD COLUMN tracking_number text CHECK (tracking_number IS NULL OR status IN ('SHIPPED', 'DELIVERED'));

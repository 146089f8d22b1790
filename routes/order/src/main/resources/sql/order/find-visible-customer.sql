-- Whether the caller may ask for this customer's orders. No row: there is no such customer, or it is not the caller's.
SELECT CAST(:#${variable.customer_id} AS bigint) AS id, 'visible' AS state
WHERE CASE WHEN :#${variable.sees_all}
          THEN customer.is_registered(:#${variable.customer_id})
              OR EXISTS (SELECT FROM orders.orders WHERE customer_id = :#${variable.customer_id})
          ELSE customer.id_of(:#${variable.caller_subject}) = :#${variable.customer_id} END

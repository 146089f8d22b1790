// What a good answer is, endpoint by endpoint. A check that fails fails the run.
import { check } from 'k6';

/** Whether the answer has the status and what the contract promises of its body; otherwise the check counts as failed. */
export function expectJson(response, endpoint, status, holds) {
  return check(
    response,
    {
      [`${endpoint} answers ${status}`]: (r) => r.status === status,
      [`${endpoint} says what it should`]: (r) => {
        if (r.status !== status) {
          return false;
        }
        try {
          return holds(r.json());
        } catch (e) {
          return false;
        }
      },
    },
    { endpoint },
  );
}

/** A page of a list. */
export function isPage(body) {
  return Array.isArray(body.data) && 'next_cursor' in body;
}

/** A page that is not empty. */
export function isFilledPage(body) {
  return isPage(body) && body.data.length > 0;
}

/** A product with an exact price. */
export function isProduct(id) {
  return (body) => body.id === id && typeof body.price === 'number' && Number.isInteger(body.stock_quantity);
}

/** An order of this customer with its lines priced. */
export function isOrderOf(customerId) {
  return (body) => body.customer_id === customerId && body.total_price > 0 && body.items.length > 0;
}

/** A batch of which nothing was rejected. */
export function allAccepted(count) {
  return (body) => body.results.length === count && body.results.every((result) => result.status === 'accepted');
}

// Half an hour of everyday traffic: what leaks or fills up shows in the last ten minutes, which must be as quick as the
// first.
import { arrivals, options as optionsOf, p95Below, seconds, thresholds } from '../lib/config.js';
import { openShop, recordEvents, visit } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

const THIRD = 600;

function third(number, phase) {
  return arrivals(10, THIRD, 'shopper', { startTime: seconds(number * THIRD), tags: { phase } });
}

export const options = optionsOf(
  {
    first: third(0, 'first'),
    middle: third(1, 'middle'),
    last: third(2, 'last'),
    batches: arrivals(1, 3 * THIRD, 'batch'),
  },
  {
    ...thresholds({
      listProducts: { p95: 250, min: 15000 },
      searchProducts: { p95: 250, min: 15000 },
      getProduct: { p95: 250, min: 15000 },
      recordEvent: { p95: 250, min: 15000 },
      recordEvents: { p95: 500, min: 1500 },
      placeOrder: { p95: 500, min: 2500 },
      getOrder: { p95: 250, min: 2500 },
      getOrderDetails: { p95: 500, min: 2500 },
    }),
    'http_req_duration{phase:first}': [p95Below(250)],
    'http_req_duration{phase:last}': [p95Below(250)],
  },
);

export const setup = openShop;
export const shopper = visit;

export function batch(shop) {
  recordEvents(shop, 100);
}

export const handleSummary = summary('soak', options);

// A quiet shop, ten times as many visits within seconds, and quiet again: nothing may fail, and what comes after the
// spike must be as quick as what came before it.
import { arrivals, options as optionsOf, p95Below, perSecond, seconds, thresholds } from '../lib/config.js';
import { openShop, visit } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

const QUIET = 5;
const HIGH = 50;

export const options = optionsOf(
  {
    before: arrivals(QUIET, 30, 'shopper', { tags: { phase: 'before' } }),
    spike: {
      executor: 'ramping-arrival-rate',
      startTime: seconds(30),
      startRate: perSecond(QUIET),
      timeUnit: '1s',
      stages: [
        { duration: seconds(5), target: perSecond(HIGH) },
        { duration: seconds(30), target: perSecond(HIGH) },
        { duration: seconds(5), target: perSecond(QUIET) },
      ],
      preAllocatedVUs: 50,
      maxVUs: 400,
      exec: 'shopper',
      tags: { phase: 'spike' },
    },
    after: arrivals(QUIET, 30, 'shopper', { startTime: seconds(80), tags: { phase: 'after' } }),
  },
  {
    ...thresholds({
      listProducts: { p95: 2000, min: 1200 },
      searchProducts: { p95: 2000, min: 1200 },
      getProduct: { p95: 2000, min: 1200 },
      recordEvent: { p95: 2000, min: 1200 },
      placeOrder: { p95: 3000, min: 150 },
      getOrder: { p95: 2000, min: 150 },
      getOrderDetails: { p95: 3000, min: 150 },
    }),
    'http_req_duration{phase:before}': [p95Below(250)],
    'http_req_duration{phase:after}': [p95Below(250)],
  },
);

export const setup = openShop;
export const shopper = visit;
export const handleSummary = summary('spike', options);

// The scaling run: 50, then 100, then 200 virtual users visit the storefront. Each thinks for about a second between
// visits (THINK_SECONDS), so the load grows with the users until the platform is the limit.
//   API_GATEWAY_URL=https://shop.example.com k6 run k6/load-test.js
import { sleep } from 'k6';
import { options as optionsOf, seconds, thresholds } from './lib/config.js';
import { getProductAnalytics, openShop, recordEvents, visit } from './lib/shop.js';
import { summary } from './lib/summary.js';

const THINK = Number(__ENV.THINK_SECONDS || 1);

export const options = optionsOf(
  {
    shoppers: {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: [
        { duration: seconds(30), target: 50 },
        { duration: seconds(60), target: 50 },
        { duration: seconds(30), target: 100 },
        { duration: seconds(60), target: 100 },
        { duration: seconds(30), target: 200 },
        { duration: seconds(60), target: 200 },
        { duration: seconds(15), target: 0 },
      ],
      gracefulRampDown: '10s',
      exec: 'shopper',
    },
  },
  // users that wait for their answers make their own latency where the platform is the limit: errors decide, and the
  // limits of p95 say when it is no longer usable
  thresholds({
    listProducts: { p95: 2000, min: 2000 },
    searchProducts: { p95: 2000, min: 2000 },
    getProduct: { p95: 2000, min: 2000 },
    recordEvent: { p95: 2000, min: 2000 },
    recordEvents: { p95: 3000, min: 50 },
    placeOrder: { p95: 3000, min: 200 },
    getOrder: { p95: 2000, min: 200 },
    getOrderDetails: { p95: 3000, min: 200 },
    getProductAnalytics: { p95: 2000, min: 50 },
  }),
);

export const setup = openShop;

export function shopper(shop) {
  visit(shop);
  const chance = Math.random();
  if (chance < 0.05) {
    recordEvents(shop, 50);
  } else if (chance < 0.1) {
    getProductAnalytics(shop);
  }
  sleep(THINK * (0.5 + Math.random()));
}

export const handleSummary = summary('load-test', options);

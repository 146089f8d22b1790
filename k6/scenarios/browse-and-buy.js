// Visits that look around, of which one in five buys, at a rate that does not yield to a slow platform.
import { arrivals, options as optionsOf, thresholds } from '../lib/config.js';
import { openShop, visit } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

export const options = optionsOf(
  { visits: arrivals(20, 120, 'shopper') },
  thresholds({
    listProducts: { p95: 250, min: 2000 },
    searchProducts: { p95: 250, min: 2000 },
    getProduct: { p95: 250, min: 2000 },
    recordEvent: { p95: 250, min: 2000 },
    placeOrder: { p95: 500, min: 300 },
    getOrder: { p95: 250, min: 300 },
    getOrderDetails: { p95: 500, min: 300 },
  }),
);

export const setup = openShop;
export const shopper = visit;
export const handleSummary = summary('browse-and-buy', options);

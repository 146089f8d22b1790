// Activity as pages send it: single events, and batches from storefronts that collect them.
import { arrivals, options as optionsOf, thresholds } from '../lib/config.js';
import { openShop, recordEvent, recordEvents } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

export const options = optionsOf(
  { singles: arrivals(100, 120, 'single'), batches: arrivals(10, 120, 'batch') },
  thresholds({
    recordEvent: { p95: 250, min: 10000 },
    recordEvents: { p95: 500, min: 1000 },
  }),
);

export const setup = openShop;

export function single(shop) {
  recordEvent(shop);
}

export function batch(shop) {
  recordEvents(shop, 100);
}

export const handleSummary = summary('ingest', options);

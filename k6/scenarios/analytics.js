// Readers of analytics while events come in: are the answers quick, and how old is the newest closed minute?
import { Trend } from 'k6/metrics';
import { arrivals, options as optionsOf, SCALE, thresholds } from '../lib/config.js';
import { getProductAnalytics, one, openShop, recordEvents } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

// A minute is complete when it is over and the events of ten more seconds are there; the rest is the platform's.
const age = new Trend('analytics_age_seconds');
const WATCHED = 20;

const limits = thresholds({
  recordEvents: { p95: 500, min: 500 },
  getProductAnalytics: { p95: 250, min: 2000 },
});
if (SCALE >= 1) {
  limits.analytics_age_seconds = ['p(95)<120'];
}

export const options = optionsOf(
  {
    events: arrivals(5, 180, 'events'),
    readers: arrivals(20, 180, 'reader'),
  },
  limits,
);

export function setup() {
  const shop = openShop();
  return { ...shop, products: shop.products.slice(0, WATCHED), started: Date.now() };
}

export function events(shop) {
  recordEvents(shop, 100);
}

export function reader(shop) {
  const windows = getProductAnalytics(shop, one(shop.products));
  // windows of this run only, once there can be some
  if (Date.now() - shop.started > 100000 && windows.length > 0) {
    age.add((Date.now() - Date.parse(windows[0].window_end)) / 1000);
  }
}

export const handleSummary = summary('analytics', options);

// More and more visits until the platform no longer keeps up: the run ends where a request in a hundred fails or p95
// passes a second. That it ends so is what it is for; the last lines say at how many visits a second.
import exec from 'k6/execution';
import { Gauge } from 'k6/metrics';
import { options as optionsOf, p95Below, perSecond, seconds, thresholds } from '../lib/config.js';
import { openShop, visit } from '../lib/shop.js';
import { summary } from '../lib/summary.js';

const TOP = 400;
const MINUTES = 8;
const reached = new Gauge('visits_per_second_reached');

const stop = (threshold) => ({ threshold, abortOnFail: true, delayAbortEval: '20s' });

export const options = optionsOf(
  {
    rising: {
      executor: 'ramping-arrival-rate',
      startRate: perSecond(5),
      timeUnit: '1s',
      stages: [{ duration: seconds(MINUTES * 60), target: perSecond(TOP) }],
      preAllocatedVUs: 100,
      maxVUs: 1000,
      exec: 'shopper',
    },
  },
  {
    ...thresholds({
      listProducts: { p95: 1000, errors: 0.01, min: 100 },
      searchProducts: { p95: 1000, errors: 0.01, min: 100 },
      getProduct: { p95: 1000, errors: 0.01, min: 100 },
      recordEvent: { p95: 1000, errors: 0.01, min: 100 },
      placeOrder: { p95: 1500, errors: 0.01, min: 20 },
    }),
    checks: ['rate>0.99'],
    http_req_failed: [stop('rate<0.01')],
    http_req_duration: [stop(p95Below(1000))],
  },
);

export const setup = openShop;

export function shopper(shop) {
  reached.add(perSecond(5) + exec.scenario.progress * (perSecond(TOP) - perSecond(5)));
  visit(shop);
}

export const handleSummary = summary('breakpoint', options);

// A webhook while orders are placed and confirmed: does every event reach it, how soon, and do those who look at its
// deliveries wait? Each confirmed order is a mail too, and a line for the ERP, where these are switched on.
import { Counter, Rate, Trend } from 'k6/metrics';
import { arrivals, LATENCY, options as optionsOf, RATE, SCALE, thresholds } from '../lib/config.js';
import { confirmOrder, one, openShop, placeOrder } from '../lib/shop.js';
import { summary } from '../lib/summary.js';
import * as webhooks from '../lib/webhooks.js';

// from what happened to the receiver's yes
const delay = new Trend('webhook_delivery_seconds');
const delivered = new Rate('webhook_delivered');
const deliveries = new Counter('webhook_deliveries');

const ORDERS = 250;

// how long what is under way at the end may take
const PATIENCE_SECONDS = 60;

export const options = optionsOf(
  {
    orders: arrivals(5, 60, 'buyer'),
    readers: arrivals(2, 60, 'owner'),
  },
  {
    ...thresholds({
      placeOrder: { p95: 800, min: ORDERS },
      changeOrderStatus: { p95: 800, min: ORDERS },
      getWebhook: { p95: 500, min: 100 },
      listWebhookDeliveries: { p95: 500, min: 100 },
      getWebhookDelivery: { p95: 500, min: 60 },
    }),
    webhook_deliveries: [`count>=${Math.floor(2 * ORDERS * SCALE * RATE)}`],
    webhook_delivered: ['rate==1'],
    webhook_delivery_seconds: [`p(95)<${10 * LATENCY}`],
  },
);

export function setup() {
  const shop = openShop();
  return { ...shop, webhook: webhooks.createWebhook(shop.operator, ['order.placed', 'order.confirmed']) };
}

export function buyer(shop) {
  const order = placeOrder(shop, one(shop.customers));
  if (order !== null) {
    confirmOrder(shop.operator, order);
  }
}

export function owner(shop) {
  webhooks.getWebhook(shop.operator, shop.webhook);
  const known = webhooks.listDeliveries(shop.operator, shop.webhook);
  const done = known.filter((delivery) => delivery.status === 'delivered');
  if (done.length > 0) {
    const delivery = webhooks.getDelivery(shop.operator, shop.webhook, one(done).id);
    if (delivery !== null) {
      delay.add((Date.parse(delivery.delivered_at) - Date.parse(JSON.parse(delivery.payload).occurred_at)) / 1000);
    }
  }
}

export function teardown(shop) {
  for (const delivery of webhooks.awaitDeliveries(shop.operator, shop.webhook, PATIENCE_SECONDS)) {
    deliveries.add(1);
    delivered.add(delivery.status === 'delivered');
  }
  webhooks.deleteWebhook(shop.operator, shop.webhook);
}

export const handleSummary = summary('webhooks', options);

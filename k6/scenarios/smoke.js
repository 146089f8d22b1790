// Every operation of the storefront, a few times: does it work at all, and quickly when nothing else goes on?
import { arrivals, options as optionsOf, thresholds } from '../lib/config.js';
import * as storefront from '../lib/shop.js';
import { summary } from '../lib/summary.js';

export const options = optionsOf(
  { everything: arrivals(4, 20, 'everything') },
  thresholds({
    listProducts: { p95: 500, min: 60 },
    searchProducts: { p95: 500, min: 60 },
    getProduct: { p95: 500, min: 60 },
    recordEvent: { p95: 500, min: 60 },
    recordEvents: { p95: 800, min: 60 },
    placeOrder: { p95: 800, min: 60 },
    getOrder: { p95: 500, min: 60 },
    getOrderDetails: { p95: 800, min: 60 },
    listOrders: { p95: 500, min: 60 },
    getProductAnalytics: { p95: 500, min: 60 },
  }),
);

export const setup = storefront.openShop;

export function everything(shop) {
  const buyer = storefront.one(shop.customers);
  storefront.listProducts();
  storefront.searchProducts();
  storefront.recordEvent(shop, 'VIEW_PRODUCT', storefront.getProduct(shop));
  storefront.recordEvents(shop, 20);
  const order = storefront.placeOrder(shop, buyer);
  if (order !== null) {
    storefront.getOrder(buyer, order);
    storefront.getOrderDetails(buyer, order);
  }
  storefront.listOrders(buyer);
  storefront.getProductAnalytics(shop);
}

export const handleSummary = summary('smoke', options);

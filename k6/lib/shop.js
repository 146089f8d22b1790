// The storefront's calls, each under the name of its operation, and the goods and shoppers that a run needs.
import exec from 'k6/execution';
import http from 'k6/http';
import { expectJson, allAccepted, isFilledPage, isOrderOf, isPage, isProduct } from './checks.js';
import { GATEWAY, operatorToken, shopperTokens } from './config.js';

const PRODUCTS = 200;
const STOCK = 1000000;
const WORDS = ['cup', 'bowl', 'tray', 'lamp', 'apron', 'kettle', 'chair', 'basket'];

function params(endpoint, token, headers = {}) {
  const all = { ...headers };
  if (token) {
    all.Authorization = `Bearer ${token}`;
  }
  return { headers: all, tags: { endpoint, name: endpoint } };
}

function jsonParams(endpoint, token, headers = {}) {
  return params(endpoint, token, { 'Content-Type': 'application/json', ...headers });
}

/** A whole number from 0 to before the limit. */
export function below(limit) {
  return Math.floor(Math.random() * limit);
}

/** One of a list. */
export function one(list) {
  return list[below(list.length)];
}

/** Different in every call of every run. */
function unique() {
  return `${Date.now().toString(36)}-${below(1e9).toString(36)}-${below(1e9).toString(36)}`;
}

/** Makes sure that there are goods with enough stock, and customers: what every iteration gets as its data. */
export function openShop() {
  const token = operatorToken();
  const batch = [];
  for (let i = 0; i < PRODUCTS; i++) {
    batch.push({
      sku: `LOAD-${i}`,
      name: `Load ${WORDS[i % WORDS.length]} ${i}`,
      price: 5 + (i % 90) + 0.5,
      category: `load-${i % 5}`,
      stock_quantity: STOCK,
    });
  }
  const stocked = http.post(`${GATEWAY}/products/batch`, JSON.stringify(batch), jsonParams('setup', token));
  if (stocked.status !== 200) {
    exec.test.abort(`the gateway at ${GATEWAY} took no goods: ${stocked.status} ${stocked.error || stocked.body}`);
  }
  const products = stocked.json('results').map((result) => result.id);
  if (products.some((id) => !id)) {
    exec.test.abort('the catalog refused goods of the load test');
  }
  const tokens = shopperTokens();
  const customers = (tokens.length > 0 ? tokens : [token]).map((own) => ({ token: own, id: customer(own) }));
  return { products, customers, operator: token };
}

function customer(token) {
  const known = http.get(`${GATEWAY}/customers/me`, {
    ...params('setup', token),
    responseCallback: http.expectedStatuses(200, 404),
  });
  if (known.status === 200) {
    return known.json('id');
  }
  const name = `load-${unique()}`;
  const registered = http.post(
    `${GATEWAY}/customers`,
    JSON.stringify({ name, email: `${name}@example.com` }),
    jsonParams('setup', token),
  );
  if (registered.status !== 201) {
    exec.test.abort(`a shopper could not register: ${registered.status} ${registered.error || registered.body}`);
  }
  return registered.json('id');
}

/** A page of the catalog. */
export function listProducts() {
  const answer = http.get(`${GATEWAY}/products?limit=20`, params('listProducts'));
  expectJson(answer, 'listProducts', 200, isFilledPage);
}

/** Products by words. The same operation, but other work for the database, so it has a name of its own. */
export function searchProducts() {
  const answer = http.get(`${GATEWAY}/products?q=${one(WORDS)}&limit=20`, params('searchProducts'));
  expectJson(answer, 'searchProducts', 200, isFilledPage);
}

/** One product. */
export function getProduct(shop) {
  const id = one(shop.products);
  const answer = http.get(`${GATEWAY}/products/${id}`, params('getProduct'));
  expectJson(answer, 'getProduct', 200, isProduct(id));
  return id;
}

/** What a page of the storefront says that a visitor did. */
export function event(shop, type = 'VIEW_PRODUCT', product = one(shop.products)) {
  return {
    user_id: `load-${below(5000)}`,
    product_id: String(product),
    event_type: type,
    timestamp: new Date().toISOString(),
    metadata: { session_id: unique() },
  };
}

/** One event. */
export function recordEvent(shop, type, product) {
  const answer = http.post(
    `${GATEWAY}/event`,
    JSON.stringify(event(shop, type, product)),
    jsonParams('recordEvent'),
  );
  expectJson(answer, 'recordEvent', 202, (body) => typeof body.event_id === 'string');
}

/** Many events at once. */
export function recordEvents(shop, count) {
  const events = [];
  for (let i = 0; i < count; i++) {
    events.push(event(shop));
  }
  const answer = http.post(`${GATEWAY}/events`, JSON.stringify(events), jsonParams('recordEvents'));
  expectJson(answer, 'recordEvents', 202, allAccepted(count));
}

/** An order of a few things; returns its id, or null. */
export function placeOrder(shop, customer) {
  const items = [
    { product_id: one(shop.products), quantity: 1 + below(3) },
    { product_id: one(shop.products), quantity: 1 },
  ];
  const answer = http.post(
    `${GATEWAY}/orders`,
    JSON.stringify({ customer_id: customer.id, items }),
    jsonParams('placeOrder', customer.token, { 'Idempotency-Key': unique() }),
  );
  return expectJson(answer, 'placeOrder', 201, isOrderOf(customer.id)) ? answer.json('id') : null;
}

/** The order as it is now. */
export function getOrder(customer, id) {
  const answer = http.get(`${GATEWAY}/orders/${id}`, params('getOrder', customer.token));
  expectJson(answer, 'getOrder', 200, isOrderOf(customer.id));
}

/** The operator confirms the order. */
export function confirmOrder(token, id) {
  const answer = http.patch(
    `${GATEWAY}/orders/${id}`,
    JSON.stringify({ status: 'CONFIRMED' }),
    params('changeOrderStatus', token, { 'Content-Type': 'application/merge-patch+json', 'If-Match': '*' }),
  );
  expectJson(answer, 'changeOrderStatus', 200, (body) => body.id === id && body.status === 'CONFIRMED');
}

/** The order with its products and customer. */
export function getOrderDetails(customer, id) {
  const answer = http.get(`${GATEWAY}/orders/${id}/details`, params('getOrderDetails', customer.token));
  expectJson(
    answer,
    'getOrderDetails',
    200,
    (body) => body.order.id === id && body.customer.id === customer.id && body.warnings.length === 0,
  );
}

/** The customer's orders. */
export function listOrders(customer) {
  const answer = http.get(`${GATEWAY}/orders?limit=10`, params('listOrders', customer.token));
  expectJson(answer, 'listOrders', 200, isPage);
}

/** The windows of a product; returns them, the newest first. */
export function getProductAnalytics(shop, product = one(shop.products)) {
  const answer = http.get(
    `${GATEWAY}/analytics/${product}?limit=5`,
    params('getProductAnalytics', shop.operator),
  );
  return expectJson(answer, 'getProductAnalytics', 200, isPage) ? answer.json('data') : [];
}

/** One visit: looks around, leaves traces, and one in five buys. */
export function visit(shop) {
  listProducts();
  searchProducts();
  const product = getProduct(shop);
  recordEvent(shop, 'VIEW_PRODUCT', product);
  if (Math.random() < 0.2) {
    const buyer = one(shop.customers);
    recordEvent(shop, 'ADD_TO_CART', product);
    const order = placeOrder(shop, buyer);
    if (order !== null) {
      getOrder(buyer, order);
      getOrderDetails(buyer, order);
    }
    recordEvent(shop, 'PURCHASE', product);
  }
}

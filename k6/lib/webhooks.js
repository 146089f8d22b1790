// A webhook of the run's own, and its owner's calls.
import exec from 'k6/execution';
import http from 'k6/http';
import { sleep } from 'k6';
import { expectJson, isPage } from './checks.js';
import { GATEWAY } from './config.js';

const PAGE = 100;

function params(endpoint, token, headers = {}) {
  return { headers: { Authorization: `Bearer ${token}`, ...headers }, tags: { endpoint, name: endpoint } };
}

/** Creates a webhook that leads to WEBHOOK_RECEIVER_URL, where 2xx is said to everything; returns its id. For setup. */
export function createWebhook(token, eventTypes) {
  const url = __ENV.WEBHOOK_RECEIVER_URL;
  if (!url) {
    exec.test.abort('no receiver: set WEBHOOK_RECEIVER_URL to a URL that says 2xx to everything, or run ./caravan load');
  }
  const created = http.post(
    `${GATEWAY}/webhooks`,
    JSON.stringify({ url, event_types: eventTypes, description: 'A load test' }),
    params('setup', token, { 'Content-Type': 'application/json' }),
  );
  if (created.status !== 201) {
    exec.test.abort(`there is no webhook: ${created.status} ${created.error || created.body}`);
  }
  return created.json('id');
}

/** The webhook, which is on. */
export function getWebhook(token, id) {
  const answer = http.get(`${GATEWAY}/webhooks/${id}`, params('getWebhook', token));
  expectJson(answer, 'getWebhook', 200, (body) => body.id === id && body.active);
}

/** The newest deliveries. */
export function listDeliveries(token, id) {
  const answer = http.get(
    `${GATEWAY}/webhooks/${id}/deliveries?limit=20`,
    params('listWebhookDeliveries', token),
  );
  return expectJson(answer, 'listWebhookDeliveries', 200, isPage) ? answer.json('data') : [];
}

/** A delivery that has come to its end, or null. */
export function getDelivery(token, id, delivery) {
  const answer = http.get(
    `${GATEWAY}/webhooks/${id}/deliveries/${delivery}`,
    params('getWebhookDelivery', token),
  );
  const holds = (body) => body.id === delivery && body.attempt_log.length === body.attempts;
  return expectJson(answer, 'getWebhookDelivery', 200, holds) ? answer.json() : null;
}

/** All deliveries, when none is pending and no more come, or so many seconds are over. For teardown. */
export function awaitDeliveries(token, id, seconds) {
  const end = Date.now() + seconds * 1000;
  let before = [];
  for (;;) {
    const all = pages(token, id);
    const isOver = all.length === before.length && all.every((delivery) => delivery.status !== 'pending');
    if (isOver || Date.now() > end) {
      return all;
    }
    before = all;
    sleep(2);
  }
}

function pages(token, id) {
  const all = [];
  let cursor = '';
  do {
    const page = http.get(
      `${GATEWAY}/webhooks/${id}/deliveries?limit=${PAGE}${cursor}`,
      params('teardown', token),
    );
    if (page.status !== 200) {
      exec.test.abort(`the deliveries cannot be read: ${page.status} ${page.error || page.body}`);
    }
    all.push(...page.json('data'));
    const next = page.json('next_cursor');
    cursor = next ? `&cursor=${encodeURIComponent(next)}` : null;
  } while (cursor);
  return all;
}

/** Deletes the webhook. For teardown. */
export function deleteWebhook(token, id) {
  http.del(`${GATEWAY}/webhooks/${id}`, null, params('teardown', token, { 'If-Match': '*' }));
}

// Where the platform is, who calls it, and what a run promises. Everything can be said by environment variables.
import exec from 'k6/execution';
import http from 'k6/http';

/** The gateway, without a slash at its end. */
export const GATEWAY = (__ENV.API_GATEWAY_URL || 'http://localhost:8080').replace(/\/+$/, '');

/** All durations are multiplied by this: 0.1 makes a minute six seconds. */
export const SCALE = Number(__ENV.DURATION_SCALE || 1);

/** All arrival rates are multiplied by this. */
export const RATE = Number(__ENV.RATE_SCALE || 1);

/** All limits of latency are multiplied by this: 2 on a machine half as fast as the one that they were set on. */
export const LATENCY = Number(__ENV.LATENCY_SCALE || 1);

if (!(SCALE > 0) || !(RATE > 0) || !(LATENCY > 0)) {
  throw new Error('DURATION_SCALE, RATE_SCALE and LATENCY_SCALE are numbers above 0');
}

/** The limit of a 95th percentile, in milliseconds. */
export function p95Below(milliseconds) {
  return `p(95)<${Math.round(milliseconds * LATENCY)}`;
}

/** A duration of so many seconds, scaled. */
export function seconds(number) {
  return number === 0 ? '0s' : `${Math.max(1, Math.round(number * SCALE))}s`;
}

/** An arrival rate of so many iterations a second, scaled. */
export function perSecond(number) {
  return Math.max(1, Math.round(number * RATE));
}

// Tokens: a file {"operator": "...", "shoppers": ["...", ...]}, as ./caravan load writes it; or OPERATOR_TOKEN; or
// OIDC_TOKEN_URL with OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and, where the issuer calls scopes otherwise (Cognito:
// caravan/catalog:write), OIDC_SCOPE. The operator has the scopes catalog:write, customers:admin,
// orders:admin, webhooks:admin and analytics:read. Without shoppers of their own, the operator buys for customers.
const TOKENS = __ENV.TOKENS_FILE ? JSON.parse(open(__ENV.TOKENS_FILE)) : {};

/** The operator's token. Call it in setup only: it may ask the issuer. */
export function operatorToken() {
  const known = TOKENS.operator || __ENV.OPERATOR_TOKEN;
  if (known) {
    return known;
  }
  if (!__ENV.OIDC_TOKEN_URL) {
    exec.test.abort('no token: set TOKENS_FILE, OPERATOR_TOKEN or OIDC_TOKEN_URL, or run ./caravan load');
  }
  const answer = http.post(
    __ENV.OIDC_TOKEN_URL,
    {
      grant_type: 'client_credentials',
      scope: __ENV.OIDC_SCOPE || 'catalog:write customers:admin orders:admin webhooks:admin analytics:read',
      client_id: __ENV.OIDC_CLIENT_ID,
      client_secret: __ENV.OIDC_CLIENT_SECRET,
    },
    { tags: { endpoint: 'setup' } },
  );
  if (answer.status !== 200) {
    exec.test.abort(`the issuer refused: ${answer.status} ${answer.body}`);
  }
  return answer.json('access_token');
}

/** The shoppers' tokens; empty where the operator buys for all. */
export function shopperTokens() {
  return TOKENS.shoppers || [];
}

/**
 * Thresholds of a run: for each endpoint the 95th percentile in milliseconds, the share of failed requests, and how many
 * requests there must have been at least, because a run that asked nothing must not pass.
 *
 * @param endpoints {name: {p95, errors, min}}
 */
export function thresholds(endpoints) {
  const all = { checks: ['rate>0.999'] };
  for (const [name, promise] of Object.entries(endpoints)) {
    const { p95, errors = 0.001, min } = promise;
    if (!p95 || !min) {
      throw new Error(`${name} needs p95 and min`);
    }
    all[`http_req_duration{endpoint:${name}}`] = [p95Below(p95)];
    all[`http_req_failed{endpoint:${name}}`] = [`rate<=${errors}`];
    all[`http_reqs{endpoint:${name}}`] = [`count>=${Math.max(1, Math.floor(min * SCALE * RATE))}`];
  }
  return all;
}

/** What every script has in common. */
export function options(scenarios, limits) {
  return {
    scenarios,
    thresholds: limits,
    summaryTrendStats: ['avg', 'min', 'p(50)', 'p(95)', 'p(99)', 'max'],
    setupTimeout: '2m',
    noConnectionReuse: false,
    userAgent: 'caravan-k6',
    discardResponseBodies: false,
  };
}

/** An open model: so many iterations a second begin, however long the platform takes. */
export function arrivals(rate, durationSeconds, exec, more = {}) {
  const perS = perSecond(rate);
  return {
    executor: 'constant-arrival-rate',
    rate: perS,
    timeUnit: '1s',
    duration: seconds(durationSeconds),
    preAllocatedVUs: Math.min(100, Math.max(5, perS)),
    maxVUs: Math.max(50, perS * 4),
    exec,
    ...more,
  };
}

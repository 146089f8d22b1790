// What remains of a run: a table on the terminal, results.json for programs, report.html for people.
import { GATEWAY, RATE, SCALE } from './config.js';

const COLUMNS = ['p(50)', 'p(95)', 'p(99)', 'max'];

/**
 * The handleSummary of a script. Files are written where RESULTS_DIR, a directory that exists, is named.
 *
 * @param scenario the script's name
 * @param options the script's options, for the limits
 */
export function summary(scenario, options) {
  return (data) => {
    const results = resultsOf(scenario, data, options);
    const outputs = { stdout: text(results) };
    if (__ENV.RESULTS_DIR) {
      outputs[`${__ENV.RESULTS_DIR}/results.json`] = `${JSON.stringify(results, null, 2)}\n`;
      outputs[`${__ENV.RESULTS_DIR}/report.html`] = html(results);
    }
    return outputs;
  };
}

/** The facts of a run as plain data. */
export function resultsOf(scenario, data, options) {
  const seconds = data.state.testRunDurationMs / 1000;
  const thresholds = [];
  const endpoints = {};
  for (const [name, metric] of Object.entries(data.metrics)) {
    for (const [expression, outcome] of Object.entries(metric.thresholds || {})) {
      thresholds.push({ metric: name, expression, ok: outcome.ok, value: observed(metric, expression) });
    }
    const match = /^(http_req_duration|http_req_failed|http_reqs)\{endpoint:(\w+)\}$/.exec(name);
    if (match) {
      const endpoint = (endpoints[match[2]] = endpoints[match[2]] || {});
      if (match[1] === 'http_req_duration') {
        COLUMNS.forEach((column) => (endpoint[column] = metric.values[column] ?? null));
      } else if (match[1] === 'http_req_failed') {
        endpoint.error_rate = metric.values.rate;
      } else {
        endpoint.count = metric.values.count;
        endpoint.rate = metric.values.count / seconds;
      }
    }
  }
  // a threshold whose metric never came must not vanish from the verdict
  for (const [metric, expressions] of Object.entries(options.thresholds)) {
    if (!data.metrics[metric]) {
      expressions.forEach((e) => thresholds.push({ metric, expression: e.threshold || e, ok: false, value: null }));
    }
  }
  const total = data.metrics.http_reqs?.values ?? { count: 0 };
  return {
    scenario,
    finished: new Date().toISOString(),
    gateway: GATEWAY,
    duration_scale: SCALE,
    rate_scale: RATE,
    seconds,
    passed: thresholds.length > 0 && thresholds.every((threshold) => threshold.ok),
    requests: total.count,
    requests_per_second: total.count / seconds,
    error_rate: data.metrics.http_req_failed?.values.rate ?? null,
    checks_failed: data.metrics.checks?.values.fails ?? null,
    dropped_iterations: data.metrics.dropped_iterations?.values.count ?? 0,
    vus_max: data.metrics.vus_max?.values.max ?? null,
    latency_ms: Object.fromEntries(
      COLUMNS.map((column) => [column, data.metrics.http_req_duration?.values[column] ?? null]),
    ),
    other: others(data),
    endpoints,
    thresholds,
  };
}

/** Metrics of the script itself, such as how fresh analytics is. */
function others(data) {
  const own = {};
  for (const [name, metric] of Object.entries(data.metrics)) {
    if (!/^(http_|iteration|vus|data_|checks|group_|dropped_)/.test(name)) {
      own[name] = metric.values;
    }
  }
  return own;
}

function observed(metric, expression) {
  const name = /^(p\([\d.]+\)|avg|min|max|med|rate|count|value)/.exec(expression)?.[1];
  return name === undefined ? null : (metric.values[name] ?? null);
}

function number(value, digits = 1) {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

function percent(rate) {
  return rate === null || rate === undefined ? '–' : `${(rate * 100).toFixed(2)} %`;
}

function row(cells) {
  return cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(10))).join(' ');
}

/** The table for the terminal. */
export function text(results) {
  const lines = [
    '',
    row(['endpoint', 'requests', 'per s', 'errors', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms']),
    ...Object.entries(results.endpoints).map(([name, e]) =>
      row([
        name,
        e.count ?? 0,
        number(e.rate),
        percent(e.error_rate),
        ...COLUMNS.map((column) => number(e[column])),
      ]),
    ),
    row([
      'all',
      results.requests,
      number(results.requests_per_second),
      percent(results.error_rate),
      ...COLUMNS.map((column) => number(results.latency_ms[column])),
    ]),
    '',
  ];
  if (results.dropped_iterations > 0) {
    lines.push(`${results.dropped_iterations} iterations could not begin in time: all virtual users were busy.`);
  }
  for (const miss of results.thresholds.filter((threshold) => !threshold.ok)) {
    lines.push(`✗ ${miss.metric}: ${miss.expression}, but it was ${number(miss.value, 4)}`);
  }
  const held = results.thresholds.filter((threshold) => threshold.ok).length;
  lines.push(`${results.passed ? '✓ passed' : '✗ failed'}: ${held} of ${results.thresholds.length} thresholds held`, '');
  return lines.join('\n');
}

function escape(value) {
  return String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Bars of p50, p95 and p99 on one scale, with the limit of p95 as a line. */
function bars(results) {
  const names = Object.keys(results.endpoints);
  const limit = (name) => {
    const found = results.thresholds.find((t) => t.metric === `http_req_duration{endpoint:${name}}`);
    return found ? Number(/<\s*([\d.]+)/.exec(found.expression)?.[1] ?? NaN) : NaN;
  };
  const highest = Math.max(1, ...names.map((n) => Math.max(results.endpoints[n]['p(99)'] || 0, limit(n) || 0)));
  const x = (ms) => 170 + (ms / highest) * 560;
  const height = names.length * 34 + 10;
  const rows = names.map((name, i) => {
    const e = results.endpoints[name];
    const y = i * 34 + 8;
    const bar = (value, colour) =>
      value ? `<rect x="170" y="${y}" width="${Math.max(1, x(value) - 170)}" height="18" fill="${colour}"/>` : '';
    const line = limit(name)
      ? `<line x1="${x(limit(name))}" x2="${x(limit(name))}" y1="${y - 4}" y2="${y + 22}" stroke="#c62828" stroke-width="2"/>`
      : '';
    return `<text x="0" y="${y + 14}">${escape(name)}</text>${bar(e['p(99)'], '#cfd8dc')}${bar(e['p(95)'], '#90a4ae')}${bar(e['p(50)'], '#455a64')}${line}`;
  });
  return `<svg viewBox="0 0 760 ${height}" width="760" height="${height}" role="img" aria-label="latency by endpoint">${rows.join('')}</svg>`;
}

/** One page without anything from elsewhere. */
export function html(results) {
  const endpointRows = Object.entries(results.endpoints)
    .map(
      ([name, e]) =>
        `<tr><td>${escape(name)}</td><td>${e.count ?? 0}</td><td>${number(e.rate)}</td><td>${percent(e.error_rate)}</td>${COLUMNS.map(
          (column) => `<td>${number(e[column])}</td>`,
        ).join('')}</tr>`,
    )
    .join('\n');
  const thresholdRows = results.thresholds
    .slice()
    .sort((a, b) => Number(a.ok) - Number(b.ok))
    .map(
      (t) =>
        `<tr class="${t.ok ? 'ok' : 'missed'}"><td>${t.ok ? '✓' : '✗'}</td><td>${escape(t.metric)}</td><td>${escape(t.expression)}</td><td>${number(t.value, 4)}</td></tr>`,
    )
    .join('\n');
  const otherRows = Object.entries(results.other)
    .map(
      ([name, values]) =>
        `<tr><td>${escape(name)}</td><td>${Object.entries(values)
          .map(([key, value]) => `${escape(key)} ${number(value, 2)}`)
          .join(', ')}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(results.scenario)}: ${results.passed ? 'passed' : 'failed'}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child,.thresholds td{text-align:left}.verdict{padding:.3rem 1rem;border-radius:.3rem;color:#fff;background:${results.passed ? '#2e7d32' : '#c62828'}}
.missed{color:#c62828}text{font:13px system-ui,sans-serif}
</style>
<h1>${escape(results.scenario)} <span class="verdict">${results.passed ? 'passed' : 'failed'}</span></h1>
<p>${escape(results.gateway)}, ${escape(results.finished)}, ${number(results.seconds)} s,
${results.requests} requests (${number(results.requests_per_second)} a second), ${percent(results.error_rate)} errors,
at most ${results.vus_max ?? '–'} virtual users, ${results.dropped_iterations} iterations dropped.</p>
<h2>Endpoints</h2>
<table><tr><th>endpoint</th><th>requests</th><th>per s</th><th>errors</th>${COLUMNS.map((c) => `<th>${c} ms</th>`).join('')}</tr>
${endpointRows}</table>
<h2>Latency</h2>
<p>Dark to light: p50, p95, p99. The red line is the limit of p95.</p>
${bars(results)}
${otherRows ? `<h2>Of this scenario</h2><table>${otherRows}</table>` : ''}
<h2>Thresholds</h2>
<table class="thresholds">${thresholdRows}</table>
</html>
`;
}

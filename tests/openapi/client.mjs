// Sends requests of the description's operations, and holds each answer against what the description says of it.
import assert from 'node:assert/strict';
import { complaints, operation, resolved } from './description.mjs';

// Headers that an answer has only where the description says so.
const watched = ['etag', 'cache-control', 'retry-after', 'www-authenticate', 'allow', 'accept', 'accept-encoding',
  'idempotent-replayed', 'content-security-policy', 'location', 'set-cookie'];

function check_headers(described, headers, where) {
  const known = new Map(Object.entries(described ?? {}).map(([name, one]) => [name.toLowerCase(), resolved(one)]));
  for (const [name, header] of known) {
    const value = headers.get(name);
    if (value === null) assert.ok(!header.required, `${where}: no ${name}`);
    else assert.equal(complaints(header.schema, value), '', `${where}: ${name}`);
  }
  for (const name of watched)
    assert.ok(known.has(name) || headers.get(name) === null, `${where}: ${name} is not described`);
}

function check_body(content, answer, where) {
  if (!content) return assert.equal(answer.bytes.length, 0, `${where}: a body`);
  const type = answer.headers.get('content-type');
  assert.ok(content[type], `${where}: ${type} is not described`);
  if (type === 'application/vnd.sqlite3') return;
  assert.equal(complaints(content[type].schema, answer.body), '', where);
}

// Answers: { status, headers, bytes, text, body }; body is the value of JSON, else the text.
export async function read(response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const is_json = /^application\/([a-z]+\+)?json$/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, bytes, text, body: is_json ? JSON.parse(text) : text };
}

export class Client {
  // Statuses that were seen, by operation: "getCase 404".
  seen = new Set();

  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  // `request`: { path, query, headers, body, raw, token }; null for token is nobody.
  async send(id, request = {}) {
    const one = operation(id);
    const answer = await read(await fetch(this.url + this.target(one, request), {
      method: one.method,
      headers: this.headers(one, request),
      body: request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
    }));
    const where = `${id} ${answer.status} ${answer.text.slice(0, 300)}`;
    const described = resolved(one.responses[answer.status] ?? one.responses.default);
    check_headers(described.headers, answer.headers, where);
    check_body(described.content, answer, where);
    if (answer.status >= 400) assert.equal(answer.body.status, answer.status, where);
    this.seen.add(`${id} ${answer.status}`);
    return answer;
  }

  // As send(), with the status that has to come.
  async expect(status, id, request) {
    const answer = await this.send(id, request);
    assert.equal(answer.status, status, `${id} ${answer.text.slice(0, 500)}`);
    return answer;
  }

  target(one, request) {
    const path = one.path.replace(/\{(\w+)\}/g, (_, name) => {
      assert.ok(request.path?.[name] !== undefined, `${one.id} needs ${name}`);
      return encodeURIComponent(request.path[name]);
    });
    const query = new URLSearchParams(request.query ?? {}).toString();
    return query ? `${path}?${query}` : path;
  }

  headers(one, request) {
    const token = request.token === undefined ? this.token : request.token;
    return {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(request.body !== undefined || request.raw !== undefined ? { 'Content-Type': 'application/json' } : {}),
      ...request.headers,
    };
  }
}

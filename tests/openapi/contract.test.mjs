// Every operation of the description, its successes and each failure that it names, played against a real server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Client, read } from './client.mjs';
import { access, complaints, description, operation, operations, schemaNamed } from './description.mjs';
import { program, start_server } from './server.mjs';

const why = 'the test says so';
const server = await start_server();
const admin = new Client(server.url, server.secrets.admin_token);
await admin.expect(201, 'putAccount', { path: { account: 'acme' }, body: { name: 'Acme', zone: 'Europe/Berlin' } });
const keys = { product: server.secrets.sdk_key };
for (const role of ['viewer', 'support', 'finance']) keys[role] = await make_token({ kind: 'person', role });
keys.account = await make_token({ kind: 'account', account: 'acme' });
let count = 0;

async function make_token(what) {
  const answer = await admin.expect(201, 'createToken', { body: { name: 'test', why, ...what } });
  return answer.body.token;
}

const fresh = (word) => `${word}-${++count}`;

async function new_account() {
  const account = fresh('account');
  await admin.expect(201, 'putAccount', { path: { account }, body: { name: 'Somebody' } });
  return account;
}

async function new_case(more = {}) {
  const body = { account: await new_account(), reason: 'nonpayment', owed: { minor: 100, currency: 'USD' }, why, ...more };
  return (await admin.expect(201, 'openCase', { body })).body;
}

async function act(id, one, body = { why }) {
  return (await admin.expect(200, id, { path: { case: one.id }, body })).body;
}

const on_account = () => ({ path: { account: 'acme' } });
const on_new_case = async () => ({ path: { case: (await new_case()).id } });

async function help_request(more = {}) {
  const one = await new_case();
  return { ...operation('askForHelp').body.examples[0], id: fresh('help'), account: one.account, case: one.id, ...more };
}

const on_new_help = async () => {
  const body = await help_request();
  await admin.expect(200, 'askForHelp', { token: keys.product, body });
  return { path: { help: body.id } };
};

async function new_person(role = 'viewer') {
  return (await admin.expect(201, 'addPerson', { body: { name: fresh('person'), role, why } })).body;
}

const on_new_person = async () => ({ path: { person: (await new_person()).name } });

async function token_of({ name, password }) {
  return (await admin.expect(200, 'logIn', { token: null, body: { user: name, password } })).body.token;
}

const own_token = async () => token_of(await new_person());

// The id of one, at the console.
async function new_session({ name, password }) {
  const answer = await fetch(`${server.url}/console/sign-in`, {
    method: 'POST', redirect: 'manual', headers: { Origin: server.url }, body: new URLSearchParams({ name, password }) });
  assert.equal(answer.status, 303);
  return (await admin.expect(200, 'listSessions', { path: { person: name } })).body.sessions[0].id;
}

// Actions on keys need the root on the server, and one of them takes it away.
function with_root_here() {
  server.put_root_back();
  return {};
}

// A request of each operation that succeeds, but for its body: that is each example of the description, where it
// does not depend on the server's keys.
const good = {
  getNotice: () => ({ ...on_account(), token: keys.product }),
  getFeed: () => ({ token: keys.product }),
  postSightings: async () => {
    const one = await new_case();
    return { token: keys.product, body: { sightings: [{ account: one.account, case: one.id }] } };
  },
  askForHelp: async () => ({ token: keys.product, body: await help_request() }),
  getHelp: on_new_help,
  getHelpFile: on_new_help,
  answerHelp: on_new_help,
  closeHelp: on_new_help,
  putAccount: on_account,
  getAccount: on_account,
  getStanding: on_account,
  getBanner: on_account,
  postPayment: on_account,
  postNotice: on_account,
  getCase: on_new_case,
  extendCase: on_new_case,
  holdCase: on_new_case,
  settleCase: on_new_case,
  waiveCase: on_new_case,
  releaseCase: on_new_case,
  escalateCase: on_new_case,
  resumeCase: async () => {
    const one = await new_case();
    await act('holdCase', one, { days: 5, reason: 'dispute', why });
    return { path: { case: one.id } };
  },
  reopenCase: async () => {
    const one = await new_case();
    await act('settleCase', one);
    return { path: { case: one.id } };
  },
  rotateKey: with_root_here,
  revokeKey: async () => {
    with_root_here();
    const { body } = await admin.expect(200, 'getKeyring');
    return { path: { key: body.keys.find((one) => one.signs).id } };
  },
  replaceRoot: with_root_here,
  removeRoot: async () => {
    with_root_here();
    const { body } = await admin.expect(200, 'getKeyring');
    return { body: { copy: body.root.key, days: 400, why } };
  },
  requestKeyset: with_root_here,
  installKeyset: async () => {
    with_root_here();
    const { body } = await admin.expect(200, 'requestKeyset', { body: { why } });
    return { body: { keyset: server.sign('gracegate-keyset+jwt', body.keyset), why } };
  },
  addPerson: () => ({ body: { name: fresh('person'), role: 'viewer', why } }),
  setRole: on_new_person,
  disablePerson: on_new_person,
  enablePerson: on_new_person,
  resetPassword: on_new_person,
  listSessions: on_new_person,
  listOwnSessions: async () => ({ token: await own_token() }),
  putMe: async () => ({ token: await own_token() }),
  changePassword: async () => {
    const somebody = await new_person();
    return { token: await token_of(somebody), body: { password: somebody.password, new_password: 'staple battery horse' } };
  },
  endSession: async () => {
    const somebody = await new_person();
    return { path: { person: somebody.name, session: await new_session(somebody) } };
  },
  endOwnSession: async () => {
    const somebody = await new_person();
    return { path: { session: await new_session(somebody) }, token: await token_of(somebody) };
  },
  getPolicy: () => ({ path: { name: 'standard' } }),
  putPolicy: () => ({ path: { name: fresh('policy') } }),
  revokeToken: async () => {
    const made = await admin.expect(201, 'createToken', { body: { kind: 'product', name: 'short-lived', why } });
    return { path: { token: made.body.id } };
  },
};

const request_of = async (one) => ({
  ...(one.body ? { body: one.body.examples[0] } : {}),
  ...(await good[one.id]?.()),
});

const documents = (one, status) => String(status) in one.responses;

// Calls `act` with each operation that documents the status, and a good request of it.
async function each_with(status, act) {
  let done = 0;
  for (const one of operations) {
    if (!documents(one, status)) continue;
    await act(one, await request_of(one));
    ++done;
  }
  assert.ok(done > 0);
}

test('The server has the routes that the description has, for the same callers', () => {
  const routes = execFileSync(program, ['routes'], { encoding: 'utf8' }).trim().split('\n')
    .filter((route) => !route.includes(' /console')).sort(); // its pages are no API
  assert.deepEqual(operations.map((one) => `${one.method} ${one.path} ${access(one)}`).sort(), routes);
});

test('Each operation succeeds with each of its request examples', async () => {
  for (const one of operations) {
    const bodies = one.body?.examples ?? [undefined];
    for (const body of bodies) {
      const answer = await admin.send(one.id, { ...(body ? { body } : {}), ...(await good[one.id]?.()) });
      // The example's password is not this server's.
      if (one.id === 'logIn') assert.equal(answer.body.type, 'https://gracegate.dev/problems/wrong-login');
      else assert.ok(answer.status < 300, `${one.id} ${answer.text}`);
    }
  }
});

test('Who has no valid token is asked for one', async () => {
  await each_with(401, async (one, request) => {
    if (one.security.length === 0) return;
    for (const token of [null, 'gg_person_unknown']) {
      const answer = await admin.expect(401, one.id, { ...request, token });
      assert.equal(answer.body.type, 'https://gracegate.dev/problems/unauthorized');
    }
  });
});

test('Who has too small a role, or another kind of key, is told which one is needed', async () => {
  const below = { viewer: null, support: 'viewer', finance: 'support', admin: 'finance' };
  await each_with(403, async (one, request) => {
    const needed = access(one);
    const for_keys = needed === 'product_key' || needed === 'sdk_key';
    const refused = for_keys ? [server.secrets.admin_token] : [keys.product, keys.account, keys[below[needed]]];
    for (const token of refused.filter(Boolean)) await admin.expect(403, one.id, { ...request, token });
    if (keys[needed]) {
      const answer = await admin.send(one.id, { token: keys[needed], ...(await request_of(one)) });
      assert.ok(answer.status < 300, `${one.id} as ${needed}: ${answer.text}`);
    }
  });
  await admin.expect(403, 'getFeed', { token: keys.account });
  await admin.expect(200, 'getNotice', { path: { account: 'acme' }, token: keys.account });
  await admin.expect(403, 'getNotice', { path: { account: 'globex' }, token: keys.account });
  const short = { path: { name: 'short' }, body: { countdown_days: 3, why } };
  await admin.expect(201, 'putPolicy', short);
  const body = { account: 'acme', reason: 'other', policy: 'short', why };
  await admin.expect(403, 'openCase', { body, token: keys.support });
});

test('What cannot be read is refused with the place of the fault', async () => {
  await each_with(400, async (one, request) => {
    if (one.body) {
      await admin.expect(400, one.id, { ...request, body: undefined, raw: '{"why": ' });
      await admin.expect(400, one.id, { ...request, body: undefined, raw: '[]' });
      const answer = await admin.expect(400, one.id, { ...request, body: { ...request.body, 'sur/plus': 1 } });
      assert.equal(answer.body.pointer, '/sur~1plus', one.id);
    } else {
      const answer = await admin.expect(400, one.id, { ...request, query: { surplus: '1' } });
      assert.equal(answer.body.parameter, 'surplus', one.id);
    }
    if (one.path.includes('{account}'))
      await admin.expect(400, one.id, { ...request, path: { account: 'a'.repeat(129) } });
    for (const parameter of one.parameters.filter((each) => each.in === 'query' && each.schema.type === 'integer')) {
      const answer = await admin.expect(400, one.id, { ...request, query: { [parameter.name]: 'many' } });
      assert.equal(answer.body.parameter, parameter.name, one.id);
      const { maximum } = parameter.schema;
      await admin.expect(400, one.id, { ...request, query: { [parameter.name]: String(BigInt(maximum) + 1n) } });
    }
  });
});

test('Each required member is required', async () => {
  for (const one of operations.filter((each) => each.body)) {
    const schema = description.components.schemas[one.body.schema.$ref.split('/').pop()];
    for (const name of schema.required ?? []) {
      const request = await request_of(one);
      const { [name]: _, ...body } = request.body;
      const answer = await admin.send(one.id, { ...request, body });
      assert.ok([400, 422].includes(answer.status), `${one.id} without ${name}: ${answer.text}`);
      assert.equal(answer.body.pointer, `/${name}`, one.id);
    }
  }
});

test('An extension and a hold say until when', async () => {
  for (const [id, body] of [['extendCase', { why }], ['holdCase', { reason: 'dispute', why }]]) {
    const answer = await admin.expect(400, id, { ...(await on_new_case()), body });
    assert.equal(answer.body.pointer, '/until');
  }
});

test('A secret is not made under an Idempotency-Key', async () => {
  for (const id of ['logIn', 'createToken', 'addPerson', 'resetPassword', 'changePassword'])
    await admin.expect(400, id, { ...(await request_of(operation(id))), headers: { 'Idempotency-Key': 'k' } });
});

test('What is not there is not found', async () => {
  await each_with(404, async (one, request) => {
    const path = Object.fromEntries(Object.keys(request.path ?? {}).map((name) => [name, 'unknown']));
    const named = ['account', 'policy'].find((name) => one.body && name in (schema_of(one).properties ?? {}));
    if (Object.keys(path).length > 0) await admin.expect(404, one.id, { ...request, path });
    else if (one.id === 'createToken') await admin.expect(404, one.id, { body: { ...account_key, account: 'unknown' } });
    else await admin.expect(404, one.id, { ...request, body: { ...request.body, [named]: 'unknown' } });
  });
  await admin.expect(404, 'openCase', { body: { account: 'acme', reason: 'other', policy: 'unknown', why } });
});
const account_key = { kind: 'account', name: 'test', why };
const schema_of = (one) => description.components.schemas[one.body.schema.$ref.split('/').pop()];

test('A request is carried out once under its Idempotency-Key', async () => {
  const keyed = operations.filter((one) => one.parameters.some((each) => each.name === 'Idempotency-Key'));
  assert.ok(keyed.length >= 14);
  for (const one of keyed) {
    const request = { ...(await request_of(one)), headers: { 'Idempotency-Key': fresh('key') } };
    const first = await admin.send(one.id, request);
    const second = await admin.expect(first.status, one.id, request);
    assert.equal(second.text, first.text, one.id);
    assert.equal(first.headers.get('idempotent-replayed'), null, one.id);
    assert.equal(second.headers.get('idempotent-replayed'), 'true', one.id);
    const text = ['why', 'name', 'text', 'zone'].find((each) => each in schema_of(one).properties);
    await admin.expect(409, one.id, { ...request, body: { ...request.body, [text]: 'UTC' } });
    const headers = { 'Idempotency-Key': 'k'.repeat(129) };
    await admin.expect(400, one.id, { ...request, headers });
  }
});

test('What the state of a case does not allow is a conflict', async () => {
  const ended = await new_case();
  await act('settleCase', ended);
  for (const id of ['settleCase', 'waiveCase', 'releaseCase', 'escalateCase', 'resumeCase'])
    await admin.expect(409, id, { path: { case: ended.id }, body: { why } });
  await admin.expect(409, 'extendCase', { path: { case: ended.id }, body: { days: 1, why } });
  const held = await new_case();
  await act('holdCase', held, { days: 3, reason: 'dispute', why });
  await admin.expect(409, 'holdCase', { path: { case: held.id }, body: { days: 3, reason: 'again', why } });
  await admin.expect(409, 'reopenCase', { path: { case: held.id }, body: { why } });
  const account = await new_account();
  const body = { account, reason: 'other', why };
  for (let i = 0; i < 32; ++i) await admin.expect(201, 'openCase', { body });
  await admin.expect(409, 'openCase', { body });
});

test('There is always an admin, each name once, and a password is of somebody', async () => {
  const path = { person: 'admin' };
  await admin.expect(409, 'setRole', { path, body: { role: 'viewer', why } });
  await admin.expect(409, 'disablePerson', { path, body: { why } });
  await admin.expect(409, 'addPerson', { body: { name: 'admin', role: 'viewer', why } });
  await admin.expect(409, 'putMe', { token: keys.viewer, body: { zone: 'UTC' } });
  await admin.expect(409, 'changePassword', { token: keys.viewer, body: { password: 'p', new_password: 'staple battery horse' } });
});

test('A dry run says what would be, and does nothing', async () => {
  const account = await new_account();
  const body = { account, reason: 'nonpayment', why };
  const opened = await admin.expect(200, 'openCase', { query: { dry_run: true }, body });
  assert.deepEqual([opened.body.would.count.value, opened.body.notice.cases.length], [14, 1]);
  assert.deepEqual((await admin.expect(200, 'listCases', { query: { account } })).body.cases, []);
  const one = await new_case();
  const settled = await admin.expect(200, 'settleCase', { path: { case: one.id }, query: { dry_run: true }, body: { why } });
  assert.equal(settled.body.would.state, 'settled');
  assert.equal((await admin.expect(200, 'getCase', { path: { case: one.id } })).body.state, 'open');
});

test('What needs somebody is on the overview, and in the list', async () => {
  const one = await new_case();
  await act('extendCase', one, { days: 1, why });
  await act('holdCase', one, { days: 1, reason: 'dispute', why });
  const { body } = await admin.expect(200, 'getOverview');
  const listed = await admin.expect(200, 'listCases', { query: { wanting: 'hold', limit: 500 } });
  assert.equal(body.hold.count, listed.body.cases.length);
  assert.ok(listed.body.cases.some((each) => each.id === one.id));
  await admin.expect(400, 'listCases', { query: { wanting: 'attention' } });
});

test('The log is read from its end, and by who did what', async () => {
  const { body } = await admin.expect(200, 'listAudit', { query: { before: 2 ** 53 - 1, actor: 'admin', action: 'case.open', limit: 5 } });
  assert.equal(body.entries.length, 5);
  assert.ok(body.entries.every((one) => one.actor === 'admin' && one.action === 'case.open'));
  assert.ok(body.entries[0].id > body.entries[4].id);
  assert.equal(body.next, body.entries[4].id);
});

test('A case that somebody else changed meanwhile is left alone', async () => {
  await each_with(412, async (one, request) => {
    await admin.expect(412, one.id, { ...request, headers: { 'If-Match': '"99"' } });
    const { headers } = await admin.expect(200, 'getCase', { path: request.path });
    const answer = await admin.expect(200, one.id, { ...request, headers: { 'If-Match': headers.get('etag') } });
    assert.equal(`"${answer.body.version - 1}"`, headers.get('etag'));
  });
});

test('What is too long is refused', async () => {
  await each_with(413, async (one, request) => {
    if (one.id === 'postSightings') {
      const sightings = Array(501).fill(request.body.sightings[0]);
      return admin.expect(413, one.id, { ...request, body: { sightings } });
    }
    const name = ['why', 'name', 'payment', 'password', 'policy', 'text', 'id', 'zone'].find((each) => each in schema_of(one).properties && (schema_of(one).required ?? [each]).includes(each));
    const answer = await admin.expect(413, one.id, { ...request, body: { ...request.body, [name]: 'x'.repeat(4001) } });
    assert.equal(answer.body.pointer, `/${name}`);
  });
});

test('A body is JSON, uncompressed, and says so', async () => {
  await each_with(415, async (one, request) => {
    for (const [name, value] of [['Content-Type', 'text/plain'], ['Content-Encoding', 'gzip']])
      await admin.expect(415, one.id, { ...request, headers: { [name]: value } });
  });
});

test('What makes no sense is refused with the place of the fault', async () => {
  const past = '2026-11-01T00:00:00Z';
  const rows = {
    putAccount: [['/zone', { name: 'A', zone: 'Mars/Olympus' }], ['/contacts/0/kind', { name: 'A', contacts: [{ kind: 'x', name: 'N' }] }]],
    postPayment: [['/amount', { payment: 'p' }], ['/amount/currency', { payment: 'p', amount: { minor: 1, currency: 'XYZ' } }]],
    openCase: [['/reason', { account: 'acme', reason: 'greed', why }],
      ['/owed/invoices', { account: 'acme', reason: 'nonpayment', owed: { minor: 1, currency: 'USD', invoices: ['A', 'A'] }, why }]],
    askForHelp: [['/topic', { id: 'a', account: 'acme', case: 'c', topic: 'love', role: 'member', text: 't' }],
      ['/text', { id: 'a', account: 'acme', case: 'c', topic: 'stuck', role: 'member', text: ' ' }]],
    extendCase: [['/until', { until: past, why }], ['/until', { until: '2026-12-02T00:00:00Z', why }], ['/days', { until: '2027-01-01T00:00:00Z', days: 1, why }]],
    holdCase: [['/until', { until: past, reason: 'r', why }], ['/days', { until: '2027-01-01T00:00:00Z', days: 1, reason: 'r', why }]],
    putPolicy: [['/countdown_days', { countdown_days: 0, why }], ['/read_only_days', { read_only_days: 3, ends_in: 'read_only', why }],
      ['/working_hours/days', { working_hours: { days: [] }, why }], ['/working_hours/to', { working_hours: { from: '10:00', to: '09:00' }, why }]],
    simulate: [['/zone', { policy: 'standard', zone: 'Mars/Olympus' }]],
    putEnforcement: [past, '2027-03-02T00:00:00Z'].map((until) => ['/until', { suspended: true, until, reason: 'r', why }]),
    createToken: [['/expires_at', { kind: 'product', name: 'n', expires_at: past, why }], ['/role', { kind: 'product', name: 'n', role: 'admin', why }],
      ['/account', { kind: 'product', name: 'n', account: 'acme', why }]],
    putMe: [['/zone', { zone: 'Mars/Olympus' }]],
    changePassword: [['/password', { password: 'a guess', new_password: 'staple battery horse' }]],
    addPerson: [['/role', { name: 'n', role: 'king', why }]],
    setRole: [['/role', { role: 'king', why }]],
    removeRoot: [['/copy', { copy: 'no key', why }]],
    requestKeyset: [['/revoke', { revoke: 'A'.repeat(43), why }]],
    installKeyset: [['/keyset', { keyset: 'e30.e30.e30', why }]],
  };
  await each_with(422, async (one, request) => {
    for (const [pointer, body] of rows[one.id]) {
      const answer = await admin.expect(422, one.id, { ...request, body });
      assert.equal(answer.body.pointer, pointer, one.id);
    }
  });
});

test('A request for help is taken once, answered and closed, and an account sends only so many', async () => {
  const body = await help_request();
  const send = (more) => admin.send('askForHelp', { token: keys.product, body: { ...body, ...more } });
  const first = await send();
  assert.equal((await send()).text, first.text);
  const path = { help: body.id };
  assert.equal((await admin.expect(200, 'getHelpFile', { path })).text, 'paid');
  await admin.expect(200, 'answerHelp', { path, body: { text: 'Thank you.', by: null } });
  await admin.expect(200, 'closeHelp', { path, body: { why } });
  await admin.expect(409, 'answerHelp', { path, body: { text: 'Late.' } });
  await admin.expect(409, 'closeHelp', { path, body: { why } });
  for (const state of ['waiting', 'answered', 'closed'])
    await admin.expect(200, 'listHelp', { query: { state, account: body.account, case: body.case } });
  for (let i = 0; i < 20; ++i) assert.equal((await send({ id: fresh('help') })).status, 200);
  assert.equal((await send({ id: fresh('help') })).status, 429);
  await act('settleCase', { id: body.case });
  assert.equal((await send({ id: fresh('help') })).status, 409);
});

test('Who knows the password gets a token; who guesses has to wait', async () => {
  const { admin_user: user, admin_password: password } = server.secrets;
  const { body } = await admin.expect(200, 'logIn', { body: { user, password }, token: null });
  const me = await admin.expect(200, 'getMe', { token: body.token });
  assert.deepEqual([me.body.name, me.body.role, me.body.expires_at], ['admin', 'admin', body.expires_at]);
  for (let i = 0; i < 5; ++i) await admin.expect(401, 'logIn', { body: { user: 'eve', password: 'guess' } });
  const answer = await admin.expect(429, 'logIn', { body: { user: 'eve', password: 'guess' } });
  assert.ok(Number(answer.headers.get('retry-after')) > 800);
});

test('What products read has a tag, and is not sent again to who has it', async () => {
  const account = await new_account();
  for (const [id, request] of [['getKeys', {}], ['getNotice', { path: { account }, token: keys.product }]]) {
    const etag = (await admin.expect(200, id, request)).headers.get('etag');
    await admin.expect(304, id, { ...request, headers: { 'If-None-Match': etag } });
  }
});

const claims = (jws) => JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString('utf8'));

test('Who waits for a notice or the feed has it when it changes', async () => {
  const account = await new_account();
  const request = { path: { account }, token: keys.product };
  const etag = (await admin.expect(200, 'getNotice', request)).headers.get('etag');
  const { revision } = (await admin.expect(200, 'getFeed', { token: keys.product })).body;
  const notice = admin.expect(200, 'getNotice', { ...request, query: { wait: 60 }, headers: { 'If-None-Match': etag } });
  const feed = admin.expect(200, 'getFeed', { token: keys.product, query: { after: revision, wait: 60 } });
  await admin.expect(201, 'openCase', { body: { account, reason: 'nonpayment', message: { de: 'Guten Tag' }, reference: '§ 1', why } });
  const told = claims((await notice).body);
  assert.equal(complaints(schemaNamed('NoticeClaims'), told), '');
  assert.equal(told.sub, account);
  const { body } = await feed;
  assert.ok(body.revision > revision && !body.complete);
  assert.deepEqual(body.notices.map((jws) => claims(jws).sub), [account]);
});

test('The feed from the start has all accounts with an open case', async () => {
  const { body } = await admin.expect(200, 'getFeed', { token: keys.product, query: { after: 0, wait: 0 } });
  assert.ok(body.complete && body.notices.length > 3);
  for (const jws of body.notices) assert.equal(complaints(schemaNamed('NoticeClaims'), claims(jws)), '');
  assert.equal(claims(body.head).count, body.notices.length);
});

test('Standing and banner are told for each mode, viewer and form', async () => {
  const one = await new_case({ message: { en: 'Please call us' }, reference: '§ 2' });
  const path = { account: one.account };
  const instants = { countdown: '2026-12-01T12:00:00+01:00', read_only: '2026-12-16T12:00:00Z', shutdown: '2026-12-28T12:00:00Z' };
  for (const [mode, at] of Object.entries(instants)) {
    assert.equal((await admin.expect(200, 'getStanding', { path, query: { at } })).body.mode, mode);
    for (const role of ['member', 'billing'])
      for (const format of ['json', 'html', 'text']) {
        const answer = await admin.expect(200, 'getBanner', { path, query: { at, role, format, locale: 'de' } });
        assert.ok(answer.text.length > 50);
        assert.equal(answer.text.includes('pay.example.com'), role === 'billing', `${mode} ${role} ${format}`);
      }
  }
  const nobody = { account: 'unknown' };
  assert.equal((await admin.expect(200, 'getStanding', { path: nobody })).body.mode, 'open');
  assert.equal((await admin.expect(200, 'getBanner', { path: nobody })).body.banner, null);
  for (const query of [{ at: 'soon' }, { role: 'boss' }, { format: 'pdf' }])
    await admin.expect(400, 'getBanner', { path, query });
});

test('A payment settles what it pays, counts once, and a part of it lowers what is owed', async () => {
  const owed = { minor: 300, currency: 'USD', invoices: [{ number: 'A', minor: 100 }, { number: 'B', minor: 200 }] };
  const one = await new_case({ owed });
  const path = { account: one.account };
  const part = { payment: fresh('txn'), amount: { minor: 100, currency: 'USD' } };
  assert.deepEqual((await admin.expect(200, 'postPayment', { path, body: part })).body.reduced, [one.id]);
  assert.equal((await admin.expect(200, 'postPayment', { path, body: part })).body.seen_before, true);
  const rest = { payment: fresh('txn'), invoices: ['B'] };
  assert.deepEqual((await admin.expect(200, 'postPayment', { path, body: rest })).body.settled, [one.id]);
  const settled = (await admin.expect(200, 'getCase', { path: { case: one.id } })).body;
  // What the last payment settled is kept, for the day when it bounces.
  assert.deepEqual([settled.state, settled.mode, settled.owed.minor], ['settled', 'open', 200]);
});

test('Lists come in pages and by each of their filters', async () => {
  const one = await new_case({ reason: 'seat_overuse' });
  for (const query of [{ state: 'open' }, { reason: 'seat_overuse' }, { mode: 'countdown' }, { account: one.account }]) {
    const { body } = await admin.expect(200, 'listCases', { query: { ...query, limit: 500 } });
    assert.ok(body.cases.some((each) => each.id === one.id), JSON.stringify(query));
  }
  await act('holdCase', one, { days: 3, reason: 'dispute', why });
  await admin.expect(200, 'listCases', { query: { account: one.account } });
  for (const query of [{ state: 'lost' }, { reason: 'greed' }, { mode: 'loud' }])
    await admin.expect(400, 'listCases', { query });
  for (const [id, list] of [['listCases', 'cases'], ['listAccounts', 'accounts']]) {
    const all = [];
    for (let after = ''; after !== null; ) {
      const { body } = await admin.expect(200, id, { query: { limit: 7, ...(after ? { after } : {}) } });
      all.push(...body[list].map((each) => each.id));
      after = body.next;
    }
    assert.deepEqual(all, [...new Set(all)].sort());
    assert.equal(all.length, (await admin.expect(200, id, { query: { limit: 500 } })).body[list].length);
  }
  const { body } = await admin.expect(200, 'listAccounts', { query: { q: one.account.toUpperCase(), open: true } });
  assert.deepEqual(body.accounts.map((each) => each.id), [one.account]);
  assert.equal(body.accounts[0].open_cases[0].hold.reason, 'dispute');
});

test('A suspension opens all gates, and ends by itself', async () => {
  const at = { path: { account: (await new_case({ policy: 'direct' })).account }, query: { at: '2026-12-30T12:00:00Z' } };
  assert.equal((await admin.expect(200, 'getStanding', at)).body.mode, 'shutdown');
  const body = { suspended: true, until: '2026-12-31T00:00:00Z', reason: 'test', why };
  await admin.expect(200, 'putEnforcement', { body });
  assert.equal((await admin.expect(200, 'getEnforcement')).body.reason, 'test');
  assert.equal((await admin.expect(200, 'getStanding', at)).body.suspended_until, '2026-12-31T00:00:00Z');
  await admin.expect(200, 'putEnforcement', { body: { suspended: false, why } });
  assert.deepEqual((await admin.expect(200, 'getEnforcement')).body, { suspended: false });
});

test('Whoever holds a key that was revoked is nobody', async () => {
  const { body } = await admin.expect(201, 'createToken', { body: { kind: 'product', name: 'lost', why } });
  await admin.expect(200, 'getFeed', { token: body.token });
  const revoked = await admin.expect(200, 'revokeToken', { path: { token: body.id }, body: { why } });
  assert.equal(revoked.body.valid, false);
  await admin.expect(401, 'getFeed', { token: body.token });
});

test('Time goes on by itself: a case that nobody touches becomes read-only', async () => {
  const one = await new_case();
  server.set('2026-12-15T10:00:00Z');
  const path = { case: one.id };
  assert.equal((await admin.expect(200, 'getCase', { path })).body.mode, 'read_only');
  assert.equal((await admin.expect(200, 'getStanding', { path: { account: one.account } })).body.mode, 'read_only');
  const again = await act('extendCase', one, { days: 1, why });
  assert.equal(again.mode, 'countdown');
  assert.ok(Date.parse(again.limited_from) >= Date.parse(again.deadline) + 3 * 86400e3);
});

test('The log has every kind of entry, in an unbroken chain', async () => {
  const seen = new Set();
  let entries = 0;
  for (let after = 0; ; ) {
    const { body } = await admin.expect(200, 'listAudit', { query: { after, limit: 1000 } });
    for (const one of body.entries) seen.add(one.action);
    entries += body.entries.length;
    if (body.entries.length === 0) break;
    after = body.next;
  }
  assert.deepEqual([...seen].sort(), [...description.components.schemas.AuditEntry.properties.action.enum].sort());
  const { body } = await admin.expect(200, 'verifyAudit');
  assert.equal(body.ok, true);
  assert.ok(body.entries >= entries, `${body.entries} of ${entries}`); // the server itself writes, too
  const mine = await admin.expect(200, 'listAudit', { query: { account: 'acme', limit: 1 } });
  assert.equal(mine.body.entries[0].account, 'acme');
});

test('A backup is a database', async () => {
  const { bytes } = await admin.expect(200, 'backup', { body: { why } });
  assert.equal(bytes.subarray(0, 15).toString(), 'SQLite format 3');
  assert.ok(!bytes.includes('PRIVATE KEY') && !bytes.includes(server.secrets.sdk_key));
});

test('Another method is told which ones there are, and another address that there is nothing', async () => {
  const problem = schemaNamed('Problem');
  for (const path of Object.keys(description.paths)) {
    const answer = await read(await fetch(server.url + path.replace(/\{\w+\}/g, 'x'), { method: 'PATCH' , body: '{}' }));
    assert.equal(answer.status, 405, path);
    assert.equal(complaints(problem, answer.body), '');
    assert.equal(answer.body.type, 'https://gracegate.dev/problems/method-not-allowed');
    const methods = operations.filter((one) => one.path === path).map((one) => one.method);
    assert.deepEqual(answer.headers.get('allow').split(', ').sort(), methods.sort());
  }
  const nothing = await read(await fetch(`${server.url}/v2/cases`));
  assert.equal(complaints(problem, nothing.body), '');
  assert.equal(nothing.body.type, 'https://gracegate.dev/problems/no-such-route');
  const head = await fetch(`${server.url}/v1/keys`, { method: 'HEAD' });
  assert.equal(head.status, 200);
});

// The answer to bytes of our own.
async function raw(text) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  let answer = '';
  for await (const piece of socket) answer += piece;
  const [head, body] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
}

test('What is not valid HTTP is refused with a problem that the description names', async () => {
  const rest = '\r\nHost: x\r\n\r\n';
  const post = 'POST /v1/login HTTP/1.1\r\nHost: x\r\n';
  const rows = {
    'malformed-request': 'GET /healthz\r\n\r\n',
    'malformed-target': `GET /%zz HTTP/1.1${rest}`,
    'host-required': 'GET / HTTP/1.1\r\n\r\n',
    'repeated-header': 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'malformed-content-length': `${post}Content-Length: -1\r\n\r\n`,
    'conflicting-lengths': `${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    'length-required': `${post}\r\n`,
    'body-too-large': `${post}Content-Type: application/json\r\nContent-Length: 4097\r\n\r\n`,
    'target-too-long': `GET /${'a'.repeat(17000)} HTTP/1.1${rest}`,
    'encoded-body': `${post}Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}`,
    'expectation-unknown': `${post}Expect: miracle\r\nContent-Length: 0\r\n\r\n`,
    'too-many-headers': `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(101)}\r\n`,
    'header-too-large': `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(17000)}\r\n\r\n`,
    'method-not-allowed': `TRACE / HTTP/1.1${rest}`,
    'method-unknown': `BREW / HTTP/1.1${rest}`,
    'version-unknown': `GET / HTTP/3.0${rest}`,
  };
  for (const [slug, text] of Object.entries(rows)) {
    const answer = await raw(text);
    assert.equal(answer.body.type, `https://gracegate.dev/problems/${slug}`, answer.head);
    assert.equal(complaints(schemaNamed('Problem'), answer.body), '');
    assert.equal(answer.body.status, answer.status);
  }
});

test('Each cause of refusal that is counted is a problem that the description names', async () => {
  const { body } = await admin.expect(200, 'getMetrics');
  const causes = [...body.matchAll(/gracegate_refused_total\{cause="([^"]+)"\}/g)].map((match) => match[1]);
  const types = description.components.schemas.ProblemType.enum.map((type) => type.split('/').pop());
  const untold = ['handshake-failed', 'write-timeout']; // nobody listens any more
  assert.deepEqual(causes.filter((cause) => !types.includes(cause)).sort(), untold);
});

test('A change of a policy makes a version, and cases keep the one that they were opened with', async () => {
  const path = { name: fresh('policy') };
  assert.equal((await admin.expect(201, 'putPolicy', { path, body: { countdown_days: 20, why } })).body.version, 1);
  const one = await new_case({ policy: path.name });
  assert.equal((await admin.expect(200, 'putPolicy', { path, body: { countdown_days: 30, why } })).body.version, 2);
  assert.equal((await admin.expect(200, 'getPolicy', { path })).body.countdown_days, 30);
  assert.equal((await admin.expect(200, 'getCase', { path: { case: one.id } })).body.policy_version, 1);
});

test('The page for operators names each metric and each option', async () => {
  const page = readFileSync(new URL('../../docs/operators/running.md', import.meta.url), 'utf8');
  const { body } = await admin.expect(200, 'getMetrics');
  const help = execFileSync(program, ['serve', '--help'], { encoding: 'utf8' });
  const names = [...body.matchAll(/^# TYPE (\w+)/gm), ...help.matchAll(/^ +(--[a-z-]+)/gm)].map((match) => match[1]);
  assert.ok(names.length > 25);
  assert.deepEqual(names.filter((name) => !page.includes(`\`${name}`)), []);
});

test('Each answer that the description names has been seen', () => {
  const named = operations.flatMap((one) =>
    Object.keys(one.responses).filter((status) => status !== 'default').map((status) => `${one.id} ${status}`));
  assert.deepEqual(named.filter((each) => !admin.seen.has(each)), []);
});

test('The server ends in good order', async () => assert.equal(await server.stop(), 0));

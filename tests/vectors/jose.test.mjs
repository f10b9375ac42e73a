// The vectors by an implementation of JOSE that is not ours: what is accepted verifies there too and says the same,
// what is refused for its signature is refused there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';

const here = new URL('.', import.meta.url);
const vectors_of = (room) =>
  readdirSync(new URL(room, here)).map((file) => JSON.parse(readFileSync(new URL(`${room}/${file}`, here), 'utf8')));

const decoded = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
const jwk_of = (x) => ({ kty: 'OKP', crv: 'Ed25519', x });

// The keys of a vector by their id: those that it lists, or its roots.
async function keys_of(vector) {
  const points = vector.keys?.map((key) => key.x) ?? vector.roots;
  return new Map(await Promise.all(points.map(async (x) => [await calculateJwkThumbprint(jwk_of(x)), x])));
}

// The same after the successions of a key set, as far as they begin at a key that is known.
async function keys_after(jws, keys) {
  for (const succession of decoded(jws.split('.')[1]).successions ?? []) {
    const { kid } = decoded(succession.split('.')[0]);
    if (!keys.has(kid)) continue;
    const { payload } = await compactVerify(succession, await importJWK(jwk_of(keys.get(kid)), 'Ed25519'));
    const { x } = JSON.parse(new TextDecoder().decode(payload));
    keys.delete(kid);
    keys.set(await calculateJwkThumbprint(jwk_of(x)), x);
  }
  return keys;
}

async function payload_of(jws, vector, typ) {
  const keys = await keys_after(jws, await keys_of(vector));
  const choose = ({ kid }) => {
    assert.ok(keys.has(kid), 'unknown key');
    return importJWK(jwk_of(keys.get(kid)), 'Ed25519');
  };
  const { payload, protectedHeader } = await compactVerify(jws, choose, { algorithms: ['Ed25519'] });
  assert.equal(protectedHeader.typ, typ);
  return JSON.parse(new TextDecoder().decode(payload));
}

// What is named in both is the same, at any depth: a payload may have members that the format does not name, and may
// leave out some that `expected` spells out; a word of a newer server is to a reader the one that it knows instead.
const instead = { reason: 'other', topic: 'question', how: 'waived' };
function includes(actual, expected, where) {
  if (expected === null || typeof expected !== 'object') return assert.equal(actual, expected, where);
  if (Array.isArray(expected)) assert.equal(actual.length, expected.length, where);
  for (const [name, value] of Object.entries(expected))
    if (name in actual && value !== instead[name]) includes(actual[name], value, `${where}/${name}`);
}

// Refusals by what JOSE itself looks at.
const of_jose = (vector) => /^jws (alg|typ|signature does not match|is signed with an unknown key)/.test(vector.why ?? '');

// A key of small order verifies what anybody made up; not every implementation of Ed25519 looks.
const is_weak = (vector) => (vector.keys?.map((key) => key.x) ?? vector.roots).some((x) => x.startsWith('AQAAAAAAAA'));

for (const [room, typ] of [
  ['notices', 'gracegate-notice+jwt'],
  ['keysets', 'gracegate-keyset+jwt'],
  ['receipts', 'gracegate-receipt+jwt'],
]) {
  test(`${room}: what is accepted verifies, and says what the vector says`, async () => {
    const accepted = vectors_of(room).filter((vector) => vector.expected);
    assert.ok(accepted.length > 1);
    for (const vector of accepted)
      includes(await payload_of(vector.jws, vector, typ), vector.expected, `${room}: ${vector.name}`);
  });

  test(`${room}: what is refused for its signature is refused`, async () => {
    const refused = vectors_of(room).filter((vector) => of_jose(vector) && !is_weak(vector));
    assert.ok(refused.length > 1);
    for (const vector of refused) await assert.rejects(payload_of(vector.jws, vector, typ), undefined, vector.name);
  });
}

test('feeds: the head verifies, and its digest is that of the notices', async () => {
  const accepted = vectors_of('feeds').filter((vector) => vector.expected);
  assert.ok(accepted.length > 1);
  for (const vector of accepted) {
    const body = JSON.parse(vector.body);
    const head = await payload_of(body.head, vector, 'gracegate-feed+jwt');
    const digest = createHash('sha256').update(body.notices.map((notice) => `${notice}\n`).join(''));
    assert.equal(digest.digest('base64url'), head.digest, vector.name);
    assert.equal(head.revision, vector.expected.revision, vector.name);
    for (const notice of body.notices) await payload_of(notice, vector, 'gracegate-notice+jwt');
  }
});

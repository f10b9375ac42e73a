// The description by itself: complete, closed, and its examples true to its schemas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, description, operations, resolved, schemaNamed, walk } from './description.mjs';

test('Each reference leads somewhere, and each component is used', () => {
  const used = new Set();
  walk((node) => {
    if (typeof node.$ref !== 'string') return;
    resolved(node);
    used.add(node.$ref);
  });
  for (const kind of ['schemas', 'responses', 'parameters', 'headers'])
    for (const name of Object.keys(description.components[kind]))
      assert.ok(used.has(`#/components/${kind}/${name}`), `nothing uses ${kind}/${name}`);
});

test('Each operation has its own id, a summary, and a parameter for each {…} of its path', () => {
  const ids = operations.map((one) => one.id);
  assert.deepEqual([...new Set(ids)], ids);
  for (const one of operations) {
    assert.ok(one.operation.summary && Array.isArray(one.security), one.id);
    const named = one.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
    assert.deepEqual(named, [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]), one.id);
    assert.ok(description.tags.some((tag) => tag.name === one.operation.tags[0]), one.id);
  }
});

test('Each schema compiles, and no object of ours may have a member that is not described', () => {
  for (const name of Object.keys(description.components.schemas)) complaints(schemaNamed(name), null);
  walk((node, where) => {
    if (node.type !== 'object' || !where.includes('/schemas/')) return;
    assert.notEqual(node.additionalProperties ?? true, true, `${where} is open`);
  });
});

test('Each required member is described', () => {
  walk((node, where) => {
    if (node.type !== 'object' || !node.properties) return;
    for (const name of node.required ?? []) assert.ok(name in node.properties, `${where}: ${name}`);
  });
});

test('Each example is what its schema says', () => {
  let examined = 0;
  const examine = (schema, value, where) => {
    ++examined;
    assert.equal(complaints(schema, value), '', where);
  };
  walk((node, where) => {
    if (where.endsWith('/examples') || where.endsWith('/example')) return;
    if (node.schema && 'example' in node) examine(node.schema, node.example, where);
    if (node.schema && node.examples)
      for (const [name, one] of Object.entries(node.examples)) examine(node.schema, one.value, `${where} ${name}`);
    if (where.includes('/schemas/') && Array.isArray(node.examples))
      for (const value of node.examples) examine(node, value, where);
  });
  assert.ok(examined >= 60, `${examined} examples`);
});

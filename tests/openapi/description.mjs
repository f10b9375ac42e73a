// docs/openapi.yaml as the tests use it: its operations, and a validator for each schema in it.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const description = parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8'), {
  strict: true,
  uniqueKeys: true,
});

const methods = ['get', 'put', 'post', 'delete', 'patch'];

// The schema with references that ajv can follow from anywhere.
function local(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"api:#/$defs/'));
}

// JSON pointer (RFC 6901) as part of a URI fragment.
const segment = (name) => encodeURIComponent(String(name).replaceAll('~', '~0').replaceAll('/', '~1'));

const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
addFormats(ajv);
// The schemas alone: the rest of the description is not JSON Schema.
ajv.addSchema(local({ $id: 'api:', $defs: description.components.schemas }));

// What `node` is once a "$ref" to a component has been followed.
export function resolved(node) {
  if (!node?.$ref) return node;
  const found = node.$ref.slice(2).split('/').reduce((at, name) => at?.[name], description);
  if (found === undefined) throw new Error(`${node.$ref} leads nowhere`);
  return resolved(found);
}

const compiled = new Map();

// What `value` has against `schema`, in words; empty where it has nothing.
export function complaints(schema, value) {
  if (!compiled.has(schema)) compiled.set(schema, ajv.compile(local(schema)));
  const validate = compiled.get(schema);
  if (validate(value)) return '';
  return ajv.errorsText(validate.errors, { dataVar: 'value' }) + ' in ' + JSON.stringify(value).slice(0, 2000);
}

export const schemaNamed = (name) => ({ $ref: `#/components/schemas/${segment(name)}` });

// Each operation: { id, method, path, security, parameters, body, responses }.
export const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  methods
    .filter((method) => item[method])
    .map((method) => {
      const operation = item[method];
      const body = operation.requestBody?.content['application/json'];
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        security: operation.security,
        parameters: (operation.parameters ?? []).map(resolved),
        body: body && { schema: body.schema, examples: Object.values(body.examples).map((one) => one.value) },
        responses: operation.responses,
        operation,
      };
    }),
);

export const operation = (id) => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};

// Who may call, in the words of `gracegated routes`.
export function access(one) {
  const kinds = one.security.map((scheme) => Object.entries(scheme)[0]);
  if (kinds.length === 0) return 'anyone';
  if (kinds[0][0] === 'person') return kinds[0][1][0];
  return kinds.some(([scheme]) => scheme === 'accountKey') ? 'sdk_key' : 'product_key';
}

// Calls `visit(value, where)` with each object of the description.
export function walk(visit, value = description, where = '#') {
  if (value === null || typeof value !== 'object') return;
  visit(value, where);
  for (const [name, child] of Object.entries(value)) walk(visit, child, `${where}/${name}`);
}

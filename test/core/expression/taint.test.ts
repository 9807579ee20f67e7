import { describe, expect, test } from 'vitest';
import { compileExpression, type Scope } from '../../../src/core/expression/expression.ts';
import type { Variables } from '../../../src/core/expression/expression-types.ts';
import { isTainted, secretParts } from '../../../src/core/expression/taint.ts';
import { compileTemplate, evaluateTemplate } from '../../../src/core/expression/template.ts';
import type { Json } from '../../../src/core/json.ts';
import type { JsonSchema } from '../../../src/core/json-schema.ts';

const text: JsonSchema = { type: 'string' };
const secret: JsonSchema = { type: 'string', 'x-secret': true };
const user: JsonSchema = { type: 'object', properties: { name: text, password: secret } };

const variables: Variables = {
  secrets: { type: 'object', properties: { TOKEN: secret }, 'x-secret': true },
  inputs: {
    type: 'object',
    properties: {
      name: text,
      pin: { type: 'string', writeOnly: true },
      maybe: { anyOf: [secret, { type: 'null' }] },
      users: { type: 'array', items: user },
      teams: { type: 'array', items: { properties: { name: text, lead: user } } },
      byName: { type: 'object', additionalProperties: user },
      words: { type: 'object', additionalProperties: secret },
      list: { type: 'array', items: secret },
    },
  },
};

function compiled(expression: string) {
  const result = compileExpression(expression);
  if (!result.ok) throw new Error(result.problem.message);
  return result.expression;
}

describe('what comes from a secret is one', () => {
  test.each([
    'secrets.TOKEN',
    'secrets["TOKEN"]',
    'to_json(secrets)',
    '"Bearer " + secrets.TOKEN',
    'size(secrets.TOKEN)',
    'inputs.name == "a" ? secrets.TOKEN : ""',
    'inputs.pin',
    'inputs.maybe',
    'inputs.users[0].password',
    'inputs.users[0]["password"]',
    'inputs.users[size(inputs.name)].?password.orValue("")',
    'inputs.users.map(user, user.password)',
    'inputs.users.filter(user, user.name != "").map(each, each["password"])',
    'inputs.users.map(user, user[inputs.name])',
    'sort_by(inputs.users, "name")[0].password',
    'inputs.byName.somebody.password',
    'inputs.byName[inputs.name].password',
    'inputs.byName["x"].map(key, inputs.byName["x"][key])',
    'keys(inputs.words)',
    'inputs.words[inputs.name]',
    'inputs.words.any',
    'join(inputs.list, ",")',
    'inputs.list[0]',
    'inputs.list.map(each, each + "!")',
    'to_json(inputs.users)',
    'to_json({"all": [inputs.users[0]]}).upperAscii()',
    'format("{0}", inputs.byName)',
    'join(inputs.users.filter(user, user.name != ""), ",")',
    'join(newest(inputs.users, "name", 1), ",")',
    'join(inputs.users.map(user, {"user": user}), ",")',
    'inputs.users.map(user, to_json(user))',
    'cel.bind(all, inputs.users, to_json(all))',
    'inputs.teams.map(team, to_json(team.lead))',
    'to_json(inputs.teams[0].lead)',
  ])('%s', (expression) => {
    expect(isTainted(compiled(expression), variables)).toBe(true);
  });
});

describe('what only stands beside a secret is none', () => {
  test.each([
    'inputs.name',
    'inputs.users',
    'size(inputs.users)',
    'inputs.users[0].name',
    'inputs.users.map(user, user.name)',
    'inputs.byName[inputs.name].name',
    'inputs.byName.somebody.name',
    'newest(inputs.users, "password", 1)',
    '"secrets.TOKEN"',
    'inputs.users.map(secrets, secrets.name)',
    'to_json(inputs.users[0].name)',
    'to_json(inputs.teams.map(team, team.name))',
    'join(inputs.users.map(user, user.name), ",")',
    'join(inputs.users.filter(user, user.name != "").map(user, user.name), ",")',
    'format("{0} of {1}", size(inputs.users), inputs.name)',
    'to_json(inputs.name) == "[]" && inputs.users != []',
  ])('%s', (expression) => {
    expect(isTainted(compiled(expression), variables)).toBe(false);
  });
});

test('marks are what is left of a schema that holds secrets', () => {
  expect(secretParts(variables['inputs']?.properties?.['users'] ?? {})).toEqual({
    items: { properties: { password: { 'x-secret': true } }, required: ['password'] },
  });
  expect(secretParts(text)).toBeNull();
});

describe('while a run goes on', () => {
  function scopeWith(hide?: (value: Json) => void): Scope {
    return {
      contexts: {
        secrets: { value: { TOKEN: 's3cret' }, schema: variables['secrets'] ?? {} },
        inputs: {
          value: { name: 'web', users: [{ name: 'a', password: 'pw-1' }] },
          schema: variables['inputs'] ?? {},
        },
        item: { value: 'no schema' },
      },
      step: (id) => ({
        status: 'succeeded',
        outputs: {
          value: { key: `key of ${id}`, id },
          schema: { type: 'object', properties: { key: secret, id: text } },
        },
      }),
      status: { success: true, failure: false, cancelled: false },
      now: 0,
      ...(hide && { hide }),
    };
  }

  function hiddenBy(value: string): Json[] {
    const seen: Json[] = [];
    evaluateTemplate(
      compileTemplate(value, [], []),
      scopeWith((each) => void seen.push(each)),
    );
    return seen;
  }

  test.each<[string, Json[]]>([
    ['${{ secrets.TOKEN.upperAscii() }}', ['S3CRET']],
    ['Bearer ${{ secrets.TOKEN + "!" }} of ${{ inputs.name }}', ['s3cret!']],
    ['${{ inputs.users.map(user, user.password) }}', [['pw-1']]],
    ['${{ inputs.users.map(user, user.name) }}', []],
    ['${{ steps.unlock.outputs.key }}', ['key of unlock']],
    ['${{ steps.unlock.outputs["key"] }}', ['key of unlock']],
    ['${{ steps.unlock.outputs.id }} ${{ steps.unlock.status }}', []],
    ['${{ item }}', []],
  ])('%s is told as it is evaluated', (value, expected) => {
    expect(hiddenBy(value)).toEqual(expected);
  });

  test('what has no value does not tell why when that could tell a secret', () => {
    const expression = compiled('{"a": 1}[secrets.TOKEN.upperAscii()]');
    const scope = scopeWith(() => undefined);
    expect(() => expression.evaluate(scope)).toThrow('it has to do with a secret');
    expect(() => expression.evaluate(scope)).not.toThrow('S3CRET');
    expect(() => compiled('{"a": 1}[inputs.name]').evaluate(scope)).toThrow('there is no "web"');
  });

  test('nobody has to listen', () => {
    expect(compiled('secrets.TOKEN').evaluate(scopeWith())).toBe('s3cret');
  });
});

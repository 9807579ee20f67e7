import { durationPattern } from '../../../core/duration.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { faultKinds } from './fault-kinds.ts';
import type { FaultName } from './fault-plan.ts';

const actions = [...catalogue.keys()];
const duration = { type: 'string', pattern: durationPattern.source };

interface Detail {
  /** The faults that it belongs to. */
  readonly faults: readonly FaultName[];
  readonly isNeeded: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What some faults say besides where they happen, by key. */
export const faultDetails: Readonly<Record<string, Detail>> = {
  error: {
    faults: ['reject'],
    isNeeded: true,
    schema: { description: 'What the API says.', type: 'string', minLength: 1 },
  },
  for: {
    faults: ['slow'],
    isNeeded: true,
    schema: { description: 'How long the answer takes.', ...duration, examples: ['45s'] },
  },
  'retry-after': {
    faults: ['status-429'],
    isNeeded: false,
    schema: { description: 'When to come back.', ...duration, default: '5s' },
  },
  'after-effect': {
    faults: ['status-500', 'html'],
    isNeeded: false,
    schema: {
      description: 'Whether the call has its effect although it gets no answer.',
      type: 'boolean',
      default: false,
    },
  },
  cut: {
    faults: ['duplicate-name'],
    isNeeded: false,
    schema: {
      description: 'Whether the connection breaks before the answer.',
      type: 'boolean',
      default: false,
    },
  },
};

/** What a fault plan in a file looks like; `schemas/fault-plan.schema.json` is this. */
export const faultPlanSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Fault plan',
  description:
    'Faults of a simulated cloud, in the order in which they are looked at: the first that fits a call is the one that it meets.',
  type: 'array',
  items: {
    type: 'object',
    required: ['action', 'fault'],
    additionalProperties: false,
    properties: {
      action: {
        description: 'The action whose calls have the fault; `*`: every one that can.',
        enum: ['*', ...actions],
      },
      nth: {
        description: 'Which of the calls, from 1; `each`: all of them.',
        type: ['integer', 'string'],
        minimum: 1,
        pattern: '^each$',
        default: 1,
      },
      fault: {
        description: `What happens. ${faultKinds.map(({ name, description }) => `\`${name}\`: ${description}.`).join(' ')}`,
        enum: faultKinds.map(({ name }) => name),
      },
      ...Object.fromEntries(Object.entries(faultDetails).map(([key, { schema }]) => [key, schema])),
    },
    allOf: [
      ...Object.entries(faultDetails).flatMap(detailRules),
      ...faultKinds.flatMap(actionRule),
    ],
  },
} as const;

/** A detail stands beside its faults, and beside no other. */
function detailRules([key, { faults, isNeeded }]: readonly [string, Detail]): object[] {
  const others = faultKinds.map(({ name }) => name).filter((name) => !faults.includes(name));
  return [
    withFaults(others, { properties: { [key]: false } }),
    ...(isNeeded ? [withFaults(faults, { required: [key] })] : []),
  ];
}

/** A fault that cannot happen to every action names one to which it can. */
function actionRule({ name, appliesTo }: (typeof faultKinds)[number]): object[] {
  const fitting = actions.filter((action) => appliesTo(action));
  if (fitting.length === actions.length) return [];
  return [withFaults([name], { properties: { action: { enum: ['*', ...fitting] } } })];
}

function withFaults(faults: readonly FaultName[], rule: object): object {
  return {
    if: { not: { required: ['fault'], properties: { fault: { enum: faults } } } },
    else: rule,
  };
}

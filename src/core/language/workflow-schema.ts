/* Generated from schemas/workflow.schema.json by `npm run generate`. */

export const workflowSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Workflow',
  description: "A graph of steps that Perilune runs against a cloud's API.",
  type: 'object',
  required: ['name', 'steps'],
  additionalProperties: false,
  properties: {
    name: {
      description: 'What the workflow is called, in runs and messages.',
      type: 'string',
      pattern: '^[a-z][a-z0-9-]*$',
      maxLength: 64,
      examples: ['blue-green-swap'],
    },
    description: {
      description: 'What it is for, in a sentence.',
      type: 'string',
    },
    inputs: {
      description:
        'What whoever runs the workflow has to say. Each input is a JSON Schema; one without a `default` is required.',
      type: 'object',
      propertyNames: {
        $ref: '#/$defs/name',
      },
      additionalProperties: {
        $ref: '#/$defs/input',
      },
    },
    secrets: {
      description:
        'Names of the secrets that the workflow may read, as `secrets.NAME`. Their values come from the environment or from `--env-file`, and are shown nowhere.',
      type: 'array',
      uniqueItems: true,
      items: {
        $ref: '#/$defs/environmentName',
      },
    },
    env: {
      description:
        'Environment of every command that the workflow runs, and what `env.NAME` is in expressions.',
      $ref: '#/$defs/environment',
    },
    concurrency: {
      description: 'Runs of one group do not overlap.',
      type: 'object',
      required: ['group'],
      additionalProperties: false,
      properties: {
        group: {
          description: 'Name of the group, mostly with an expression.',
          type: 'string',
          minLength: 1,
        },
        policy: {
          description:
            'What a run does when the group is taken: wait, do not run at all, or cancel the one that has it.',
          enum: ['queue', 'skip', 'cancel'],
          default: 'queue',
        },
      },
    },
    on: {
      description: 'When the workflow runs by itself.',
      type: 'object',
      additionalProperties: false,
      properties: {
        schedule: {
          description: 'Times at which it runs.',
          type: 'array',
          minItems: 1,
          items: {
            $ref: '#/$defs/schedule',
          },
        },
      },
    },
    'on-failure': {
      description:
        'What happens to the rest when a step fails: `stop` starts no further step, `continue` goes on with what does not need the failed one, `undo` starts no further step and then takes back every step that took effect and has an `undo`, the last one first. A run that is cancelled is taken back too. `finally` comes after that.',
      enum: ['stop', 'continue', 'undo'],
      default: 'stop',
    },
    timeout: {
      description: 'How long the whole run may take. When it is over, the run is cancelled.',
      $ref: '#/$defs/duration',
    },
    'max-parallel': {
      description: 'How many steps may be at work at once.',
      type: 'integer',
      minimum: 1,
      default: 16,
    },
    defaults: {
      description: 'What holds for every step that does not say otherwise.',
      type: 'object',
      additionalProperties: false,
      properties: {
        timeout: {
          $ref: '#/$defs/duration',
        },
        'attempt-timeout': {
          $ref: '#/$defs/duration',
        },
        retry: {
          $ref: '#/$defs/retry',
        },
        poll: {
          $ref: '#/$defs/poll',
        },
      },
    },
    steps: {
      description:
        'The steps. Their order in the file means nothing: one starts as soon as all that it needs is done.',
      type: 'array',
      minItems: 1,
      items: {
        $ref: '#/$defs/step',
      },
    },
    finally: {
      description: 'Steps that run at the end, whatever happened before.',
      type: 'array',
      minItems: 1,
      items: {
        $ref: '#/$defs/step',
      },
    },
    outputs: {
      description: 'What the workflow gives back when it succeeds.',
      type: 'object',
      propertyNames: {
        $ref: '#/$defs/name',
      },
      additionalProperties: {
        $ref: '#/$defs/value',
      },
    },
  },
  $defs: {
    name: {
      title: 'Name',
      description:
        'A name that expressions can use: small letters, digits and `_`, starting with a letter.',
      type: 'string',
      pattern: '^[a-z][a-z0-9_]*$',
      maxLength: 64,
    },
    environmentName: {
      title: 'EnvironmentName',
      description: 'Name of an environment variable.',
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    },
    duration: {
      title: 'Duration',
      description:
        'A length of time: `500ms`, `10s`, `5m`, `2h`, `1d`, or several of them: `1h30m`.',
      type: 'string',
      pattern: '^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$',
      examples: ['10s', '5m'],
    },
    expression: {
      title: 'Expression',
      description: 'An expression, bare or in one `${{ }}`.',
      type: 'string',
      minLength: 1,
    },
    value: {
      title: 'Value',
      description: 'Any value. Text may hold expressions: `${{ steps.create.outputs.vm_id }}`.',
    },
    environment: {
      title: 'Environment',
      type: 'object',
      propertyNames: {
        $ref: '#/$defs/environmentName',
      },
      additionalProperties: {
        type: ['string', 'number', 'boolean'],
      },
    },
    input: {
      title: 'Input',
      description: 'A JSON Schema (2020-12) of the value.',
      type: 'object',
      properties: {
        type: {
          description: 'Type of the value.',
          type: ['string', 'array'],
        },
        description: {
          description: 'What the value is for.',
          type: 'string',
        },
        default: {
          description: 'The value when nobody gives one.',
        },
        enum: {
          description: 'The values that are allowed.',
          type: 'array',
        },
        format: {
          description: 'Form of a text.',
          type: 'string',
          examples: ['ipv4', 'uuid', 'uri', 'hostname', 'date-time'],
        },
        writeOnly: {
          description:
            'Whether the value is a secret: then it, and what is computed from it, is shown nowhere.',
          type: 'boolean',
        },
      },
    },
    schedule: {
      title: 'Schedule',
      type: 'object',
      required: ['cron'],
      additionalProperties: false,
      properties: {
        cron: {
          description: 'When, in the five fields of cron.',
          type: 'string',
          examples: ['30 3 * * *'],
        },
        timezone: {
          description: 'IANA name of the time zone that the times are in.',
          type: 'string',
          default: 'UTC',
          examples: ['Europe/Vienna'],
        },
        missed: {
          description: 'What to do about times at which nobody was there to run it.',
          enum: ['skip', 'last', 'all'],
          default: 'skip',
        },
        overlap: {
          description: 'What to do when the run before is not over.',
          enum: ['skip', 'queue', 'cancel'],
          default: 'skip',
        },
        inputs: {
          description: 'Inputs of these runs.',
          type: 'object',
          additionalProperties: {
            $ref: '#/$defs/value',
          },
        },
      },
    },
    retry: {
      title: 'Retry',
      description:
        'How often, and how patiently, a failed attempt is repeated. Without it, actions that are safe to repeat are tried 4 times; others are repeated only when it is certain that nothing was done.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        attempts: {
          description: 'How many attempts there are in all; 1 means that nothing is repeated.',
          type: 'integer',
          minimum: 1,
          default: 4,
        },
        delay: {
          description: 'The wait before the second attempt.',
          $ref: '#/$defs/duration',
          default: '1s',
        },
        backoff: {
          description: 'By what the wait grows from one attempt to the next.',
          type: 'number',
          minimum: 1,
          default: 2,
        },
        'max-delay': {
          description: 'The longest wait.',
          $ref: '#/$defs/duration',
          default: '1m',
        },
        jitter: {
          description: 'How much of each wait is left to chance: 0 none, 1 all of it.',
          type: 'number',
          minimum: 0,
          maximum: 1,
          default: 1,
        },
        if: {
          description:
            'Only failures for which this is true are repeated. It sees `failure` and `attempt`.',
          $ref: '#/$defs/expression',
        },
      },
    },
    poll: {
      title: 'Poll',
      description: 'How often to look, and for how long.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        every: {
          description: 'The wait after the first look; later ones grow by half each time.',
          $ref: '#/$defs/duration',
          default: '5s',
        },
        'max-every': {
          description: 'The longest wait between two looks.',
          $ref: '#/$defs/duration',
          default: '30s',
        },
        timeout: {
          description: 'How long to look before giving up, which is a failure.',
          $ref: '#/$defs/duration',
          default: '10m',
        },
      },
    },
    step: {
      $ref: 'actions.schema.json',
      title: 'Step',
      description: 'One node of the graph: an action with its parameters.',
      type: 'object',
      required: ['id', 'uses'],
      additionalProperties: false,
      properties: {
        id: {
          description: 'What others call this step by: `needs: [create]`, `steps.create.outputs`.',
          $ref: '#/$defs/name',
        },
        description: {
          description: 'What the step is for; shown while it runs.',
          type: 'string',
        },
        uses: {
          description: 'The action.',
          type: 'string',
          minLength: 1,
          examples: ['vm/create', 'http/request'],
        },
        with: {
          description: "The action's parameters, by the API's own names.",
          type: 'object',
          additionalProperties: {
            $ref: '#/$defs/value',
          },
        },
        needs: {
          description:
            'Steps that must be done before. What an expression of this step refers to is needed anyway.',
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'string',
          },
        },
        if: {
          description:
            'The step runs only if this is true. Without a status function (`success()`, `failure()`, `always()`, `cancelled()`) it also asks that all it needs succeeded; what was skipped did not. `!cancelled() && …` runs it however these went.',
          anyOf: [
            {
              $ref: '#/$defs/expression',
            },
            {
              type: 'boolean',
            },
          ],
        },
        foreach: {
          description:
            'A list: the step runs once per item, which expressions see as `item` and `index`.',
          anyOf: [
            {
              $ref: '#/$defs/expression',
            },
            {
              type: 'array',
              items: {
                $ref: '#/$defs/value',
              },
            },
          ],
        },
        'max-parallel': {
          description: 'How many items of the loop may be at work at once.',
          type: 'integer',
          minimum: 1,
        },
        key: {
          description:
            "What an item is called; it has to stay the same from run to run, and be different for each. Without it, the item's number.",
          $ref: '#/$defs/expression',
        },
        until: {
          description: 'Repeats the action until this is true of its `outputs`.',
          $ref: '#/$defs/expression',
        },
        'fail-if': {
          description:
            'While polling: if this becomes true, the step fails at once, for it can never succeed.',
          $ref: '#/$defs/expression',
        },
        poll: {
          $ref: '#/$defs/poll',
        },
        await: {
          description:
            'Waits, after the action, until its work is done. The name is one of the waits that the action declares, such as `active`.',
          type: 'string',
        },
        retry: {
          $ref: '#/$defs/retry',
        },
        timeout: {
          description:
            'How long the step may take in all: attempts, waits between them, and polling.',
          $ref: '#/$defs/duration',
        },
        'attempt-timeout': {
          description: 'How long one attempt may take.',
          $ref: '#/$defs/duration',
        },
        'continue-on-error': {
          description: 'The run goes on, and may succeed, although this step failed.',
          type: 'boolean',
          default: false,
        },
        env: {
          description: "Environment of the step's command, in addition to the workflow's.",
          $ref: '#/$defs/environment',
        },
        undo: {
          description:
            "What takes the step back: `true` for the action's own, or an action. It runs when the run fails and `on-failure` is `undo`, or when somebody asks for it later, and not before the undos of all steps that needed this one are over. It is tried again until it is done; what cannot be taken back is told at the end, and the run waits for a person.",
          anyOf: [
            {
              type: 'boolean',
            },
            {
              $ref: 'actions.schema.json',
              type: 'object',
              required: ['uses'],
              additionalProperties: false,
              properties: {
                uses: {
                  description:
                    'The action that takes the step back. It should do no harm when it is done twice.',
                  type: 'string',
                  minLength: 1,
                  examples: ['vm/delete', 'vm/floatingip-add'],
                },
                with: {
                  description:
                    "Its parameters. Expressions see what those of the step see, and the step's own `outputs`. They may refer to steps that were over when this one began: a reference makes nothing wait, so `needs` has to say it.",
                  type: 'object',
                  additionalProperties: {
                    $ref: '#/$defs/value',
                  },
                },
                await: {
                  description: 'Waits until the work of that action is done.',
                  type: 'string',
                },
                retry: {
                  description:
                    'How patiently it is tried again; without it 8 times over some minutes, a rejection included.',
                  $ref: '#/$defs/retry',
                },
              },
            },
          ],
        },
      },
    },
  },
};

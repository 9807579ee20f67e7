import { getEventListeners } from 'node:events';
import { basename, join } from 'node:path';

import { expect, test } from 'vitest';

import { createShellRun } from '../../src/actions/shell-run.ts';
import { Attempt } from './attempt.ts';
import { Home } from './home.ts';

const shellRun = createShellRun({ baseEnvironment: process.env, killGraceMs: 100 });
const stays = join(import.meta.dirname, '../fixtures/executables/stays.ts');

test('gives what a command printed, and its exit code', async () => {
  const script = 'echo out; echo err >&2';
  await expect(new Attempt().run(shellRun, { script })).resolves.toEqual({
    stdout: 'out',
    stderr: 'err',
    exit_code: 0,
  });
});

test('hands the words of a command to the program as they are', async () => {
  const command = ['printf', '%s|', '$HOME', 'a b', '; exit 3', '*', '', 5, true];
  const outputs = await new Attempt().run(shellRun, { command });
  expect(outputs['stdout']).toBe('$HOME|a b|; exit 3|*||5|true|');
});

test('ends a script at the first command that fails', async () => {
  const failure = await new Attempt().failure(shellRun, { script: 'false\necho on' });
  expect(failure).toEqual({
    kind: 'command',
    message: 'the script ended with exit code 1',
    exitCode: 1,
    signal: null,
  });
});

test('ends a script that uses a variable that is not set', async () => {
  const failure = await new Attempt().failure(shellRun, { script: 'echo "$no_such_thing"' });
  expect(failure).toMatchObject({ kind: 'command' });
  expect(failure.message).toContain('no_such_thing');
});

test('gives a script its values by its environment, the nearest first', async () => {
  const attempt = new Attempt({ env: { STEP: 'step', BOTH: 'step' } });
  const outputs = await attempt.run(shellRun, {
    script: 'echo "$STEP $BOTH $COUNT $TEXT"',
    env: { BOTH: 'action', COUNT: 3, TEXT: '$(id) "; exit' },
  });
  expect(outputs['stdout']).toBe('step action 3 $(id) "; exit');
});

test('keeps the surrounding environment from a command, but for a few harmless variables', async () => {
  const action = createShellRun({
    baseEnvironment: { PATH: process.env['PATH'], HOME: '/home/me', LANG: undefined, API_KEY: 'k' },
  });
  const outputs = await new Attempt({ env: { MINE: '1' } }).run(action, {
    command: ['env'],
    parse: 'lines',
  });
  expect(outputs['lines']).toEqual(
    expect.arrayContaining([`PATH=${process.env['PATH']}`, 'HOME=/home/me', 'MINE=1']),
  );
  expect(outputs['lines']).toHaveLength(3);
});

test('runs in the folder of the workflow, or in one that is seen from there', async () => {
  const outputs = await new Attempt().run(shellRun, { script: 'pwd -P' });
  expect(outputs['stdout']).toBe(import.meta.dirname);
  const inner = await new Attempt().run(shellRun, { script: 'pwd -P', cwd: '../engine' });
  expect(inner['stdout']).toBe(join(import.meta.dirname, '../engine'));
});

test.each(['no/such/folder', basename(import.meta.filename)])(
  'runs nothing when the folder is %s, which is none',
  async (cwd) => {
    await expect(new Attempt().failure(shellRun, { command: ['true'], cwd })).resolves.toEqual({
      kind: 'invalid-value',
      message: `"true" cannot run: there is no folder ${join(import.meta.dirname, cwd)}`,
    });
  },
);

test('gives a command its standard input', async () => {
  const outputs = await new Attempt().run(shellRun, { command: ['cat'], stdin: 'a\nü' });
  expect(outputs['stdout']).toBe('a\nü');
});

test('gives a command an empty input when none is written', async () => {
  const outputs = await new Attempt().run(shellRun, { command: ['cat'] });
  expect(outputs['stdout']).toBe('');
});

test('does not mind a command that ignores its input', async () => {
  const input = { command: ['true'], stdin: 'x'.repeat(1_000_000) };
  await expect(new Attempt().run(shellRun, input)).resolves.toMatchObject({ exit_code: 0 });
});

test('takes other exit codes for a success when told to', async () => {
  const input = { script: 'exit 3', 'ok-exit-codes': [0, 3] };
  await expect(new Attempt().run(shellRun, input)).resolves.toMatchObject({ exit_code: 3 });
  const failure = await new Attempt().failure(shellRun, {
    command: ['true'],
    'ok-exit-codes': [3],
  });
  expect(failure).toMatchObject({ kind: 'command', exitCode: 0 });
});

test('fails with the last that a command had to say', async () => {
  const script = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $i" >&2; done; exit 4';
  const failure = await new Attempt().failure(shellRun, { script });
  const lines = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((line) => `line ${line}`);
  expect(failure).toEqual({
    kind: 'command',
    message: ['the script ended with exit code 4:', ...lines].join('\n'),
    exitCode: 4,
    signal: null,
  });
});

test('fails with the signal that ended a command', async () => {
  const failure = await new Attempt().failure(shellRun, { script: 'echo oh >&2; kill -KILL $$' });
  expect(failure).toEqual({
    kind: 'command',
    message: 'the script was ended by SIGKILL:\noh',
    exitCode: null,
    signal: 'SIGKILL',
  });
});

test.each([
  ['perilune-no-such-command', 'the command was not found'],
  [import.meta.filename, 'it may not be executed'],
])('fails when %s cannot be started', async (command, reason) => {
  await expect(new Attempt().failure(shellRun, { command: [command] })).resolves.toEqual({
    kind: 'command',
    message: `"${command}" did not start: ${reason}`,
    exitCode: null,
    signal: null,
  });
});

test('fails when the arguments are too long', async () => {
  const command = ['true', 'x'.repeat(3_000_000)];
  const failure = await new Attempt().failure(shellRun, { command });
  expect(failure.message).toBe('"true" did not start: its arguments and environment are too long');
});

test('fails when its environment is impossible', async () => {
  const failure = await new Attempt().failure(shellRun, { command: ['env'], env: { A: 'a\0b' } });
  expect(failure).toMatchObject({ kind: 'command', exitCode: null });
  expect(failure.message).toContain('"env" did not start: ');
});

test('stops a command that prints without end', async () => {
  const failure = await new Attempt().failure(shellRun, { command: ['yes'] });
  expect(failure).toMatchObject({ kind: 'command', exitCode: null });
  expect(failure.message).toBe('"yes" printed more than 10485760 characters and was stopped');
});

test('gives the JSON value of what was printed', async () => {
  const input = { command: ['echo', '{"a":[1,null]}'], parse: 'json' };
  await expect(new Attempt().run(shellRun, input)).resolves.toMatchObject({
    json: { a: [1, null] },
  });
});

test('tells whole lines of what was said last, and marks where it cuts one', async () => {
  const lines = Array.from({ length: 12 }, (_, at) => `${at} ${'x'.repeat(300)}`);
  const told = async (text: string) => {
    const script = 'printf %s "$TEXT" >&2; exit 1';
    return (await new Attempt().failure(shellRun, { script, env: { TEXT: text } })).message;
  };
  expect(await told(lines.join('\n'))).toBe(
    `the script ended with exit code 1:\n${lines.slice(-6).join('\n')}`,
  );
  expect(await told(`first\n${'y'.repeat(2001)}`)).toBe(
    `the script ended with exit code 1:\n${'y'.repeat(1999)}…`,
  );
});

test('fails when what was printed is not JSON and should be', async () => {
  const failure = await new Attempt().failure(shellRun, { command: ['echo', 'no'], parse: 'json' });
  expect(failure).toMatchObject({ kind: 'bad-answer', status: null });
  expect(failure.message).toContain('what "echo" printed is not JSON');
});

test('gives the lines of what was printed', async () => {
  const some = await new Attempt().run(shellRun, {
    script: "printf 'a\\r\\n\\nb\\n'",
    parse: 'lines',
  });
  expect(some['lines']).toEqual(['a', '', 'b']);
  const none = await new Attempt().run(shellRun, { command: ['true'], parse: 'lines' });
  expect(none['lines']).toEqual([]);
});

test.each([
  [{ command: ['true'], script: 'true' }, 'only one of "command" and "script" may be given'],
  [{}, '"command" is missing'],
  [{ command: [] }, '"command" names no program'],
  [{ command: ['echo', 'a\0b'] }, '"echo" has a zero byte in it, which no program can be given'],
  [{ script: 'a\0b' }, 'the script has a zero byte in it, which no program can be given'],
  [{ command: [['true']] }, 'the value of "command" does not fit'],
])('refuses %j', async (input, message) => {
  const failure = await new Attempt().failure(shellRun, input);
  expect(failure).toEqual({ kind: 'invalid-value', message });
});

test('asks a command to stop when the attempt has to end', async () => {
  await using home = await Home.open();
  const attempt = new Attempt({ env: { PORT: String(home.port) } });
  const reason = new Error('cancelled by a person');
  const running = attempt.run(shellRun, { command: [process.execPath, stays, 'it'] });
  await home.arrived('it');
  attempt.cancel(reason);
  await expect(running).rejects.toBe(reason);
  await home.left('it');
  expect(getEventListeners(attempt.context.signal, 'abort')).toEqual([]);
});

test('kills a command that does not stop when asked to', async () => {
  await using home = await Home.open();
  const attempt = new Attempt({ env: { PORT: String(home.port) } });
  const reason = new Error('the time of the attempt is up');
  const running = attempt.run(shellRun, { command: [process.execPath, stays, 'it', 'deaf'] });
  await home.arrived('it');
  attempt.expire(reason);
  await expect(running).rejects.toBe(reason);
  await home.left('it');
});

test('stops what a script has started as well', async () => {
  await using home = await Home.open();
  const attempt = new Attempt({
    env: { PORT: String(home.port), NODE: process.execPath, STAYS: stays },
  });
  const running = attempt.run(shellRun, {
    script: '"$NODE" "$STAYS" back & "$NODE" "$STAYS" front; echo on',
  });
  await Promise.all([home.arrived('back'), home.arrived('front')]);
  attempt.cancel(new Error('over'));
  await expect(running).rejects.toThrow('over');
  await Promise.all([home.left('back'), home.left('front')]);
});

test('kills what outlives the command that started it', async () => {
  await using home = await Home.open();
  const attempt = new Attempt({
    env: { PORT: String(home.port), NODE: process.execPath, STAYS: stays },
  });
  const running = attempt.run(shellRun, {
    script: '"$NODE" "$STAYS" back deaf >/dev/null 2>&1 & exec "$NODE" "$STAYS" front',
  });
  await Promise.all([home.arrived('back'), home.arrived('front')]);
  attempt.cancel(new Error('over'));
  await expect(running).rejects.toThrow('over');
  await home.left('back');
});

test('stops what a script left in the background with its output open', async () => {
  await using home = await Home.open();
  const attempt = new Attempt({
    env: { PORT: String(home.port), NODE: process.execPath, STAYS: stays },
  });
  const running = attempt.run(shellRun, { script: '"$NODE" "$STAYS" back &' });
  await home.arrived('back');
  attempt.cancel(new Error('over'));
  await expect(running).rejects.toThrow('over');
  await home.left('back');
});

test('starts nothing when the attempt is over already', async () => {
  const attempt = new Attempt();
  const reason = new Error('over');
  attempt.cancel(reason);
  const input = { command: ['perilune-no-such-command'] };
  await expect(attempt.run(shellRun, input)).rejects.toBe(reason);
});

test('holds up virtual time until the command has ended', async () => {
  const attempt = new Attempt();
  const log: string[] = [];
  const sleep = attempt.clock
    .sleepUntil(attempt.clock.now() + 1)
    .then(() => log.push('time passed'));
  await attempt.run(shellRun, { command: ['true'] });
  log.push('ended');
  await sleep;
  expect(log).toEqual(['ended', 'time passed']);
});

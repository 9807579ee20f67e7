import { existsSync, openSync, closeSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { Gate } from './gate.ts';
import { mountSmallDisk } from './small-disk.ts';
import { openStage, type Stage } from './stage.ts';

function creating(gate: Gate): string {
  return `name: make
steps:
  - id: create
    uses: vm/create
    with: { hostname: 'web-\${{ run.id }}', plan_id: m.1, image_id: '362401' }
  - id: gate
    needs: [create]
    uses: http/request
    with: { url: '${gate.url}' }
    until: outputs.status == 200
    poll: { every: 50ms, timeout: 1h }
  - id: rename
    needs: [gate]
    uses: vm/rename
    with: { vm_id: '\${{ steps.create.outputs.vm_id }}', hostname: done }
outputs: { vm: '\${{ steps.create.outputs.vm_id }}' }
`;
}

function actions({ simulator }: Stage): string[] {
  return simulator.requests.map(({ action }) => action);
}

test('a disk that becomes full stops the run, and after making room it goes on', async ({
  skip,
}) => {
  const disk = mountSmallDisk();
  if (disk === null) return skip('this user may not mount a small disk');
  const gate = await Gate.build();
  const stage = await openStage({ home: disk.folder, files: { 'w.yaml': creating(gate) } });
  const running = stage.start(['run', 'w.yaml', '--output', 'ndjson']);
  await running.writes('stdout', '"observed"');
  disk.fill(0);
  gate.isOpen = true;
  const { code, stdout, stderr } = await running.end();
  const { run } = JSON.parse(stdout.split('\n')[0] ?? '') as { run: string };
  expect(stderr).toMatch(
    new RegExp(
      `^perilune: nothing was written to ${disk.folder}/journal.db: the disk is full .*; make some room on it\\n` +
        `nothing was sent that was not written down; \`perilune resume ${run}\` goes on\\n$`,
    ),
  );
  expect([code, actions(stage)]).toEqual([1, ['vm/create']]);

  disk.fill(0);
  const stillFull = await stage.run('resume', 'last');
  expect(stillFull).toMatchObject({ code: 1, stdout: '' });
  expect(stillFull.stderr).toMatch(/the disk is full .*make some room on it/);
  expect(actions(stage)).toEqual(['vm/create']);

  disk.makeRoom();
  expect((await stage.run('resume', 'last')).code).toBe(0);
  expect(actions(stage)).toEqual(['vm/create', 'vm/rename']);
});

// From no room for anything at all to not quite enough for a run to begin.
test.for([0, 60_000, 80_000])(
  'with %i bytes left no run begins, and nothing is sent',
  async (left, { skip }) => {
    const disk = mountSmallDisk();
    if (disk === null) return skip('this user may not mount a small disk');
    const gate = await Gate.build();
    const stage = await openStage({ home: disk.folder, files: { 'w.yaml': creating(gate) } });
    disk.fill(left);
    const { code, stdout, stderr } = await stage.run('run', 'w.yaml');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^perilune: .*journal\.db.*the disk is full .*make some room on it\n(nothing was sent: the run did not begin\n)?$/,
    );
    expect(actions(stage)).toEqual([]);
    disk.makeRoom();
    expect(await stage.run('runs')).toMatchObject({ code: 0, stderr: 'there is no run yet\n' });
  },
);

test('who may write no larger files is stopped, and goes on without that limit', async () => {
  const gate = await Gate.build();
  const stage = await openStage({ files: { 'w.yaml': creating(gate) } });
  const limited = stage.start(['run', 'w.yaml'], {
    starter: ['bash', '-c', 'ulimit -f 150; exec "$@"', 'bash'],
  });
  const { code, stderr } = await limited.end();
  expect(stderr).toMatch(
    /nothing was written to .*journal\.db: .*\n.*`perilune resume \S+` goes on\n$/,
  );
  expect([code, actions(stage)]).toEqual([1, ['vm/create']]);
  gate.isOpen = true;
  expect((await stage.run('resume', 'last')).code).toBe(0);
  expect(actions(stage)).toEqual(['vm/create', 'vm/rename']);
});

test('a full stdout is said once, and does not stop the run', async ({ skip }) => {
  if (!existsSync('/dev/full')) return skip('this system has nothing that is always full');
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const gate = await Gate.build();
  gate.isOpen = true;
  const stage = await openStage({ files: { 'w.yaml': creating(gate) } });
  const said =
    'perilune: not everything can be written to stdout (ENOSPC: no space left on device, write); the rest goes on\n';
  const stdio = ['ignore', full, 'pipe'] as const;
  const events = stage.start(['run', 'w.yaml', '--output', 'ndjson'], { stdio: [...stdio] });
  expect(await events.end()).toMatchObject({ code: 1, stderr: said });
  expect(actions(stage)).toEqual(['vm/create', 'vm/rename']);
  const outputs = stage.start(['run', 'w.yaml', '--output', 'quiet'], { stdio: [...stdio] });
  expect(await outputs.end()).toMatchObject({ code: 1, stderr: said });
  const listed = stage.start(['runs'], { stdio: [...stdio] });
  expect(await listed.end()).toMatchObject({ code: 1, stderr: said });
  const { stdout } = await stage.run('runs', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
});

test('a full stderr is no failure of the run', async ({ skip }) => {
  if (!existsSync('/dev/full')) return skip('this system has nothing that is always full');
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const gate = await Gate.build();
  gate.isOpen = true;
  const stage = await openStage({ files: { 'w.yaml': creating(gate) } });
  const running = stage.start(['run', 'w.yaml'], { stdio: ['ignore', 'pipe', full] });
  const { code, stdout } = await running.end();
  expect([code, JSON.parse(stdout)]).toEqual([0, { vm: expect.any(String) }]);
});

/**
 * Kills the process of every workflow in `workflows` (SIGKILL) before and after each write of its
 * journal and during each request, goes on in a new process, and compares the simulated cloud with
 * that of the run that nobody killed.
 *
 *   npm run prove:crashes [-- NAME…]
 */
import { differences, pointName, pointsOf } from './points.ts';
import { subjects } from './subjects.ts';
import { runTrial, type Point, type Subject } from './trial.ts';

const atOnce = 3;
const wanted = process.argv.slice(2);
let tried = 0;
/** Points that a run did not come to: with other waits, it wrote or asked less often. */
let missed = 0;
let answers = 0;
let different = 0;

for (const subject of subjects()) {
  if (wanted.length > 0 && !wanted.includes(subject.name)) continue;
  await killEverywhere(subject);
}
print(
  `${tried} points tried (${missed} more were not come to), ${answers} answers of a person, differences: ${different === 0 ? 'none' : different}`,
);
process.exitCode = different === 0 ? 0 : 1;

async function killEverywhere(subject: Subject): Promise<void> {
  const whole = await runTrial(subject, null);
  if (whole.status !== 'succeeded') throw new Error(`${subject.name} ${whole.status}`);
  const points = pointsOf(whole);
  const queue = points.values();
  const before = { tried, missed, answers, different };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const point of queue) await tryPoint(subject, point, whole.picture);
    }),
  );
  print(
    `${subject.name}: ${tried - before.tried} points (${missed - before.missed} not come to), ` +
      `${answers - before.answers} answers, differences: ${different - before.different}`,
  );
}

async function tryPoint(
  subject: Subject,
  point: Point,
  expected: readonly string[],
): Promise<void> {
  const ending = await runTrial(subject, point);
  if (ending.wasKilled) tried += 1;
  else missed += 1;
  answers += ending.answers;
  const found = differences(expected, ending.picture);
  if (found.length === 0 && ending.status === 'succeeded') return;
  different += 1;
  print(`${subject.name} killed ${pointName(point)}: ${ending.status}`);
  for (const line of [...found, ...ending.failures]) print(`  ${line}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

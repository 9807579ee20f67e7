import { expect, test } from 'vitest';

import { Agenda } from '../../../../../src/providers/lunanode/simulator/world/agenda.ts';

function drain(agenda: Agenda, until: number): void {
  for (let due = agenda.takeDue(until); due !== undefined; due = agenda.takeDue(until)) due.run();
}

test('what is due comes in order of time; among equals, what was entered first', () => {
  const agenda = new Agenda();
  const ran: string[] = [];
  const entries = [
    [5, 'e'],
    [3, 'a'],
    [3, 'b'],
    [4, 'd'],
    [3, 'c'],
  ] as const;
  for (const [at, name] of entries) agenda.add(at, () => ran.push(name));
  drain(agenda, 4);
  expect(ran).toEqual(['a', 'b', 'c', 'd']);
  drain(agenda, 5);
  expect(ran).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what an entry enters in its turn comes when it is due', () => {
  const agenda = new Agenda();
  const ran: string[] = [];
  agenda.add(1, () => {
    ran.push('one');
    agenda.add(2, () => ran.push('two'));
    agenda.add(9, () => ran.push('nine'));
  });
  drain(agenda, 8);
  expect(ran).toEqual(['one', 'two']);
});

import type { ActionSpec } from '../core/action-spec.ts';
import type { Action } from '../engine/action.ts';
import { approveAsk, approveAskSpec } from './approve-ask.ts';
import { assertThat, assertThatSpec } from './assert-that.ts';
import { httpRequest, httpRequestSpec } from './http-request.ts';
import { createShellRun, shellRunSpec, type ShellRunOptions } from './shell-run.ts';
import { tcpWait, tcpWaitSpec } from './tcp-wait.ts';
import { timeSleep, timeSleepSpec } from './time-sleep.ts';
import { valueSet, valueSetSpec } from './value-set.ts';
import { workflowRun, workflowRunSpec, workflowUndo, workflowUndoSpec } from './workflow-run.ts';

/**
 * What the built-in actions are, for who checks or explains a workflow. Nothing heavy is loaded: an
 * action brings in its libraries when it is performed for the first time.
 */
export const builtinSpecs: readonly ActionSpec[] = [
  approveAskSpec,
  assertThatSpec,
  httpRequestSpec,
  shellRunSpec,
  tcpWaitSpec,
  timeSleepSpec,
  valueSetSpec,
  workflowRunSpec,
];

/** What the program itself performs on the way, and no step can use. */
export const internalSpecs: readonly ActionSpec[] = [workflowUndoSpec];

export type BuiltinActionsOptions = ShellRunOptions;

/** The built-in actions, those that no step can use included, for who performs a workflow. */
export function createBuiltinActions(options: BuiltinActionsOptions): readonly Action[] {
  return [
    approveAsk,
    assertThat,
    httpRequest,
    createShellRun(options),
    tcpWait,
    timeSleep,
    valueSet,
    workflowRun,
    workflowUndo,
  ];
}

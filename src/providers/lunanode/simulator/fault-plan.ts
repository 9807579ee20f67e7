/** A fault to inject: at which calls, and what happens. */
export type Fault = FaultPlace & FaultKind;

/** Faults in the order in which they are looked at: the first that fits a call is the one. */
export type FaultPlan = readonly Fault[];

export interface FaultPlace {
  /** `category/action`, or `*` for every action. */
  readonly action: string;
  /** Which of the calls since the fault was planned, from 1; the first when left out. */
  readonly nth?: number | 'each';
}

export type FaultKind =
  | { readonly fault: EffectFault | CutFault | 'nonce-refused' | 'no-effect' | 'stale-list' }
  /** An answer that is not the API's; `afterEffect` tells whether the call has its effect. */
  | { readonly fault: 'status-500' | 'html'; readonly afterEffect?: boolean }
  | { readonly fault: 'status-429'; readonly retryAfterSeconds?: number }
  /** The effect comes at once, the answer later, in simulated time. */
  | { readonly fault: 'slow'; readonly ms: number }
  /**
   * Somebody else makes a thing of the same name at the same moment; `cut` tells whether the answer
   * is lost as well, so that the two cannot be told apart.
   */
  | { readonly fault: 'duplicate-name'; readonly cut?: boolean }
  /** The API says no, in these words. */
  | { readonly fault: { readonly reject: string } };

/**
 * Where the connection breaks: before anything is read, after the request but before its effect, or
 * after the effect but before the answer.
 */
export type CutFault = 'refuse' | 'cut-before' | 'cut-after';

/** What is begun never ends, or ends badly; the call itself succeeds. */
export type EffectFault = 'stuck-building' | 'error-state' | 'image-killed';

/** What each kind of fault is called. */
export type FaultName = Extract<FaultKind['fault'], string> | 'reject';

/** Who may call the simulator: an ID of 16 characters and a key of 128. */
export interface SimulatorAccount {
  readonly apiId: string;
  readonly apiKey: string;
}

/**
 * The account for a simulator that is served for whoever comes. Its key opens nothing: it is written
 * down here, and no real key looks like it.
 */
export const demoAccount: SimulatorAccount = {
  apiId: 'simulatedaccount',
  apiKey: 'notarealkey00000'.repeat(8),
};

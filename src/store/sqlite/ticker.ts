/** Calls back again and again; a test does it by hand. */
export interface Ticker {
  /** Calls `work` about every `ms` until the result is called. Does not keep the process alive. */
  every(ms: number, work: () => void): () => void;
}

export const systemTicker: Ticker = {
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

import type { DocumentPath } from '../document/workflow-file.ts';
import type { Checked } from './check-workflow.ts';

/** Refuses what the format has and this version does not: nothing is silently left out. */
export function checkNotYet({ document, workflow, report }: Checked): void {
  const refuse = (path: DocumentPath, what: string, hint: string) => {
    report.error('not-yet', workflow.file.rangeOfKey(path), `${what} is not there yet`, { hint });
  };
  if (document.concurrency !== undefined) {
    refuse(
      ['concurrency'],
      'keeping runs apart (`concurrency`)',
      'remove it, and see to it yourself',
    );
  }
  if (document.on?.schedule !== undefined) {
    refuse(
      ['on', 'schedule'],
      'running by schedule (`on.schedule`)',
      'remove it, and let cron call `perilune run`',
    );
  }
}

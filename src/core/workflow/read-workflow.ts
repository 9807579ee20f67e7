import { checkWorkflow } from '../check/check-workflow.ts';
import { createReporter, type Reporter } from '../check/reporter.ts';
import { reportShape } from '../check/shape.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceFile } from '../diagnostic/source-file.ts';
import { readWorkflowFile } from '../document/read-workflow-file.ts';
import type { DocumentPath, WorkflowFile } from '../document/workflow-file.ts';
import { isJsonObject } from '../json.ts';
import type { PlacedProblem } from '../expression/template.ts';
import { validateShape } from '../language/validator.ts';
import type { Step as StepDocument } from '../language/workflow-document.ts';
import { buildWorkflow } from './build-workflow.ts';
import type { Catalogue } from './catalogue.ts';
import type { Workflow } from './workflow.ts';

/** What reading a workflow asks of its surroundings. */
export interface Library {
  readonly catalogue: Catalogue;
  /** The file that another one names by a relative path; `null` when it cannot be read. */
  readFile(from: SourceFile, path: string): SourceFile | null;
}

export interface WorkflowResult {
  /** `null` when there are errors. */
  readonly workflow: Workflow | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks a workflow, sub-workflows included: from a text to something that can be planned. */
export function readWorkflow(source: SourceFile, library: Library): WorkflowResult {
  return readNested(source, library, []);
}

function readNested(
  source: SourceFile,
  library: Library,
  parents: readonly SourceFile[],
): WorkflowResult {
  const read = readWorkflowFile(source);
  if (!read.ok) return { workflow: null, diagnostics: read.diagnostics };
  const { file } = read;
  const report = createReporter(file);
  const workflow = readChecked(file, report, { library, parents: [...parents, source] });
  const diagnostics = sortDiagnostics(report.diagnostics);
  return { workflow: hasErrors(diagnostics) ? null : workflow, diagnostics };
}

interface Nesting {
  readonly library: Library;
  readonly parents: readonly SourceFile[];
}

function readChecked(file: WorkflowFile, report: Reporter, nesting: Nesting): Workflow | null {
  if (!isJsonObject(file.value)) {
    report.error(
      'not-a-workflow',
      file.rangeOf([]),
      'a workflow is a mapping with `name` and `steps`',
      {
        hint: 'try `perilune new`',
      },
    );
    return null;
  }
  const shape = validateShape(file.value);
  if (!shape.ok) {
    reportShape(shape.errors, file, report);
    return null;
  }
  const problems: PlacedProblem[] = [];
  const { catalogue } = nesting.library;
  const workflow = buildWorkflow(file, shape.document, {
    catalogue,
    readChild: (step, path) => readChild(step, path, { ...nesting, file, report }),
    problems,
  });
  checkWorkflow({ document: shape.document, workflow, catalogue, problems, report });
  return workflow;
}

function readChild(
  step: StepDocument,
  path: DocumentPath,
  { library, parents, file, report }: Nesting & { file: WorkflowFile; report: Reporter },
): Workflow | null {
  const name = step.with?.['file'];
  if (typeof name !== 'string') return null;
  const range = file.rangeOf([...path, 'with', 'file']);
  if (name.includes('${{')) {
    report.error('sub-workflow', range, 'the file of a sub-workflow cannot be an expression', {
      hint: 'it is read before the run starts: write its name, and choose with `if`',
    });
    return null;
  }
  const source = library.readFile(file.source, name);
  if (source === null) {
    report.error('sub-workflow', range, `there is no readable file "${name}"`, {
      hint: 'the path starts at the folder of this file',
    });
    return null;
  }
  if (parents.some((parent) => parent.path === source.path)) {
    report.error('sub-workflow', range, `"${name}" would run itself, without end`);
    return null;
  }
  const { workflow, diagnostics } = readNested(source, library, parents);
  report.adopt(diagnostics);
  return workflow;
}

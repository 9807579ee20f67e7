import type { ValidateFunction } from 'ajv';
import type { WorkflowDocument } from './workflow-document.ts';

declare const validate: ValidateFunction<WorkflowDocument>;
export default validate;

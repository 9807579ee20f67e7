/* Generated from schemas/workflow.schema.json by `npm run generate`. */
import func2Module from 'ajv/dist/runtime/ucs2length.js';
import func0Module from 'ajv/dist/runtime/equal.js';

export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Workflow","description":"A graph of steps that Perilune runs against a cloud's API.","type":"object","required":["name","steps"],"additionalProperties":false,"properties":{"name":{"description":"What the workflow is called, in runs and messages.","type":"string","pattern":"^[a-z][a-z0-9-]*$","maxLength":64,"examples":["blue-green-swap"]},"description":{"description":"What it is for, in a sentence.","type":"string"},"inputs":{"description":"What whoever runs the workflow has to say. Each input is a JSON Schema; one without a `default` is required.","type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/input"}},"secrets":{"description":"Names of the secrets that the workflow may read, as `secrets.NAME`. Their values come from the environment or from `--env-file`, and are shown nowhere.","type":"array","uniqueItems":true,"items":{"$ref":"#/$defs/environmentName"}},"env":{"description":"Environment of every command that the workflow runs, and what `env.NAME` is in expressions.","$ref":"#/$defs/environment"},"concurrency":{"description":"Runs of one group do not overlap.","type":"object","required":["group"],"additionalProperties":false,"properties":{"group":{"description":"Name of the group, mostly with an expression.","type":"string","minLength":1},"policy":{"description":"What a run does when the group is taken: wait, do not run at all, or cancel the one that has it.","enum":["queue","skip","cancel"],"default":"queue"}}},"on":{"description":"When the workflow runs by itself.","type":"object","additionalProperties":false,"properties":{"schedule":{"description":"Times at which it runs.","type":"array","minItems":1,"items":{"$ref":"#/$defs/schedule"}}}},"on-failure":{"description":"What happens to the rest when a step fails: `stop` starts no further step, `continue` goes on with what does not need the failed one, `undo` starts no further step and then takes back every step that took effect and has an `undo`, the last one first. A run that is cancelled is taken back too. `finally` comes after that.","enum":["stop","continue","undo"],"default":"stop"},"timeout":{"description":"How long the whole run may take. When it is over, the run is cancelled.","$ref":"#/$defs/duration"},"max-parallel":{"description":"How many steps may be at work at once.","type":"integer","minimum":1,"default":16},"defaults":{"description":"What holds for every step that does not say otherwise.","type":"object","additionalProperties":false,"properties":{"timeout":{"$ref":"#/$defs/duration"},"attempt-timeout":{"$ref":"#/$defs/duration"},"retry":{"$ref":"#/$defs/retry"},"poll":{"$ref":"#/$defs/poll"}}},"steps":{"description":"The steps. Their order in the file means nothing: one starts as soon as all that it needs is done.","type":"array","minItems":1,"items":{"$ref":"#/$defs/step"}},"finally":{"description":"Steps that run at the end, whatever happened before.","type":"array","minItems":1,"items":{"$ref":"#/$defs/step"}},"outputs":{"description":"What the workflow gives back when it succeeds.","type":"object","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/value"}}},"$defs":{"name":{"title":"Name","description":"A name that expressions can use: small letters, digits and `_`, starting with a letter.","type":"string","pattern":"^[a-z][a-z0-9_]*$","maxLength":64},"environmentName":{"title":"EnvironmentName","description":"Name of an environment variable.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"duration":{"title":"Duration","description":"A length of time: `500ms`, `10s`, `5m`, `2h`, `1d`, or several of them: `1h30m`.","type":"string","pattern":"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$","examples":["10s","5m"]},"expression":{"title":"Expression","description":"An expression, bare or in one `${{ }}`.","type":"string","minLength":1},"value":{"title":"Value","description":"Any value. Text may hold expressions: `${{ steps.create.outputs.vm_id }}`."},"environment":{"title":"Environment","type":"object","propertyNames":{"$ref":"#/$defs/environmentName"},"additionalProperties":{"type":["string","number","boolean"]}},"input":{"title":"Input","description":"A JSON Schema (2020-12) of the value.","type":"object","properties":{"type":{"description":"Type of the value.","type":["string","array"]},"description":{"description":"What the value is for.","type":"string"},"default":{"description":"The value when nobody gives one."},"enum":{"description":"The values that are allowed.","type":"array"},"format":{"description":"Form of a text.","type":"string","examples":["ipv4","uuid","uri","hostname","date-time"]},"writeOnly":{"description":"Whether the value is a secret: then it, and what is computed from it, is shown nowhere.","type":"boolean"}}},"schedule":{"title":"Schedule","type":"object","required":["cron"],"additionalProperties":false,"properties":{"cron":{"description":"When, in the five fields of cron.","type":"string","examples":["30 3 * * *"]},"timezone":{"description":"IANA name of the time zone that the times are in.","type":"string","default":"UTC","examples":["Europe/Vienna"]},"missed":{"description":"What to do about times at which nobody was there to run it.","enum":["skip","last","all"],"default":"skip"},"overlap":{"description":"What to do when the run before is not over.","enum":["skip","queue","cancel"],"default":"skip"},"inputs":{"description":"Inputs of these runs.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}}}},"retry":{"title":"Retry","description":"How often, and how patiently, a failed attempt is repeated. Without it, actions that are safe to repeat are tried 4 times; others are repeated only when it is certain that nothing was done.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"attempts":{"description":"How many attempts there are in all; 1 means that nothing is repeated.","type":"integer","minimum":1,"default":4},"delay":{"description":"The wait before the second attempt.","$ref":"#/$defs/duration","default":"1s"},"backoff":{"description":"By what the wait grows from one attempt to the next.","type":"number","minimum":1,"default":2},"max-delay":{"description":"The longest wait.","$ref":"#/$defs/duration","default":"1m"},"jitter":{"description":"How much of each wait is left to chance: 0 none, 1 all of it.","type":"number","minimum":0,"maximum":1,"default":1},"if":{"description":"Only failures for which this is true are repeated. It sees `failure` and `attempt`.","$ref":"#/$defs/expression"}}},"poll":{"title":"Poll","description":"How often to look, and for how long.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"every":{"description":"The wait after the first look; later ones grow by half each time.","$ref":"#/$defs/duration","default":"5s"},"max-every":{"description":"The longest wait between two looks.","$ref":"#/$defs/duration","default":"30s"},"timeout":{"description":"How long to look before giving up, which is a failure.","$ref":"#/$defs/duration","default":"10m"}}},"step":{"$ref":"actions.schema.json","title":"Step","description":"One node of the graph: an action with its parameters.","type":"object","required":["id","uses"],"additionalProperties":false,"properties":{"id":{"description":"What others call this step by: `needs: [create]`, `steps.create.outputs`.","$ref":"#/$defs/name"},"description":{"description":"What the step is for; shown while it runs.","type":"string"},"uses":{"description":"The action.","type":"string","minLength":1,"examples":["vm/create","http/request"]},"with":{"description":"The action's parameters, by the API's own names.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}},"needs":{"description":"Steps that must be done before. What an expression of this step refers to is needed anyway.","type":"array","uniqueItems":true,"items":{"type":"string"}},"if":{"description":"The step runs only if this is true. Without a status function (`success()`, `failure()`, `always()`, `cancelled()`) it also asks that all it needs succeeded; what was skipped did not. `!cancelled() && …` runs it however these went.","anyOf":[{"$ref":"#/$defs/expression"},{"type":"boolean"}]},"foreach":{"description":"A list: the step runs once per item, which expressions see as `item` and `index`.","anyOf":[{"$ref":"#/$defs/expression"},{"type":"array","items":{"$ref":"#/$defs/value"}}]},"max-parallel":{"description":"How many items of the loop may be at work at once.","type":"integer","minimum":1},"key":{"description":"What an item is called; it has to stay the same from run to run, and be different for each. Without it, the item's number.","$ref":"#/$defs/expression"},"until":{"description":"Repeats the action until this is true of its `outputs`.","$ref":"#/$defs/expression"},"fail-if":{"description":"While polling: if this becomes true, the step fails at once, for it can never succeed.","$ref":"#/$defs/expression"},"poll":{"$ref":"#/$defs/poll"},"await":{"description":"Waits, after the action, until its work is done. The name is one of the waits that the action declares, such as `active`.","type":"string"},"retry":{"$ref":"#/$defs/retry"},"timeout":{"description":"How long the step may take in all: attempts, waits between them, and polling.","$ref":"#/$defs/duration"},"attempt-timeout":{"description":"How long one attempt may take.","$ref":"#/$defs/duration"},"continue-on-error":{"description":"The run goes on, and may succeed, although this step failed.","type":"boolean","default":false},"env":{"description":"Environment of the step's command, in addition to the workflow's.","$ref":"#/$defs/environment"},"undo":{"description":"What takes the step back: `true` for the action's own, or an action. It runs when the run fails and `on-failure` is `undo`, or when somebody asks for it later, and not before the undos of all steps that needed this one are over. It is tried again until it is done; what cannot be taken back is told at the end, and the run waits for a person.","anyOf":[{"type":"boolean"},{"$ref":"actions.schema.json","type":"object","required":["uses"],"additionalProperties":false,"properties":{"uses":{"description":"The action that takes the step back. It should do no harm when it is done twice.","type":"string","minLength":1,"examples":["vm/delete","vm/floatingip-add"]},"with":{"description":"Its parameters. Expressions see what those of the step see, and the step's own `outputs`. They may refer to steps that were over when this one began: a reference makes nothing wait, so `needs` has to say it.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}},"await":{"description":"Waits until the work of that action is done.","type":"string"},"retry":{"description":"How patiently it is tried again; without it 8 times over some minutes, a rejection included.","$ref":"#/$defs/retry"}}}]}}}}};
const schema32 = {"title":"Name","description":"A name that expressions can use: small letters, digits and `_`, starting with a letter.","type":"string","pattern":"^[a-z][a-z0-9_]*$","maxLength":64};
const schema33 = {"title":"Input","description":"A JSON Schema (2020-12) of the value.","type":"object","properties":{"type":{"description":"Type of the value.","type":["string","array"]},"description":{"description":"What the value is for.","type":"string"},"default":{"description":"The value when nobody gives one."},"enum":{"description":"The values that are allowed.","type":"array"},"format":{"description":"Form of a text.","type":"string","examples":["ipv4","uuid","uri","hostname","date-time"]},"writeOnly":{"description":"Whether the value is a secret: then it, and what is computed from it, is shown nowhere.","type":"boolean"}}};
const schema34 = {"title":"EnvironmentName","description":"Name of an environment variable.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"};
const schema39 = {"title":"Duration","description":"A length of time: `500ms`, `10s`, `5m`, `2h`, `1d`, or several of them: `1h30m`.","type":"string","pattern":"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$","examples":["10s","5m"]};
const schema38 = {"title":"Value","description":"Any value. Text may hold expressions: `${{ steps.create.outputs.vm_id }}`."};
const func1 = Object.prototype.hasOwnProperty;
const func2 = func2Module.default ?? func2Module;
const func0 = func0Module.default ?? func0Module;
const pattern4 = new RegExp("^[a-z][a-z0-9-]*$", "u");
const pattern5 = new RegExp("^[a-z][a-z0-9_]*$", "u");
const pattern6 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern8 = new RegExp("^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$", "u");
const schema35 = {"title":"Environment","type":"object","propertyNames":{"$ref":"#/$defs/environmentName"},"additionalProperties":{"type":["string","number","boolean"]}};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern6.test(key0)){
const err0 = {instancePath,schemaPath:"#/$defs/environmentName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema34,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/$defs/environmentName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err2 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema35.propertyNames,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(((typeof data0 !== "string") && (!(typeof data0 == "number"))) && (typeof data0 !== "boolean")){
const err3 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema35.additionalProperties.type},message:"must be string,number,boolean",schema:schema35.additionalProperties.type,parentSchema:schema35.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"title":"Schedule","type":"object","required":["cron"],"additionalProperties":false,"properties":{"cron":{"description":"When, in the five fields of cron.","type":"string","examples":["30 3 * * *"]},"timezone":{"description":"IANA name of the time zone that the times are in.","type":"string","default":"UTC","examples":["Europe/Vienna"]},"missed":{"description":"What to do about times at which nobody was there to run it.","enum":["skip","last","all"],"default":"skip"},"overlap":{"description":"What to do when the run before is not over.","enum":["skip","queue","cancel"],"default":"skip"},"inputs":{"description":"Inputs of these runs.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}}}};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cron === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cron"},message:"must have required property '"+"cron"+"'",schema:schema37.required,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "cron") || (key0 === "timezone")) || (key0 === "missed")) || (key0 === "overlap")) || (key0 === "inputs"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.cron !== undefined){
let data0 = data.cron;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/cron",schemaPath:"#/properties/cron/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.cron.type,parentSchema:schema37.properties.cron,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.timezone !== undefined){
let data1 = data.timezone;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.timezone.type,parentSchema:schema37.properties.timezone,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.missed !== undefined){
let data2 = data.missed;
if(!(((data2 === "skip") || (data2 === "last")) || (data2 === "all"))){
const err4 = {instancePath:instancePath+"/missed",schemaPath:"#/properties/missed/enum",keyword:"enum",params:{allowedValues: schema37.properties.missed.enum},message:"must be equal to one of the allowed values",schema:schema37.properties.missed.enum,parentSchema:schema37.properties.missed,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.overlap !== undefined){
let data3 = data.overlap;
if(!(((data3 === "skip") || (data3 === "queue")) || (data3 === "cancel"))){
const err5 = {instancePath:instancePath+"/overlap",schemaPath:"#/properties/overlap/enum",keyword:"enum",params:{allowedValues: schema37.properties.overlap.enum},message:"must be equal to one of the allowed values",schema:schema37.properties.overlap.enum,parentSchema:schema37.properties.overlap,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.inputs !== undefined){
let data4 = data.inputs;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
}
else {
const err6 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.properties.inputs.type,parentSchema:schema37.properties.inputs,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema37.type,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"title":"Retry","description":"How often, and how patiently, a failed attempt is repeated. Without it, actions that are safe to repeat are tried 4 times; others are repeated only when it is certain that nothing was done.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"attempts":{"description":"How many attempts there are in all; 1 means that nothing is repeated.","type":"integer","minimum":1,"default":4},"delay":{"description":"The wait before the second attempt.","$ref":"#/$defs/duration","default":"1s"},"backoff":{"description":"By what the wait grows from one attempt to the next.","type":"number","minimum":1,"default":2},"max-delay":{"description":"The longest wait.","$ref":"#/$defs/duration","default":"1m"},"jitter":{"description":"How much of each wait is left to chance: 0 none, 1 all of it.","type":"number","minimum":0,"maximum":1,"default":1},"if":{"description":"Only failures for which this is true are repeated. It sees `failure` and `attempt`.","$ref":"#/$defs/expression"}}};
const schema45 = {"title":"Expression","description":"An expression, bare or in one `${{ }}`.","type":"string","minLength":1};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "attempts") || (key0 === "delay")) || (key0 === "backoff")) || (key0 === "max-delay")) || (key0 === "jitter")) || (key0 === "if"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.attempts !== undefined){
let data0 = data.attempts;
if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
const err2 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema42.properties.attempts.type,parentSchema:schema42.properties.attempts,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data0 == "number"){
if(data0 < 1 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema42.properties.attempts,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.delay !== undefined){
let data1 = data.delay;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err4 = {instancePath:instancePath+"/delay",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/delay",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.backoff !== undefined){
let data2 = data.backoff;
if(typeof data2 == "number"){
if(data2 < 1 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema42.properties.backoff,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema42.properties.backoff.type,parentSchema:schema42.properties.backoff,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data["max-delay"] !== undefined){
let data3 = data["max-delay"];
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err8 = {instancePath:instancePath+"/max-delay",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/max-delay",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.jitter !== undefined){
let data4 = data.jitter;
if(typeof data4 == "number"){
if(data4 > 1 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/jitter",schemaPath:"#/properties/jitter/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema42.properties.jitter,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/jitter",schemaPath:"#/properties/jitter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema42.properties.jitter,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/jitter",schemaPath:"#/properties/jitter/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema42.properties.jitter.type,parentSchema:schema42.properties.jitter,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.if !== undefined){
let data5 = data.if;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err13 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema46 = {"title":"Poll","description":"How often to look, and for how long.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"every":{"description":"The wait after the first look; later ones grow by half each time.","$ref":"#/$defs/duration","default":"5s"},"max-every":{"description":"The longest wait between two looks.","$ref":"#/$defs/duration","default":"30s"},"timeout":{"description":"How long to look before giving up, which is a failure.","$ref":"#/$defs/duration","default":"10m"}}};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "every") || (key0 === "max-every")) || (key0 === "timeout"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.every !== undefined){
let data0 = data.every;
if(typeof data0 === "string"){
if(!pattern8.test(data0)){
const err2 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data["max-every"] !== undefined){
let data1 = data["max-every"];
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err4 = {instancePath:instancePath+"/max-every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/max-every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.timeout !== undefined){
let data2 = data.timeout;
if(typeof data2 === "string"){
if(!pattern8.test(data2)){
const err6 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema50 = {"$ref":"actions.schema.json","title":"Step","description":"One node of the graph: an action with its parameters.","type":"object","required":["id","uses"],"additionalProperties":false,"properties":{"id":{"description":"What others call this step by: `needs: [create]`, `steps.create.outputs`.","$ref":"#/$defs/name"},"description":{"description":"What the step is for; shown while it runs.","type":"string"},"uses":{"description":"The action.","type":"string","minLength":1,"examples":["vm/create","http/request"]},"with":{"description":"The action's parameters, by the API's own names.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}},"needs":{"description":"Steps that must be done before. What an expression of this step refers to is needed anyway.","type":"array","uniqueItems":true,"items":{"type":"string"}},"if":{"description":"The step runs only if this is true. Without a status function (`success()`, `failure()`, `always()`, `cancelled()`) it also asks that all it needs succeeded; what was skipped did not. `!cancelled() && …` runs it however these went.","anyOf":[{"$ref":"#/$defs/expression"},{"type":"boolean"}]},"foreach":{"description":"A list: the step runs once per item, which expressions see as `item` and `index`.","anyOf":[{"$ref":"#/$defs/expression"},{"type":"array","items":{"$ref":"#/$defs/value"}}]},"max-parallel":{"description":"How many items of the loop may be at work at once.","type":"integer","minimum":1},"key":{"description":"What an item is called; it has to stay the same from run to run, and be different for each. Without it, the item's number.","$ref":"#/$defs/expression"},"until":{"description":"Repeats the action until this is true of its `outputs`.","$ref":"#/$defs/expression"},"fail-if":{"description":"While polling: if this becomes true, the step fails at once, for it can never succeed.","$ref":"#/$defs/expression"},"poll":{"$ref":"#/$defs/poll"},"await":{"description":"Waits, after the action, until its work is done. The name is one of the waits that the action declares, such as `active`.","type":"string"},"retry":{"$ref":"#/$defs/retry"},"timeout":{"description":"How long the step may take in all: attempts, waits between them, and polling.","$ref":"#/$defs/duration"},"attempt-timeout":{"description":"How long one attempt may take.","$ref":"#/$defs/duration"},"continue-on-error":{"description":"The run goes on, and may succeed, although this step failed.","type":"boolean","default":false},"env":{"description":"Environment of the step's command, in addition to the workflow's.","$ref":"#/$defs/environment"},"undo":{"description":"What takes the step back: `true` for the action's own, or an action. It runs when the run fails and `on-failure` is `undo`, or when somebody asks for it later, and not before the undos of all steps that needed this one are over. It is tried again until it is done; what cannot be taken back is told at the end, and the run waits for a person.","anyOf":[{"type":"boolean"},{"$ref":"actions.schema.json","type":"object","required":["uses"],"additionalProperties":false,"properties":{"uses":{"description":"The action that takes the step back. It should do no harm when it is done twice.","type":"string","minLength":1,"examples":["vm/delete","vm/floatingip-add"]},"with":{"description":"Its parameters. Expressions see what those of the step see, and the step's own `outputs`. They may refer to steps that were over when this one began: a reference makes nothing wait, so `needs` has to say it.","type":"object","additionalProperties":{"$ref":"#/$defs/value"}},"await":{"description":"Waits until the work of that action is done.","type":"string"},"retry":{"description":"How patiently it is tried again; without it 8 times over some minutes, a rejection included.","$ref":"#/$defs/retry"}}}]}}};
const schema51 = {};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema50.required,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.uses === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "uses"},message:"must have required property '"+"uses"+"'",schema:schema50.required,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema50.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(func2(data0) > 64){
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern5.test(data0)){
const err4 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_]*$"+"\"",schema:"^[a-z][a-z0-9_]*$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.description !== undefined){
let data1 = data.description;
if(typeof data1 !== "string"){
const err6 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.description.type,parentSchema:schema50.properties.description,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.uses !== undefined){
let data2 = data.uses;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50.properties.uses,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.uses.type,parentSchema:schema50.properties.uses,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.with !== undefined){
let data3 = data.with;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
}
else {
const err9 = {instancePath:instancePath+"/with",schemaPath:"#/properties/with/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.properties.with.type,parentSchema:schema50.properties.with,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.needs !== undefined){
let data5 = data.needs;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 !== "string"){
const err10 = {instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.needs.items.type,parentSchema:schema50.properties.needs.items,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let i1 = data5.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data5[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err11 = {instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema50.properties.needs,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err12 = {instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema50.properties.needs.type,parentSchema:schema50.properties.needs,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.if !== undefined){
let data7 = data.if;
const _errs18 = errors;
let valid8 = false;
const _errs19 = errors;
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err13 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs19 === errors;
valid8 = valid8 || _valid0;
const _errs22 = errors;
if(typeof data7 !== "boolean"){
const err15 = {instancePath:instancePath+"/if",schemaPath:"#/properties/if/anyOf/1/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema50.properties.if.anyOf[1].type,parentSchema:schema50.properties.if.anyOf[1],data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const err16 = {instancePath:instancePath+"/if",schemaPath:"#/properties/if/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema50.properties.if.anyOf,parentSchema:schema50.properties.if,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
}
if(data.foreach !== undefined){
let data8 = data.foreach;
const _errs25 = errors;
let valid10 = false;
const _errs26 = errors;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err17 = {instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid1 = _errs26 === errors;
valid10 = valid10 || _valid1;
const _errs29 = errors;
if(Array.isArray(data8)){
}
else {
const err19 = {instancePath:instancePath+"/foreach",schemaPath:"#/properties/foreach/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema50.properties.foreach.anyOf[1].type,parentSchema:schema50.properties.foreach.anyOf[1],data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid1 = _errs29 === errors;
valid10 = valid10 || _valid1;
if(!valid10){
const err20 = {instancePath:instancePath+"/foreach",schemaPath:"#/properties/foreach/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema50.properties.foreach.anyOf,parentSchema:schema50.properties.foreach,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
}
if(data["max-parallel"] !== undefined){
let data10 = data["max-parallel"];
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
const err21 = {instancePath:instancePath+"/max-parallel",schemaPath:"#/properties/max-parallel/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema50.properties["max-parallel"].type,parentSchema:schema50.properties["max-parallel"],data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data10 == "number"){
if(data10 < 1 || isNaN(data10)){
const err22 = {instancePath:instancePath+"/max-parallel",schemaPath:"#/properties/max-parallel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema50.properties["max-parallel"],data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.key !== undefined){
let data11 = data.key;
if(typeof data11 === "string"){
if(func2(data11) < 1){
const err23 = {instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.until !== undefined){
let data12 = data.until;
if(typeof data12 === "string"){
if(func2(data12) < 1){
const err25 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data["fail-if"] !== undefined){
let data13 = data["fail-if"];
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err27 = {instancePath:instancePath+"/fail-if",schemaPath:"#/$defs/expression/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/fail-if",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.poll !== undefined){
if(!(validate27(data.poll, {instancePath:instancePath+"/poll",parentData:data,parentDataProperty:"poll",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.await !== undefined){
let data15 = data.await;
if(typeof data15 !== "string"){
const err29 = {instancePath:instancePath+"/await",schemaPath:"#/properties/await/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.await.type,parentSchema:schema50.properties.await,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.retry !== undefined){
if(!(validate25(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined){
let data17 = data.timeout;
if(typeof data17 === "string"){
if(!pattern8.test(data17)){
const err30 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data["attempt-timeout"] !== undefined){
let data18 = data["attempt-timeout"];
if(typeof data18 === "string"){
if(!pattern8.test(data18)){
const err32 = {instancePath:instancePath+"/attempt-timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/attempt-timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data18};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data["continue-on-error"] !== undefined){
let data19 = data["continue-on-error"];
if(typeof data19 !== "boolean"){
const err34 = {instancePath:instancePath+"/continue-on-error",schemaPath:"#/properties/continue-on-error/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema50.properties["continue-on-error"].type,parentSchema:schema50.properties["continue-on-error"],data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate21(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.undo !== undefined){
let data21 = data.undo;
const _errs57 = errors;
let valid20 = false;
const _errs58 = errors;
if(typeof data21 !== "boolean"){
const err35 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema50.properties.undo.anyOf[0].type,parentSchema:schema50.properties.undo.anyOf[0],data:data21};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid2 = _errs58 === errors;
valid20 = valid20 || _valid2;
const _errs60 = errors;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.uses === undefined){
const err36 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/anyOf/1/required",keyword:"required",params:{missingProperty: "uses"},message:"must have required property '"+"uses"+"'",schema:schema50.properties.undo.anyOf[1].required,parentSchema:schema50.properties.undo.anyOf[1],data:data21};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key2 in data21){
if(!((((key2 === "uses") || (key2 === "with")) || (key2 === "await")) || (key2 === "retry"))){
const err37 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema50.properties.undo.anyOf[1],data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data21.uses !== undefined){
let data22 = data21.uses;
if(typeof data22 === "string"){
if(func2(data22) < 1){
const err38 = {instancePath:instancePath+"/undo/uses",schemaPath:"#/properties/undo/anyOf/1/properties/uses/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50.properties.undo.anyOf[1].properties.uses,data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/undo/uses",schemaPath:"#/properties/undo/anyOf/1/properties/uses/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.undo.anyOf[1].properties.uses.type,parentSchema:schema50.properties.undo.anyOf[1].properties.uses,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data21.with !== undefined){
let data23 = data21.with;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
}
else {
const err40 = {instancePath:instancePath+"/undo/with",schemaPath:"#/properties/undo/anyOf/1/properties/with/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.properties.undo.anyOf[1].properties.with.type,parentSchema:schema50.properties.undo.anyOf[1].properties.with,data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data21.await !== undefined){
let data25 = data21.await;
if(typeof data25 !== "string"){
const err41 = {instancePath:instancePath+"/undo/await",schemaPath:"#/properties/undo/anyOf/1/properties/await/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.undo.anyOf[1].properties.await.type,parentSchema:schema50.properties.undo.anyOf[1].properties.await,data:data25};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data21.retry !== undefined){
if(!(validate25(data21.retry, {instancePath:instancePath+"/undo/retry",parentData:data21,parentDataProperty:"retry",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err42 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.properties.undo.anyOf[1].type,parentSchema:schema50.properties.undo.anyOf[1],data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid2 = _errs60 === errors;
valid20 = valid20 || _valid2;
if(!valid20){
const err43 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema50.properties.undo.anyOf,parentSchema:schema50.properties.undo,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.type,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.steps === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "steps"},message:"must have required property '"+"steps"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) > 64){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern4.test(data0)){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z][a-z0-9-]*$"+"\"",schema:"^[a-z][a-z0-9-]*$",parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.name.type,parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.description !== undefined){
let data1 = data.description;
if(typeof data1 !== "string"){
const err6 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.description.type,parentSchema:schema31.properties.description,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.inputs !== undefined){
let data2 = data.inputs;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
const _errs8 = errors;
if(typeof key1 === "string"){
if(func2(key1) > 64){
const err7 = {instancePath:instancePath+"/inputs",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern5.test(key1)){
const err8 = {instancePath:instancePath+"/inputs",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_]*$"+"\"",schema:"^[a-z][a-z0-9_]*$",parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/inputs",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid1 = _errs8 === errors;
if(!valid1){
const err10 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema31.properties.inputs.propertyNames,parentSchema:schema31.properties.inputs,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
for(const key2 in data2){
let data3 = data2[key2];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.type !== undefined){
let data4 = data3.type;
if((typeof data4 !== "string") && (!(Array.isArray(data4)))){
const err11 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/$defs/input/properties/type/type",keyword:"type",params:{type: schema33.properties.type.type},message:"must be string,array",schema:schema33.properties.type.type,parentSchema:schema33.properties.type,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.description !== undefined){
let data5 = data3.description;
if(typeof data5 !== "string"){
const err12 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",schemaPath:"#/$defs/input/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.description.type,parentSchema:schema33.properties.description,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.enum !== undefined){
let data6 = data3.enum;
if(!(Array.isArray(data6))){
const err13 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/enum",schemaPath:"#/$defs/input/properties/enum/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.enum.type,parentSchema:schema33.properties.enum,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.format !== undefined){
let data7 = data3.format;
if(typeof data7 !== "string"){
const err14 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/format",schemaPath:"#/$defs/input/properties/format/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.format.type,parentSchema:schema33.properties.format,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.writeOnly !== undefined){
let data8 = data3.writeOnly;
if(typeof data8 !== "boolean"){
const err15 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/writeOnly",schemaPath:"#/$defs/input/properties/writeOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema33.properties.writeOnly.type,parentSchema:schema33.properties.writeOnly,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/inputs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/input/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.inputs.type,parentSchema:schema31.properties.inputs,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.secrets !== undefined){
let data9 = data.secrets;
if(Array.isArray(data9)){
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(!pattern6.test(data10)){
const err18 = {instancePath:instancePath+"/secrets/" + i0,schemaPath:"#/$defs/environmentName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema34,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/secrets/" + i0,schemaPath:"#/$defs/environmentName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i1 = data9.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data9[i1], data9[j0])){
const err20 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema31.properties.secrets,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err21 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.secrets.type,parentSchema:schema31.properties.secrets,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate21(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.concurrency !== undefined){
let data12 = data.concurrency;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.group === undefined){
const err22 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/required",keyword:"required",params:{missingProperty: "group"},message:"must have required property '"+"group"+"'",schema:schema31.properties.concurrency.required,parentSchema:schema31.properties.concurrency,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key3 in data12){
if(!((key3 === "group") || (key3 === "policy"))){
const err23 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.concurrency,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data12.group !== undefined){
let data13 = data12.group;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err24 = {instancePath:instancePath+"/concurrency/group",schemaPath:"#/properties/concurrency/properties/group/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31.properties.concurrency.properties.group,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/concurrency/group",schemaPath:"#/properties/concurrency/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.concurrency.properties.group.type,parentSchema:schema31.properties.concurrency.properties.group,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.policy !== undefined){
let data14 = data12.policy;
if(!(((data14 === "queue") || (data14 === "skip")) || (data14 === "cancel"))){
const err26 = {instancePath:instancePath+"/concurrency/policy",schemaPath:"#/properties/concurrency/properties/policy/enum",keyword:"enum",params:{allowedValues: schema31.properties.concurrency.properties.policy.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.concurrency.properties.policy.enum,parentSchema:schema31.properties.concurrency.properties.policy,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.concurrency.type,parentSchema:schema31.properties.concurrency,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.on !== undefined){
let data15 = data.on;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
if(!(key4 === "schedule")){
const err28 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.on,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data15.schedule !== undefined){
let data16 = data15.schedule;
if(Array.isArray(data16)){
if(data16.length < 1){
const err29 = {instancePath:instancePath+"/on/schedule",schemaPath:"#/properties/on/properties/schedule/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.on.properties.schedule,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len1 = data16.length;
for(let i2=0; i2<len1; i2++){
if(!(validate23(data16[i2], {instancePath:instancePath+"/on/schedule/" + i2,parentData:data16,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err30 = {instancePath:instancePath+"/on/schedule",schemaPath:"#/properties/on/properties/schedule/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.on.properties.schedule.type,parentSchema:schema31.properties.on.properties.schedule,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.on.type,parentSchema:schema31.properties.on,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data["on-failure"] !== undefined){
let data18 = data["on-failure"];
if(!(((data18 === "stop") || (data18 === "continue")) || (data18 === "undo"))){
const err32 = {instancePath:instancePath+"/on-failure",schemaPath:"#/properties/on-failure/enum",keyword:"enum",params:{allowedValues: schema31.properties["on-failure"].enum},message:"must be equal to one of the allowed values",schema:schema31.properties["on-failure"].enum,parentSchema:schema31.properties["on-failure"],data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.timeout !== undefined){
let data19 = data.timeout;
if(typeof data19 === "string"){
if(!pattern8.test(data19)){
const err33 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data["max-parallel"] !== undefined){
let data20 = data["max-parallel"];
if(!((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20)))){
const err35 = {instancePath:instancePath+"/max-parallel",schemaPath:"#/properties/max-parallel/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties["max-parallel"].type,parentSchema:schema31.properties["max-parallel"],data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(typeof data20 == "number"){
if(data20 < 1 || isNaN(data20)){
const err36 = {instancePath:instancePath+"/max-parallel",schemaPath:"#/properties/max-parallel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties["max-parallel"],data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data.defaults !== undefined){
let data21 = data.defaults;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key5 in data21){
if(!((((key5 === "timeout") || (key5 === "attempt-timeout")) || (key5 === "retry")) || (key5 === "poll"))){
const err37 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.defaults,data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data21.timeout !== undefined){
let data22 = data21.timeout;
if(typeof data22 === "string"){
if(!pattern8.test(data22)){
const err38 = {instancePath:instancePath+"/defaults/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/defaults/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data21["attempt-timeout"] !== undefined){
let data23 = data21["attempt-timeout"];
if(typeof data23 === "string"){
if(!pattern8.test(data23)){
const err40 = {instancePath:instancePath+"/defaults/attempt-timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"},message:"must match pattern \""+"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$"+"\"",schema:"^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d))+$",parentSchema:schema39,data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/defaults/attempt-timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data23};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data21.retry !== undefined){
if(!(validate25(data21.retry, {instancePath:instancePath+"/defaults/retry",parentData:data21,parentDataProperty:"retry",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data21.poll !== undefined){
if(!(validate27(data21.poll, {instancePath:instancePath+"/defaults/poll",parentData:data21,parentDataProperty:"poll",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err42 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.defaults.type,parentSchema:schema31.properties.defaults,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.steps !== undefined){
let data26 = data.steps;
if(Array.isArray(data26)){
if(data26.length < 1){
const err43 = {instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.steps,data:data26};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len2 = data26.length;
for(let i3=0; i3<len2; i3++){
if(!(validate29(data26[i3], {instancePath:instancePath+"/steps/" + i3,parentData:data26,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err44 = {instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.steps.type,parentSchema:schema31.properties.steps,data:data26};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.finally !== undefined){
let data28 = data.finally;
if(Array.isArray(data28)){
if(data28.length < 1){
const err45 = {instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.finally,data:data28};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
const len3 = data28.length;
for(let i4=0; i4<len3; i4++){
if(!(validate29(data28[i4], {instancePath:instancePath+"/finally/" + i4,parentData:data28,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err46 = {instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.finally.type,parentSchema:schema31.properties.finally,data:data28};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.outputs !== undefined){
let data30 = data.outputs;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key6 in data30){
const _errs68 = errors;
if(typeof key6 === "string"){
if(func2(key6) > 64){
const err47 = {instancePath:instancePath+"/outputs",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema32,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!pattern5.test(key6)){
const err48 = {instancePath:instancePath+"/outputs",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_]*$"+"\"",schema:"^[a-z][a-z0-9_]*$",parentSchema:schema32,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/outputs",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var valid22 = _errs68 === errors;
if(!valid22){
const err50 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid",schema:schema31.properties.outputs.propertyNames,parentSchema:schema31.properties.outputs,data:data30};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.outputs.type,parentSchema:schema31.properties.outputs,data:data30};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

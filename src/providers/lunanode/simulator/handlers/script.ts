import { ownScript } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const scriptHandlers: Handlers = {
  'script/list': ({ world, account }) => ({
    scripts: [...world.state.scripts.values()]
      .filter(({ owner }) => owner === account)
      .map(({ id, name, content }) => ({ id, name, content })),
  }),
  'script/get': (call) => {
    const { id, name, content } = ownScript(call, scriptId(call));
    return { id, name, content };
  },
  'script/create': ({ world, account, parameters }) => {
    const id = world.nextId('script');
    const name = parameters.text('name');
    world.state.scripts.set(id, { id, owner: account, name, content: parameters.text('content') });
    return { script_id: id };
  },
  'script/update': (call) => {
    const script = ownScript(call, scriptId(call));
    script.name = call.parameters.text('name');
    script.content = call.parameters.text('content');
    return done;
  },
  'script/delete': (call) => {
    call.world.state.scripts.delete(ownScript(call, scriptId(call)).id);
    return done;
  },
};

function scriptId(call: Call): string {
  return call.parameters.text('script_id');
}
